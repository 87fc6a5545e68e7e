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

/** For each sample the samples of its label, itself among them, ascending. */
export function samplesOfLabels(labels: Float64Array): readonly Int32Array[] {
  const samples = new Map<number, number[]>();
  labels.forEach((label, i) => {
    const sameLabel = samples.get(label);
    if (sameLabel) sameLabel.push(i);
    else samples.set(label, [i]);
  });
  const lists = new Map([...samples].map(([label, list]) => [label, Int32Array.from(list)]));
  return Array.from(labels, (label) => lists.get(label)!);
}

/** Samples but one of them. */
export function withoutItself(samples: Int32Array, i: number): Int32Array {
  const others = new Int32Array(samples.length - 1);
  const place = samples.indexOf(i);
  others.set(samples.subarray(0, place));
  others.set(samples.subarray(place + 1), place);
  return others;
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
