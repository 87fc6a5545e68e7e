import { RowTexts } from './print/number-printer.ts';
import type { TextWriter } from './text-writer.ts';

/** How numbers are written. */
export interface NumberFormat {
  readonly format: (x: number) => string;
  /** Whether that is what `String` makes of one, if it is finite. */
  readonly isShortest: boolean;
}

/**
 * What appends rows of numbers to a text, row-major.
 * @param texts what stands before, between and after the numbers of a row, in ASCII
 * @param formats of the numbers of a row
 */
export function rowWriter(
  out: TextWriter,
  texts: readonly string[],
  formats: readonly NumberFormat[],
): (values: Float64Array) => void {
  if (formats.every(({ isShortest }) => isShortest)) {
    const row = new RowTexts(texts);
    return (values) => {
      out.rows(values, row);
    };
  }
  return (values) => {
    for (let at = 0; at < values.length;) {
      for (const [k, { format }] of formats.entries()) {
        out.ascii(texts[k]!);
        out.ascii(format(values[at++]!));
      }
      out.ascii(texts.at(-1)!);
    }
  };
}
