/**
 * Formula text: the distance of log(1 + p) and log(1 + y), as one logarithm of a quotient above 1, so that no digits
 * cancel.
 */
export const logDifference = 'log1p_ratio(abs(p - y), min(p, y))';
