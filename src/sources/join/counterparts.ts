import type { OtherFile } from './other-file.ts';

/** How far the counterparts of some rows in another file have been found. */
interface Search {
  readonly file: OtherFile;
  /** The number of every row's counterpart, from 1; 0 where it has none. */
  readonly numbers: Float64Array;
  /** The row that is looked at next. */
  row: number;
}

/** In which rows of other files the keys of some rows stand. */
export class Counterparts {
  readonly #keys: Uint32Array;
  readonly #areAsked: Uint8Array;
  readonly #searches: readonly Search[];

  /**
   * @param keys of the rows
   * @param areAsked by row, 1 where its key was not asked for before
   */
  constructor(keys: Uint32Array, areAsked: Uint8Array, others: readonly OtherFile[]) {
    this.#keys = keys;
    this.#areAsked = areAsked;
    this.#searches = others.map((file) => {
      return { file, numbers: new Float64Array(keys.length), row: 0 };
    });
  }

  /** For each other file the number of every row's counterpart, from 1; 0 where it has none. */
  get numbers(): readonly Float64Array[] {
    return this.#searches.map(({ numbers }) => numbers);
  }

  /** By row, 1 where all other files have its key. */
  areJoined(): Uint8Array {
    const joined = this.#areAsked.slice();
    for (const { numbers } of this.#searches) {
      for (let row = 0; row < joined.length; row++) if (numbers[row] === 0) joined[row] = 0;
    }
    return joined;
  }

  /** Finds all of them, and reads the other files as far as that takes, row by row. */
  async find(): Promise<void> {
    for (let file; (file = this.#goOn());) await file.more();
  }

  /** Goes on to the ends, or to the first key that a file has not yet; returns that. Apart from what waits, which is slow. */
  #goOn(): OtherFile | undefined {
    let first: Search | undefined;
    for (const search of this.#searches) {
      const { file, numbers, row } = search;
      const { appearances, ended } = file;
      search.row = appearances.rowsOf(this.#keys, this.#areAsked, row, numbers, ended);
      if (search.row < (first?.row ?? this.#keys.length)) first = search;
    }
    return first?.file;
  }
}
