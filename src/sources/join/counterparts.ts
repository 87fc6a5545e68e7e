import type { OtherFile } from './other-file.ts';

/** In which rows of other files the keys of some rows stand. */
export class Counterparts {
  /** For each other file the number of every row's counterpart, from 1; 0 where it has none. */
  readonly numbers: readonly Float64Array[];
  /** By row, 1 where all other files have its key. */
  readonly isJoined: Uint8Array;
  readonly #keys: Uint32Array;
  readonly #isAsked: Uint8Array;
  readonly #others: readonly OtherFile[];
  /** The row that is looked at next. */
  #row = 0;

  /**
   * @param keys of the rows
   * @param isAsked by row, 1 where its key was not asked for before
   */
  constructor(keys: Uint32Array, isAsked: Uint8Array, others: readonly OtherFile[]) {
    this.numbers = others.map(() => new Float64Array(keys.length));
    this.isJoined = isAsked.slice();
    this.#keys = keys;
    this.#isAsked = isAsked;
    this.#others = others;
  }

  /** Finds all of them, and reads the other files as far as that takes, row by row. */
  async find(): Promise<void> {
    for (let file; (file = this.#goOn());) await file.more();
  }

  /** Goes on to the end, or to a key that a file has not yet; returns that. Apart from what waits, which is slow. */
  #goOn(): OtherFile | undefined {
    const keys = this.#keys;
    for (let row = this.#row; row < keys.length; row++) {
      if (this.#isAsked[row] === 0) continue;
      for (let k = 0; k < this.#others.length; k++) {
        const file = this.#others[k]!;
        const number = file.appearances.rowOf(keys[row]!);
        if (number === 0 && !file.ended) {
          this.#row = row;
          return file;
        }
        this.numbers[k]![row] = number;
        if (number === 0) this.isJoined[row] = 0;
      }
    }
    return undefined;
  }
}
