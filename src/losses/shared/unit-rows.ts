import type { Batch } from '../kernel.ts';
import { addScaled, dot, rowsOf } from './numeric.ts';

/** Embeddings of length 1, and what makes slopes of the embeddings as they were of the slopes of these. */
export interface UnitRows {
  readonly units: Float64Array;
  readonly toEmbeddings: (slopes: Float64Array) => Float64Array;
}

/**
 * Brings embeddings to a length of 1.
 * @param units row-major, overwritten
 * @param least what a squared length is taken as where it is smaller; 0 for none
 */
export function unitRows(
  units: Float64Array,
  { round }: Pick<Batch, 'round'>,
  least: number,
  rows: number,
): UnitRows {
  const unitOf = rowsOf(units, rows);
  // Without an epsilon only directions count, of vectors of any length.
  const scales = unitOf.map((embedding) => (least === 0 ? scaleOf(embedding) : 1));
  const squares = new Float64Array(rows);
  const lengths = new Float64Array(rows);
  unitOf.forEach((unit, i) => {
    unit.forEach((x, k) => (unit[k] = x * scales[i]!));
    squares[i] = round(dot(unit, unit));
    lengths[i] = round(Math.sqrt(Math.max(squares[i], least)));
    unit.forEach((x, k) => (unit[k] = round(x / lengths[i]!)));
  });
  const toEmbeddings = (slopes: Float64Array): Float64Array => {
    rowsOf(slopes, rows).forEach((slope, i) => {
      // What is along a vector does not turn it.
      if (squares[i]! >= least) addScaled(slope, -dot(slope, unitOf[i]!), unitOf[i]!);
      slope.forEach((x, k) => (slope[k] = (x / lengths[i]!) * scales[i]!));
    });
    return slopes;
  };
  return { units, toEmbeddings };
}

/** What brings a vector to a length whose square is a double. */
export function ofOrdinaryLength(embedding: Float64Array): Float64Array {
  const scale = scaleOf(embedding);
  return embedding.map((x) => x * scale);
}

/** A power of two that brings a vector to a length whose square is a double; 1 where it is one as it is. */
function scaleOf(embedding: Float64Array): number {
  const largest = embedding.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  const isOrdinary = largest > 1e-100 && largest < 1e100;
  if (isOrdinary || largest === 0 || !Number.isFinite(largest)) return 1;
  return 2 ** Math.min(-Math.floor(Math.log2(largest)), 1000);
}
