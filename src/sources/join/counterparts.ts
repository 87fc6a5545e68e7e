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
  /** The row and the file that are looked at next. */
  #row = 0;
  #file = 0;

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
    for (; this.#row < this.#keys.length; this.#row++, this.#file = 0) {
      if (this.#isAsked[this.#row] === 0) continue;
      for (; this.#file < this.#others.length; this.#file++) {
        const file = this.#others[this.#file]!;
        const number = file.appearances.rowOf(this.#keys[this.#row]!);
        if (number === 0 && !file.ended) return file;
        this.numbers[this.#file]![this.#row] = number;
        if (number === 0) this.isJoined[this.#row] = 0;
      }
    }
    return undefined;
  }
}
