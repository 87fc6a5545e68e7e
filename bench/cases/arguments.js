/** Arguments of losscalc that several cases share. */

/** The mean squared error of a table of pairs. */
export function mse(table, ...options) {
  return ['mse', ...ofPairs(table), ...options];
}

export function ofPairs(table) {
  return [table, '--true', 'y_true', '--pred', 'y_pred'];
}

/** `true` and `pred` of two files. */
export function ofTwoFiles({ truth, pred }) {
  return ['--true', truth, '--pred', pred];
}

/** The mean squared error of a table of pairs and of its segments, without the losses of each sample. */
export function mseBy(key, table) {
  return mse(table, '--by', key, '-f', 'json', '--no-per-sample');
}
