import { UserError } from '../../messages/errors.ts';
import type { Block, TextColumn } from '../../tensor/block.ts';
import type { Shape } from '../../tensor/shape.ts';
import type { Progress } from '../bytes/byte-source.ts';
import type { Inputs, PartsOfInputs, TensorInfo } from './inputs.ts';
import type { Parts } from './parts.ts';
import type { RowSelector } from '../filter/row-selector.ts';
import { ElementInputs } from './element-inputs.ts';
import { keepRows } from './keep-rows.ts';
import { MISSING_HINT } from './number-queue.ts';
import type { MissingPolicy } from './read-options.ts';
import type { LinedUpRows, Lineup } from './side-by-side.ts';
import { rowsAsLists } from './rows-as-lists.ts';
import { readToEnd, type TensorReader } from './tensor-reader.ts';
import type { RowsRead } from '../../tensor/rows-read.ts';

/** The rows that conditions select, by columns among the readers. */
interface SelectedRows {
  readonly selector: RowSelector;
  /** Of each condition the place of its column among the readers of the lineup. */
  readonly places: readonly number[];
}

interface AlignmentOptions {
  /** What a missing value is in the rows that are selected; in others it is nothing. */
  readonly missing: MissingPolicy;
  readonly selector?: SelectedRows | undefined;
  /** How many files are read as one, where some are. */
  readonly files?: number | undefined;
}

/** The inputs of a loss, whose rows a lineup brings together. */
export class AlignedInputs implements Inputs {
  readonly tensors: ReadonlyMap<string, TensorInfo>;
  readonly texts: ReadonlyMap<string, TensorInfo>;
  readonly #lineup: Lineup;
  readonly #missing: MissingPolicy;
  /** Given where missing elements are skipped. */
  readonly #elements: ElementInputs | undefined;
  readonly #selector: SelectedRows | undefined;
  readonly #files: number | undefined;
  #rows = 0;
  #dropped = 0;
  #leftOut = 0;

  /** @param files how many are read as one */
  constructor(lineup: Lineup, { missing, selector, files }: AlignmentOptions) {
    const infos = (readers: readonly TensorReader[]): ReadonlyMap<string, TensorInfo> =>
      new Map(readers.map(({ input, info }) => [input, info]));
    const readers = lineup.readers.filter((_, k) => !selector?.places.includes(k));
    this.tensors = infos(readers.filter(({ texts }) => !texts));
    this.texts = infos(readers.filter(({ texts }) => texts));
    this.#lineup = lineup;
    this.#missing = missing;
    this.#elements = missing === 'skip-element' ? new ElementInputs(lineup.readers) : undefined;
    this.#selector = selector;
    this.#files = files;
  }

  get progress(): Progress {
    const feeds = new Set(this.#lineup.readers.map(({ feed }) => feed));
    const all = [...feeds].map(({ progress }) => progress);
    const isKnown = all.every(({ total }) => total !== undefined);
    return {
      done: all.reduce((sum, { done }) => sum + done, 0),
      total: isKnown ? all.reduce((sum, { total = 0 }) => sum + total, 0) : undefined,
    };
  }

  get read(): RowsRead {
    const conditions = this.#selector?.selector.filter.text;
    return {
      files: this.#files,
      starts: this.#lineup.readers[0]!.feed.starts,
      rows: this.#rows,
      skipped: this.#lineup.dropped + this.#dropped,
      where: conditions === undefined ? undefined : { conditions, leftOut: this.#leftOut },
    };
  }

  async *blocks(): AsyncGenerator<Block> {
    try {
      for (let taken; (taken = await this.#lineup.next());) {
        this.#rows += taken.rows;
        const block = this.#blockOf(taken);
        if (block.rows > 0) yield block;
      }
      if (this.#selector && this.#leftOut === this.#rows) {
        throw this.#selector.selector.noRows(this.#rows);
      }
    } finally {
      await this.close();
    }
  }

  get parts(): PartsOfInputs | undefined {
    const parts = this.#selector ? undefined : this.#lineup.parts;
    return (
      parts && {
        count: parts.count,
        version: parts.version,
        blocks: (part) => this.#blocksOfPart(parts, part),
        requireUnchanged: () => parts.requireUnchanged(),
      }
    );
  }

  async *#blocksOfPart(parts: Parts, part: number): AsyncGenerator<Block> {
    await parts.open(part);
    for (let taken; (taken = await this.#lineup.next());) {
      const block = this.#blockOf(taken);
      if (block.rows > 0) yield block;
    }
  }

  #blockOf({ rows, values, firstRow, rowNumbers, ownNumbers }: LinedUpRows): Block {
    const columns = {
      ...this.#columnsOf(values),
      ...(ownNumbers && { ownNumbers: this.#byInput(ownNumbers) }),
    };
    const lengths = this.#lengths;
    if (lengths.size > 0) {
      const ofRows = { rows, ...columns, firstRow, rowNumbers };
      const kept = this.#keptLists({ rows, values, firstRow, rowNumbers, ownNumbers });
      return rowsAsLists(ofRows, lengths, this.tensors, kept);
    }
    const kept = this.#keptRows({ rows, values, firstRow, rowNumbers, ownNumbers });
    if (kept === undefined) return { rows, ...columns, firstRow, rowNumbers };
    const keptNumbers = kept.map((row) => rowNumbers?.[row] ?? firstRow + row);
    return {
      rows: kept.length,
      ...columns,
      firstRow: keptNumbers[0] ?? firstRow,
      rowNumbers: keptNumbers,
    };
  }

  /** What readers have taken: numbers by input name, and texts by their own names where there are any. */
  #columnsOf(taken: readonly Float64Array[]): Pick<Block, 'inputs' | 'texts'> {
    const inputs: Record<string, Float64Array> = {};
    const columns: [string, TextColumn][] = [];
    this.#lineup.readers.forEach(({ input, texts }, k) => {
      if (this.#selector?.places.includes(k)) return;
      const values = taken[k]!;
      if (texts) columns.push([input, { codes: values, textOf: texts.textOf, utf8: texts.utf8 }]);
      else inputs[input] = values;
    });
    return columns.length > 0 ? { inputs, texts: Object.fromEntries(columns) } : { inputs };
  }

  /** Of the inputs whose rows have lengths of their own, those of the rows that were taken. */
  get #lengths(): ReadonlyMap<string, Float64Array> {
    const ragged = this.#lineup.readers.flatMap(({ input, lengths }) =>
      lengths ? [[input, lengths] as const] : [],
    );
    return new Map(ragged);
  }

