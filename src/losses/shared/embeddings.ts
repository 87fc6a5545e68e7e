import type { Batch } from '../kernel.ts';
import { rowsOf } from './numeric.ts';

/**
 * The rows of pred, one for each label in true. Where a label is missing (NaN) nobody knows which others a row
 * belongs to, and it becomes NaN so that no loss is computed without it.
 */
export function labelledEmbeddings({ rows, inputs }: Batch): Float64Array[] {
  const labels = inputs['true']!;
  return rowsOf(inputs['pred']!, rows).map((row, i) =>
    Number.isNaN(labels[i]) ? row.map(() => NaN) : row,
  );
}

/** Why the loss of all samples is no sum of losses of each. */
export const COMPARES_SAMPLES = 'every sample is compared with all others';

/** Embeddings of length 1, two of either label. */
export const embeddingsExample = {
  true: [0, 0, 1, 1],
  pred: [
    [1, 0],
    [0.8, 0.6],
    [0, 1],
    [-0.6, 0.8],
  ],
};
