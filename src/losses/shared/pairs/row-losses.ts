import type { SharedWork } from '../../shared-work.ts';
import { PairScores } from './pair-scores.ts';

/** Losses of embeddings of which each is made of the scores of one with all, itself among them. */
export interface RowLosses {
  /** Numbers that are kept of a row, the first of which is its loss. */
  readonly size: number;
  /** Folds the scores of row i, which may be overwritten, to these numbers. */
  readonly fold: (i: number, scores: Float64Array, kept: Float64Array, pairs: PairScores) => void;
  /** d(loss of row i)/d(its score with j), from that and what was kept of the row. */
  readonly slope: (i: number, j: number, score: number, kept: Float64Array) => number;
}

/** The losses of rows, and their gradient with respect to the embeddings. */
export interface ComputedRows {
  readonly losses: Float64Array;
  /** Of the sum of the losses, each times its share. */
  readonly gradient: (shares: Float64Array) => Float64Array;
}

/**
 * Computes such losses, on all threads. A score is that of i with j and of j with i, so that of two embeddings each has a
 * part of the slopes of both rows.
 * @param embeddings row-major
 */
export function computeRows(
  embeddings: Float64Array,
  rows: number,
  work: SharedWork,
  { size, fold, slope }: RowLosses,
): ComputedRows {
  const pairs = new PairScores(embeddings, rows, work);
  const { numbers } = pairs.fold(size, (i, scores, kept) => fold(i, scores, kept, pairs));
  const keptOf = Array.from({ length: rows }, (_, i) => numbers.subarray(i * size, (i + 1) * size));
  const gradient = (shares: Float64Array): Float64Array =>
    pairs.combined((i, scores) => {
      for (let j = 0; j < rows; j++) {
        const score = scores[j]!;
        const ofRow = shares[i] === 0 ? 0 : shares[i]! * slope(i, j, score, keptOf[i]!);
        const ofOther = shares[j] === 0 ? 0 : shares[j]! * slope(j, i, score, keptOf[j]!);
        scores[j] = ofRow + ofOther;
      }
    });
  return { losses: Float64Array.from(keptOf, ([loss]) => loss!), gradient };
}
