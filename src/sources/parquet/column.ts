import { UserError } from '../../messages/errors.ts';
import { requireWithin } from './bounds.ts';
import type { StoredDtype } from '../../tensor/dtype.ts';
import type { ColumnTexts } from '../columnar/column-texts.ts';
import { DamageError, reporting } from '../columnar/damage.ts';
import type { ParquetFile } from './file.ts';
import { ListLevels } from './list-levels.ts';
import { PageReader, type StoredColumn, type Page } from './pages.ts';
import type { RunReader } from './runs.ts';
import type { ParquetColumn } from './schema.ts';
import type { ColumnMemory } from './values.ts';

/** Levels looked at together, where the length of lists is looked for. */
const LOOK_AHEAD = 4096;

interface ColumnSource {
  readonly file: ParquetFile;
  readonly column: ParquetColumn;
  /** Numbers in a row: the length of each list, or 1. */
  readonly width: number;
  readonly memory: ColumnMemory;
  /** Names the column in messages, and a row of it, counted from 0. */
  readonly describe: (row?: number) => string;
}

/** Reads a column as numbers, row by row; a missing value is NaN. */
export class ColumnReader {
  readonly column: ParquetColumn;
  /** Numbers in a row: the length of each list, or 1. */
  readonly width: number;
  readonly #source: ColumnSource;
  readonly #lists: ListLevels;
  #pages: PageReader | undefined;
  #page: Page | undefined;
  /** Values left of the page. */
  #left = 0;
  #rowsRead = 0;
  #definitions = new Uint32Array(0);
  #repetitions = new Uint32Array(0);
  /** Of what was read last, the first place where a value is missing; NaN at other places is one that was stored. */
  firstNull: number | undefined;
  /** Whether NaN may be among what was read last, stored or for what is missing. */
  mayHoldNaN = false;
  /** Of what was read last, the integers that a double does not hold: their digits, by place. */
  readonly rounded = new Map<number, string>();

  constructor(source: ColumnSource) {
    this.column = source.column;
    this.width = source.width;
    this.#source = source;
    this.#lists = new ListLevels(source.width);
  }

  /** How its numbers are stored, where they are floats. */
  get dtype(): StoredDtype | undefined {
    const { type } = this.column;
    return type.kind === 'fixed' ? type.dtype : undefined;
  }

  /** Names the column in messages, and a row of it, counted from 0. */
  describe(row?: number): string {
    return this.#source.describe(row);
  }

  /** What the numbers of a column of text stand for that were read last. */
  get texts(): ColumnTexts {
    return this.#source.memory.texts;
  }

  /** The text that a number which was read last stands for: its digits, where the column is one of numbers. */
  textOf(value: number): string {
    const { type } = this.column;
    if (type.kind === 'text') return this.texts.textOf(value);
    const isLong = type.kind === 'fixed' && type.isWhole && !Number.isSafeInteger(value);
    // Of a number, a string has no more digits than tell it from other doubles.
    return String(isLong ? BigInt(value) : value);
  }

  /**
   * Goes on to the next row group.
   * @throws UserError if it is damaged
   */
  startGroup(stored: StoredColumn): void {
    const { file, memory } = this.#source;
    memory.texts.clear();
    this.#pages = reporting(this.describe(), () => new PageReader(file, stored, memory));
  }

  /** @throws UserError if the row group has more values than rows */
  endGroup(): void {
    reporting(this.describe(), () => {
      this.#requireEnd();
    });
  }

