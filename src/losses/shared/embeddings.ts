import type { Batch } from '../kernel.ts';
import { rowsOf } from './numeric.ts';

/**
 * The rows of pred, one for each label in true, in an array of their own. Where a label is missing (NaN) nobody knows
 * which others a row belongs to, and it becomes NaN so that no loss is computed without it.
 */
export function labelledEmbeddings({ rows, inputs }: Batch): Float64Array {
  const embeddings = inputs['pred']!.slice();
  const labels = inputs['true']!;
  rowsOf(embeddings, rows).forEach((row, i) => {
    if (Number.isNaN(labels[i])) row.fill(NaN);
  });
  return embeddings;
}

/** For each sample the samples of its label, itself among them. */
export function samplesOfLabels(labels: Float64Array): readonly (readonly number[])[] {
  const samples = new Map<number, number[]>();
  labels.forEach((label, i) => {
    const sameLabel = samples.get(label);
    if (sameLabel) sameLabel.push(i);
    else samples.set(label, [i]);
  });
  return Array.from(labels, (label) => samples.get(label)!);
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
