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
    let rows = this.#rows;
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i]!;
      if (key >= rows.length) this.#rows = rows = withRoom(rows, key + 1);
      const before = rows[key]!;
      if (before === 0) {
        rows[key] = firstRow + i;
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

  /**
   * Looks the rows of keys up, one after the other: those of which `areAsked` has a 1.
   * @param from the place of the first
   * @param target for the rows, by place, from 1; 0 where a key has not appeared
   * @param mayMiss whether to go on after a key that has not
   * @returns the place of the key that has not, or else how many keys there are
   */
  rowsOf(
    keys: Uint32Array,
    areAsked: Uint8Array,
    from: number,
    target: Float64Array,
    mayMiss: boolean,
  ): number {
    const rows = this.#rows;
    for (let i = from; i < keys.length; i++) {
      if (areAsked[i] === 0) continue;
      const key = keys[i]!;
      const row = key < rows.length ? rows[key]! : 0;
      if (row === 0 && !mayMiss) return i;
      target[i] = row;
    }
    return keys.length;
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
