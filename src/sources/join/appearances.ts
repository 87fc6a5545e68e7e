import { withRoom } from '../../tensor/arrays.ts';

/** A key that a file has more than once. */
export interface Repetition {
  readonly key: number;
  /** The rows, from 1, of the first time and of another. */
  readonly rows: readonly [number, number];
}

/** Examples of what is wrong that a message shows. */
export const MOST_EXAMPLES = 3;

/** In which row of one file each key stands. */
export class Appearances {
  /** By key; 0 where it has not appeared. */
  #rows = new Uint32Array(512);
  readonly #repetitions: Repetition[] = [];
  #repeated = 0;

  /**
   * Takes the keys of rows that follow each other.
   * @param firstRow the number of the first, from 1
   * @returns by row, 1 where the key has not appeared before
   */
  note(keys: Uint32Array, firstRow: number): Uint8Array {
    const areNew = new Uint8Array(keys.length);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i]!;
      if (key >= this.#rows.length) this.#rows = withRoom(this.#rows, key + 1);
      const before = this.#rows[key]!;
      if (before === 0) {
        this.#rows[key] = firstRow + i;
        areNew[i] = 1;
      } else {
        this.#noteAgain(key, before, firstRow + i);
      }
    }
    return areNew;
  }

  /** The row in which a key stands, from 1; 0 where it has not appeared. */
  rowOf(key: number): number {
    return this.#rows[key] ?? 0;
  }

  /** Rows whose key an earlier row has, the first of them as examples. */
  get repetitions(): { readonly count: number; readonly examples: readonly Repetition[] } {
    return { count: this.#repeated, examples: this.#repetitions };
  }

  #noteAgain(key: number, before: number, row: number): void {
    this.#repeated++;
    if (this.#repetitions.length < MOST_EXAMPLES) {
      this.#repetitions.push({ key, rows: [before, row] });
    }
  }
}
