import { conventionsOf, ofOneClass, type Quotient } from './class-scores.ts';

/** The harmonic mean of precision and recall, in which recall counts beta^2 times as much; f1 has no beta. */
const quotient: Quotient = {
  of: ({ hits, truths, preds }, { beta = 1 }) => {
    const squared = (beta as number) ** 2;
    // Without limit recall alone is left.
    if (squared === Infinity) return [hits, truths];
    return [(1 + squared) * hits, squared * truths + preds];
  },
  lacking: 'is or was taken for',
};

const method =
  'Of a class, (1 + beta^2) hits / (beta^2 samples of it + samples taken for it), where beta of f1 is 1; over classes as ' +
  '--average says.';

/** What conventions of F scores have in common. */
export const F_SCORE = {
  ...conventionsOf(quotient, method),
  catboost: ofOneClass(quotient, method, '1'),
};
