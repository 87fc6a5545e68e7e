import type { StoredDtype } from '../../tensor/dtype.ts';
import type { ColumnTexts } from './column-texts.ts';

/** What an input needs of the readers of its columns, in formats whose columns lie apart. */
export interface ReadableColumn {
  readonly column: {
    readonly type: { readonly kind: string };
    /** How numbers are written where text is wanted; absent of texts and booleans. */
    readonly written:
      | {
          write(value: number, noted: string | undefined): string;
          /** Whether they are integers, of which the digits are written and nothing else. */
          readonly isDigits?: boolean | undefined;
        }
      | undefined;
  };
  /** Numbers in a row: the length of each list, or 1. */
  readonly width: number;
  /** How its numbers are stored. */
  readonly dtype: StoredDtype | undefined;
  /** Of what was read last, the first place where a value is missing; NaN at other places is one that was stored. */
  readonly firstNull: number | undefined;
  /** Whether NaN may be among what was read last, stored or for what is missing. */
  readonly mayHoldNaN: boolean;
  /** Of what was read last, the integers that a double does not hold: their digits, by place. */
  readonly rounded: ReadonlyMap<number, string>;
  /** Those that the numbers of a column of text stand for. */
  readonly texts: ColumnTexts;
  /** Reads rows, their numbers one after the other, into the beginning of `target`. */
  read(rows: number, target: Float64Array): void;
  /** The text that a number which was read last stands for: its digits, where the column is one of numbers. */
  textOf(value: number): string;
  /** Names the column in messages, and a row of it, counted from 0. */
  describe(row?: number): string;
}