  #requireEnd(): void {
    const page = this.#currentPage();
    if (page === undefined) return;
    if (page.repetition !== undefined && this.#repetitionsOf(page, 1)[0] !== 0) {
      throw this.#lengthError(-1, 'a longer one');
    }
    throw new DamageError('expected as many values as there are rows, found more');
  }

  /**
   * Reads some rows of the row group, their numbers one after the other, into the beginning of `target`; those that
   * stand for texts do so until the next call.
   * @throws UserError if there are fewer, lists differ in length, or the file is damaged
   */
  read(rows: number, target: Float64Array): void {
    this.firstNull = undefined;
    this.mayHoldNaN = false;
    this.rounded.clear();
    this.texts.forget();
    const { listDefinition } = this.column;
    reporting(this.describe(), () => {
      if (listDefinition === undefined) this.#readValues(rows, target);
      else this.#readLists(rows, target, listDefinition);
    });
    this.#rowsRead += rows;
  }

  #readValues(rows: number, target: Float64Array): void {
    for (let at = 0; at < rows;) {
      const page = this.#currentPage();
      if (page === undefined) throw tooFew();
      const count = Math.min(rows - at, this.#left);
      const levels = this.#levelsOf(page, count);
      if (levels === undefined) this.#readPresent(page, count, target, at);
      else {
        const present = this.#presentOf(page, levels, count);
        const { rounded } = page.values;
        let taken = 0;
        for (let i = at; i < at + count; i++) {
          if (levels[i - at] !== this.column.definition) {
            target[i] = this.#missing(i);
            continue;
          }
          this.#noteRounded(rounded.get(taken), i);
          target[i] = present[taken++]!;
        }
      }
      this.#left -= count;
      at += count;
    }
  }

  #readLists(rows: number, target: Float64Array, listDefinition: number): void {
    const { width } = this;
    const { definition } = this.column;
    const end = rows * width;
    for (let at = 0; at < end;) {
      const page = this.#currentPage();
      const inList = at % width;
      if (page === undefined) throw inList > 0 ? this.#ragged(at, true) : tooFew();
      const most = Math.min(end - at, this.#left);
      if (takesAll(page, definition, most)) {
        const alike = page.repetition!.takeLists(this.#lists, inList, most);
        this.#readPresent(page, alike, target, at);
        at += alike;
        if (alike < most) throw this.#ragged(at, !this.#lists.begins(at));
        this.#left -= most;
        continue;
      }
      // A missing list is one entry, whatever the width: no more entries than there is room for such lists.
      const room = inList > 0 ? width - inList : (end - at) / width;
      const count = Math.min(room, this.#left);
      const repetitions = this.#repetitionsOf(page, count);
      const levels = this.#readLevels(page.definition!, count);
      const present = this.#presentOf(page, levels, count);
      let taken = 0;
      for (let i = 0; i < count; i++) {
        const level = levels[i]!;
        const begins = repetitions[i] === 0;
        if (begins !== (at % width === 0)) throw this.#ragged(at, begins);
        if (level === definition) {
          this.#noteRounded(page.values.rounded.get(taken), at);
          target[at++] = present[taken++]!;
        } else if (level >= listDefinition) target[at] = this.#missing(at++);
        else if (!begins || level === listDefinition - 1)
          throw this.#lengthError(at, 'an empty one');
        else {
          target.fill(this.#missing(at), at, at + width);
          at += width;
        }
      }
      this.#left -= count;
    }
  }

  /** The page that has values left; undefined at the end of the row group. */
  #currentPage(): Page | undefined {
    if (this.#left === 0) {
      this.#page = this.#pages!.next();
      this.#left = this.#page?.count ?? 0;
    }
    return this.#page;
  }

  /** The next definition levels; undefined where none of the values is missing. */
  #levelsOf(page: Page, count: number): Uint32Array | undefined {
    if (takesAll(page, this.column.definition, count)) return undefined;
    return this.#readLevels(page.definition!, count);
  }

  #readLevels(definition: RunReader, count: number): Uint32Array {
    if (this.#definitions.length < count) this.#definitions = new Uint32Array(count);
    definition.read(this.#definitions, count);
    return this.#definitions;
  }

  /** Reads values of which none is missing to a place of the target. */
  #readPresent(page: Page, count: number, target: Float64Array, at: number): void {
    this.#readNumbers(page, target.subarray(at, at + count));
    for (const [place, digits] of page.values.rounded) this.rounded.set(at + place, digits);
  }

  /** The values that are not missing, until the next call. */
  #presentOf(page: Page, levels: Uint32Array, count: number): Float64Array {
    let present = 0;
    for (let i = 0; i < count; i++) {
      const level = levels[i]!;
      if (level === this.column.definition) present++;
      else if (level > this.column.definition) {
        throw new DamageError(`expected levels up to ${this.column.definition}, found ${level}`);
      }
    }
    const numbers = this.#source.memory.scratch.values(present);
    this.#readNumbers(page, numbers);
    return numbers;
  }

  #readNumbers({ values, bounds, mayHoldNaN }: Page, target: Float64Array): void {
    values.read(target);
    if (requireWithin(target, bounds) || mayHoldNaN) this.mayHoldNaN = true;
  }

  #repetitionsOf({ repetition }: Page, count: number): Uint32Array {
    if (this.#repetitions.length < count) this.#repetitions = new Uint32Array(count);
    repetition!.read(this.#repetitions, count);
    return this.#repetitions;
  }

  #missing(place: number): number {
    this.firstNull ??= place;
    this.mayHoldNaN = true;
    return NaN;
  }

  #noteRounded(digits: string | undefined, place: number): void {
    if (digits !== undefined) this.rounded.set(place, digits);
  }

  #ragged(place: number, begins: boolean): UserError {
    return begins
      ? this.#lengthError(place, `one of ${place % this.width}`)
      : this.#lengthError(place - 1, 'a longer one');
  }

  #lengthError(place: number, found: string): UserError {
    return new UserError({
      where: this.describe(this.#rowsRead + Math.floor(place / this.width)),
      problem: `expected a list of ${this.width}, as in the first row, found ${found}`,
      hint: 'the numbers of a row must be as many in all rows',
    });
  }
}

/** Takes the next definition levels where none of the values is missing; says whether that is so. */
function takesAll({ definition: levels }: Page, definition: number, count: number): boolean {
  return levels === undefined || levels.takeAll(definition, count);
}

function tooFew(): DamageError {
  return new DamageError('expected as many values as there are rows, found fewer');
}

/**
 * The length of the first list in a column chunk, which those in all rows must have; 0 where there is no list.
 * @throws DamageError if the chunk is damaged
 */
export function firstListLength(pages: PageReader, { listDefinition }: ParquetColumn): number {
  const repetitions = new Uint32Array(LOOK_AHEAD);
  const levels = new Uint32Array(LOOK_AHEAD);
  let length = 0;
  for (let page = pages.next(); page !== undefined; page = pages.next()) {
    for (let at = 0; at < page.count; at += LOOK_AHEAD) {
      const count = Math.min(LOOK_AHEAD, page.count - at);
      page.repetition!.read(repetitions, count);
      page.definition!.read(levels, count);
      for (let i = 0; i < count; i++) {
        if (length > 0 && repetitions[i] === 0) return length;
        if (levels[i]! >= listDefinition!) length++;
      }
    }
  }
  return length;
}
