import { TEXTS_RECORD } from './text-memory.ts';

const LF = 0x0a;

/** Words of what the kernel knows of a column. */
export const COLUMN = 6;
/** Where among them the address is at which its next value goes; how far the one after that is away comes next. */
export const OUT = 3;
/** Bytes of what the kernel knows of a column. */
export const PLAN_ENTRY = COLUMN * Uint32Array.BYTES_PER_ELEMENT;

interface ColumnLayout {
  /** Cells in a row. */
  readonly columns: number;
  /** The columns to read, and those of them that are text. */
  readonly selected: readonly number[];
  readonly texts: readonly number[];
  readonly allowMissing: boolean;
}

/**
 * For each column that is read, how many cells to pass over before it, the byte after its cell, of a column of text
 * where the record of its texts is, room for where its values go, and whether it is of integers.
 * @param integers columns of text whose texts are read as the integers that they are
 */
export function planOf(
  { columns, selected, texts }: ColumnLayout,
  delimiter: number,
  recordsStart: number,
  integers: readonly number[],
): Uint32Array {
  return Uint32Array.from(
    selected.flatMap((column, i) => {
      const text = texts.indexOf(column);
      const isInteger = integers.includes(column);
      return [
        column - (selected[i - 1] ?? -1) - 1,
        column === columns - 1 ? LF : delimiter,
        text < 0 || isInteger ? 0 : recordsStart + text * TEXTS_RECORD,
        0,
        0,
        Number(isInteger),
      ];
    }),
  );
}

/** How many rows lines of `size` bytes can hold, with one that turns out to be none. */
export function mostRows(
  { columns, selected, texts, allowMissing }: ColumnLayout,
  size: number,
): number {
  // Each cell has a byte after it, and numbers at least one of their own where none may be missing.
  const shortestRow = columns + (allowMissing ? 0 : selected.length - texts.length);
  return Math.floor((size + 1) / shortestRow) + 1;
}
