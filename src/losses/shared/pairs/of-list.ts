/**
 * The sum of an expression over the pairs of a list of which the first item is the more relevant one, in the formula
 * language: `other(p)` is the score of the second.
 */
export const sumOfPairs = (ofPair: string, condition = 'y > other(y)'): string =>
  `sum(pair_sum(${condition} ? ${ofPair} : 0))`;
