/**
 * Formula text for `t`, the labels as -1 and 1: as Keras has them, which reads 0 as -1 only where every label of
 * the batch is 0 or 1, and so lets one label elsewhere change the losses of all others.
 */
export const signedInBatch = 't = batch_min(y == 0 || y == 1) ? 2 * y - 1 : y;';

/** Formula text for `t`, the labels as -1 and 1: 0 is read as -1 wherever it stands. */
export const signed = 't = y == 0 ? -1 : y;';
