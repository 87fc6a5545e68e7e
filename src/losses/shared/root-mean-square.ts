/**
 * Formula text: scikit-learn's root mean squares of `e`, one for each column, averaged over the columns by their
 * `output_weights`. Where all of a column are 0 the root has no slope; it is taken of 1 instead, so that the gradient is 0.
 */
export const meanOfColumnRoots = `q = column_sum(w * e^2) / column_sum(w);
mean(output_weights * (q == 0 ? 0 : sqrt(q == 0 ? 1 : q)))`;