  /** Moves the rows together that count, and counts the others; undefined where all do. */
  #keptRows(taken: LinedUpRows): Float64Array | undefined {
    const { rows, values, ownNumbers } = taken;
    const counts = this.#counting(taken);
    if (!counts) return undefined;
    const numbers = new Set(ownNumbers?.filter((each) => each !== undefined));
    return keepRows(
      [...values, ...[...numbers].map((each) => each.subarray(0, rows))],
      rows,
      counts,
    );
  }

  /** The places of the rows that count, and counts the others; undefined where all do. */
  #keptLists(taken: LinedUpRows): Int32Array | undefined {
    const counts = this.#counting(taken);
    const rows = Array.from({ length: taken.rows }, (_, row) => row);
    return counts && Int32Array.from(rows.filter(counts));
  }

  /** Tells of each row whether it counts, and counts those that do not; undefined where all do. */
  #counting(taken: LinedUpRows): ((row: number) => boolean) | undefined {
    const { rows, values } = taken;
    const { selector, places = [] } = this.#selector ?? {};
    if (!selector && this.#missing !== 'skip' && !this.#elements) return undefined;
    const cells = places.map((place) => {
      return { codes: values[place]!, texts: this.#lineup.readers[place]!.texts! };
    });
    const isSelected = selector?.of(cells);
    return (row) => {
      if (isSelected && !isSelected(row)) {
        this.#leftOut++;
        return false;
      }
      if (this.#missing === 'nan') return true;
      const missing = this.#missingIn(values, row, rows);
      if (missing < 0) return true;
      if (this.#missing === 'error') throw this.#missingValue(missing, taken, row);
      this.#dropped++;
      return false;
    };
  }

  /** The place of a value that a row cannot count without; negative where there is none. */
  #missingIn(values: readonly Float64Array[], row: number, rows: number): number {
    const elements = this.#elements;
    const missing = values.findIndex((each, place) => {
      const { lengths } = this.#lineup.readers[place]!;
      if (lengths) return isMissing(each, ...rangeOf(lengths, row));
      const width = each.length / rows;
      return !elements?.has(place) && isMissing(each, row * width, (row + 1) * width);
    });
    if (missing >= 0 || !elements) return missing;
    return elements.missingIn(values, row, rows);
  }

  /** The error that a value is missing in a row that counts. */
  #missingValue(
    place: number,
    { firstRow, rowNumbers, ownNumbers }: LinedUpRows,
    row: number,
  ): UserError {
    const { title, info } = this.#lineup.readers[place]!;
    const number = ownNumbers?.[place]?.[row] ?? rowNumbers?.[row] ?? firstRow + row;
    return new UserError({
      where: info.placeOf?.(number) ?? `${info.label}, row ${number}`,
      problem: `expected a number for ${title}, found a missing value`,
      hint: MISSING_HINT,
    });
  }

  #byInput(
    ownNumbers: readonly (Float64Array | undefined)[],
  ): Readonly<Record<string, Float64Array>> {
    const named = this.#lineup.readers.flatMap(({ input, texts }, k) => {
      const numbers = ownNumbers[k];
      return numbers && !texts ? [[input, numbers] as const] : [];
    });
    return Object.fromEntries(named);
  }

  async measure(): Promise<ReadonlyMap<string, Shape>> {
    const { readers } = this.#lineup;
    const failures = await readToEnd(readers);
    const read = readers.filter((reader) => !reader.texts && !failures.has(reader));
    const [failure] = failures.values();
    if (read.length === 0 && failure) throw failure;
    return new Map(read.map(({ input, shape }) => [input, shape]));
  }

  /** Closes the files; those read to their end have been. */
  async close(): Promise<void> {
    for (const reader of this.#lineup.readers) await reader.close();
  }
}

/** From where to where the numbers of a row are, where each has a length of its own. */
function rangeOf(lengths: Float64Array, row: number): [start: number, end: number] {
  const start = lengths.subarray(0, row).reduce((sum, length) => sum + length, 0);
  return [start, start + lengths[row]!];
}

function isMissing(values: Float64Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    if (Number.isNaN(values[i])) return true;
  }
  return false;
}
