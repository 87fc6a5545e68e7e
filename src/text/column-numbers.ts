import { withRoom } from '../tensor/arrays.ts';
import { codeCount, type TextColumn, type Utf8Texts } from '../tensor/block.ts';
import { TextNumbers } from './text-numbers.ts';

const UNKNOWN = -1;
const WANTED = -2;

/** Numbers the texts of a column in the order of their rows, across all blocks. */
export class ColumnNumbers {
  readonly #numbers = new TextNumbers();
  /** The texts that {@link #ofCode} is of, where they are in memory: those of several blocks, as a rule. */
  #texts: Utf8Texts | undefined;
  /** By code of the present texts its number, where it was asked for. */
  #ofCode = new Int32Array(0);
  #codes = new Int32Array(0);
  #found = new Int32Array(0);

  /** How many texts there are. */
  get count(): number {
    return this.#numbers.count;
  }

  /** The text of a number. */
  textOf(number: number): string {
    return this.#numbers.textOf(number);
  }

  /** The number of a text, which may be new. */
  numberOf(text: string): number {
    return this.#numbers.numberOf(text);
  }

  /** By code of a block the number of its text, where one of the rows has it; valid until the next block. */
  of(column: TextColumn, rows: number): Int32Array {
    if (!column.utf8 || column.utf8 !== this.#texts) this.#begin(column, rows);
    const ofCode = this.#ofCode;
    const { codes } = column;
    this.#codes = withRoom(this.#codes, rows);
    const wanted = this.#codes;
    let count = 0;
    for (let i = 0; i < rows; i++) {
      const code = codes[i]!;
      if (ofCode[code] !== UNKNOWN) continue;
      ofCode[code] = WANTED;
      wanted[count++] = code;
    }
    this.#found = withRoom(this.#found, count);
    const found = this.#found;
    this.#numbers.numbersOfCodes(column, wanted.subarray(0, count), found);
    for (let k = 0; k < count; k++) ofCode[wanted[k]!] = found[k]!;
    return ofCode;
  }

  #begin(column: TextColumn, rows: number): void {
    const size = codeCount(column, rows);
    this.#texts = column.utf8;
    this.#ofCode = withRoom(this.#ofCode, size).fill(UNKNOWN, 0, size);
  }
}
