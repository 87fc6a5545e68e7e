import { alignDecimals } from '../../text/format-number.ts';

export interface VectorCells {
  /** A cell a vector, all of one width. */
  readonly cells: readonly string[];
  /** Positions shown, of every vector the same. */
  readonly shown: number;
  /** Whether no position had to be left out. */
  readonly whole: boolean;
}

/**
 * Vectors as cells of at most `room` columns, position below position and decimal point below decimal point.
 * Where not all positions fit, the middle ones are left out: `0.1 0.2 … 0.7`.
 */
export function vectorCells(
  vectors: readonly (readonly number[])[],
  format: (x: number) => string,
  room: number,
): VectorCells {
  const length = Math.max(0, ...vectors.map((vector) => vector.length));
  const head: string[][] = [];
  const tail: string[][] = [];
  let used = 0;
  let shown = 0;
  for (; shown < length; shown++) {
    const fromHead = shown % 2 === 0;
    const position = fromHead ? head.length : length - 1 - tail.length;
    const column = alignDecimals(
      vectors.map((vector) => (position < vector.length ? format(vector[position]!) : '')),
    );
    const separator = shown > 0 ? 1 : 0;
    const mark = shown < length - 1 ? ' …'.length : 0;
    const width = separator + column[0]!.length;
    if (used + width + mark > room) break;
    used += width;
    if (fromHead) head.push(column);
    else tail.unshift(column);
  }
  const whole = shown === length;
  const columns = whole
    ? [...head, ...tail]
    : [...head, vectors.map(({ length: own }) => (own > 0 ? '…' : ' ')), ...tail];
  return {
    cells: vectors.map((_, row) => columns.map((column) => column[row]!).join(' ')),
    shown,
    whole,
  };
}
