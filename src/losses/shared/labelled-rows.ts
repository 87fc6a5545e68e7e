import type { Batch } from '../kernel.ts';
import { labelledEmbeddings } from './embeddings.ts';
import { computeRows, type ComputedRows, type RowLosses } from './pairs/row-losses.ts';
import { unitRows } from './unit-rows.ts';

/** The inputs of a loss of embeddings with a label for each. */
export const labelledInputs = {
  true: { domain: 'label', shape: 'sample', help: 'labels: samples of one belong together' },
  pred: 'real',
} as const;

/** The least squared length in PyTorch's normalize, whose least length is 1e-12. */
export const LEAST_OF_TORCH = { least_square: 1e-24 };

/** Losses of labelled embeddings from the cosines of each with all others. */
export function rowsOfCosines(batch: Batch, losses: RowLosses): ComputedRows {
  const { rows, work, constants } = batch;
  const embeddings = labelledEmbeddings(batch);
  const { units, toEmbeddings } = unitRows(embeddings, batch, constants['least_square'] ?? 0, rows);
  const computed = computeRows(units, rows, work, losses);
  return { ...computed, gradient: (shares) => toEmbeddings(computed.gradient(shares)) };
}
