import { isUtf8 } from 'node:buffer';
import type { DistinctTexts } from '../../text/distinct-texts.ts';
import { exchanged, numeralsOf, type Notation, type Numerals } from '../../text/notation.ts';
import { LONGEST_TEXT, rowEnd } from '../bytes/lines.ts';
import { mayHaveComments } from '../csv/comments.ts';
import { COLUMN, mostRows, OUT, planOf, PLAN_ENTRY } from './column-plan.ts';
import { KERNEL } from './generated/kernel.ts';
import type { ScanKernel } from './scan-kernel.ts';
import { TextMemory, TEXTS_RECORD } from './text-memory.ts';

export interface CsvLayout {
  /** The byte between cells: a comma or a tab. */
  readonly delimiter: number;
  /** Cells in a row. */
  readonly columns: number;
  /** The columns to read, at least one, ascending; the others are passed over whatever they hold. */
  readonly selected: readonly number[];
  /** Those of the selected columns that are text, ascending; the others are numbers. */
  readonly texts: readonly number[];
  /**
   * Columns of text that are scanned as integers, which stand for their digits, as long as all of their cells are such:
   * without zeros in front, signs but of negative ones, quotes, or more than 15 digits.
   */
  readonly integers?: readonly number[] | undefined;
  /** Whether a missing value (an empty cell, `NA`, `null`, `nan`) is a number, NaN; else a text with one is not understood. */
  readonly allowMissing: boolean;
  /** How numbers are written; a missing value that is one is read as the number. */
  readonly notation?: Notation | undefined;
  /** What lines begin with that are comments, which are not understood. */
  readonly comment?: string | undefined;
}

/** For each input the places of its columns among the selected ones. */
export type InputPlaces = readonly (readonly number[])[];

/** The values of some rows; that of a text is its code among the distinct ones of its column. Valid until the next call. */
export interface ScannedRows {
  readonly rows: number;
  /** The lines that they take: more than there are rows where quoted cells hold line ends. */
  readonly lines: number;
  /** Of each input, rows x columns, row-major. */
  readonly planes: readonly Float64Array[];
  /** Of each column of text; undefined where the values are integers, which stand for their digits. */
  readonly texts: readonly (DistinctTexts | undefined)[];
}

/** What has been scanned of a text. */
export interface ScannedText extends ScannedRows {
  /** Where the rows end: before the last that was to be scanned if that is not whole, as a quoted cell is not closed. */
  readonly end: number;
}

/** A column of an input, and the place among the selected ones of the column that it is. */
interface Target {
  readonly place: number;
  readonly input: number;
  readonly column: number;
}

/** A column of an input that has the same values as another. */
interface Repeat extends Target {
  readonly source: Target;
}

const LF = 0x0a;
const CR = 0x0d;
const PAGE = 65_536;
/** The kernel reads so far beyond the text. */
const MARGIN = 32;
const DOUBLE = Float64Array.BYTES_PER_ELEMENT;

let compiled: WebAssembly.Module | undefined;

/** The kernel, compiled once; it can be posted to a worker, so that it is not compiled there again. */
export function scannerModule(): WebAssembly.Module {
  compiled ??= new WebAssembly.Module(Buffer.from(KERNEL, 'base64'));
  return compiled;
}

/**
 * Reads lines of plain numbers and texts as csv-parse and `parseNumber` do, bit for bit, but many times faster. What they
 * would refuse or warn of, and all that takes a CSV parser (such as a quote within an unquoted cell), it does not understand.
 */
export class CsvScanner {
  readonly #layout: CsvLayout;
  readonly #numerals: Numerals;
  readonly #inputs: InputPlaces;
  /** The column of an input that the values of each selected one are written to, and those that have them as well. */
  readonly #targets: readonly Target[];
  readonly #repeats: readonly Repeat[];
  readonly #kernel: ScanKernel;
  readonly #memory: WebAssembly.Memory;
  /** The whole memory: what the kernel keeps for itself, the plan, the lines, the values, the distinct texts. */
  #bytes: Buffer;
  readonly #planStart: number;
  readonly #recordsStart: number;
  readonly #textStart: number;
  #texts: TextMemory;
  #size = 0;
  /** The columns of text that are scanned as integers: none any more once they were texts in some lines. */
  #integers: readonly number[];

  /** @param inputs what the values are for; without them for one input of all that are selected */
  constructor(
    module: WebAssembly.Module,
    layout: CsvLayout,
    inputs: InputPlaces = [layout.selected.map((_, place) => place)],
  ) {
    this.#layout = layout;
    this.#numerals = numeralsOf(layout.notation);
    this.#inputs = inputs;
    const firsts = new Map<number, Target>();
    const repeats: Repeat[] = [];
    inputs.forEach((places, input) => {
      places.forEach((place, column) => {
        const target = { place, input, column };
        const source = firsts.get(place);
        if (source) repeats.push({ ...target, source });
        else firsts.set(place, target);
      });
    });
    this.#targets = [...firsts.values()];
    this.#repeats = repeats;
    this.#memory = new WebAssembly.Memory({ initial: 1 });
    this.#bytes = Buffer.from(this.#memory.buffer);
    const { exports } = new WebAssembly.Instance(module, {
      env: { memory: this.#memory },
      host: {
        resolve: (start: number, end: number, out: number) => this.#resolve(start, end, out),
      },
    });
    this.#kernel = exports as ScanKernel;

    this.#planStart = alignUp(this.#kernel.freeMemory(), DOUBLE);
    this.#recordsStart = this.#planStart + layout.selected.length * PLAN_ENTRY;
    this.#textStart = this.#recordsStart + layout.texts.length * TEXTS_RECORD;
    this.#texts = this.#placeTexts();
    this.#grow(this.#texts.end);
    this.#integers = layout.integers ?? [];
    this.#tellPlan();
  }

  /**
   * Room for `size` bytes of text, which the next scan reads; what was in it before stays. A view that is valid
   * until the next call.
   * @throws RangeError beyond LONGEST_TEXT
   */
  reserve(size: number): Uint8Array {
    if (size > LONGEST_TEXT) throw new RangeError(`cannot scan ${size} bytes at once`);
    this.#size = size;
    this.#texts = this.#placeTexts();
    this.#grow(this.#texts.end);
    return new Uint8Array(this.#memory.buffer, this.#textStart, size);
  }

  /**
   * Reads the rows that begin from `start` to before `until` in the room. The text up to `end` consists of whole lines, of
   * which the last may lack its newline (then the byte after it is overwritten, as is the one after the text). Undefined
   * when they are not understood.
   */
  scan(start: number, end: number, until = end): ScannedText | undefined {
    if (end > this.#size) throw new RangeError('cannot scan more than was reserved');
    const text = this.#textStart + start;
    let textEnd = this.#textStart + end;
    if (end > start && this.#bytes[textEnd - 1] !== LF) {
      // A CR is part of the cell, unless its newline follows.
      if (this.#bytes[textEnd - 1] === CR) return undefined;
      this.#bytes[textEnd++] = LF;
    }
    this.#bytes[textEnd] = 0;
    const { comment } = this.#layout;
    if (comment !== undefined && mayHaveComments(this.#bytes.subarray(text, textEnd), comment))
      return undefined;
    // The kernel knows the point only.
    if (this.#isCommaDecimal) this.#kernel.exchange(text, textEnd);
    const scanned =
      this.#scanRows(text, textEnd, this.#textStart + until) ??
      this.#scanTexts(text, textEnd, this.#textStart + until);
    // Another attempt may follow.
    if (this.#isCommaDecimal) this.#kernel.exchange(text, textEnd);
    // A newline that the text lacks is none of it.
    return scanned && { ...scanned, end: Math.min(scanned.end, end) };
  }

  /** Scans what has not been understood with integers as texts; if it is now, so is what comes after it. */
  #scanTexts(text: number, textEnd: number, until: number): ScannedText | undefined {
    const integers = this.#integers;
    if (integers.length === 0) return undefined;
    this.#integers = [];
    this.#tellPlan();
    const scanned = this.#scanRows(text, textEnd, until);
    if (!scanned) {
      this.#integers = integers;
      this.#tellPlan();
    }
    return scanned;
  }

  #tellPlan(): void {
    const plan = planOf(this.#layout, this.#delimiter, this.#recordsStart, this.#integers);
    new Uint32Array(this.#memory.buffer, this.#planStart, plan.length).set(plan);
  }

  #scanRows(text: number, textEnd: number, until: number): ScannedText | undefined {
    const { columns, selected, allowMissing } = this.#layout;
    this.#aim();
    this.#texts.open();
    const stop = this.#kernel.scan(
      text,
      until,
      this.#planStart,
      this.#planStart + selected.length * PLAN_ENTRY,
      columns - 1 - selected.at(-1)!,
      this.#delimiter,
      // An empty line is no row of one empty cell.
      allowMissing && columns > 1,
      allowMissing,
    );
    const bytes = this.#bytes.subarray(0, textEnd);
    if (stop < until && rowEnd(bytes, stop) >= 0) return undefined;
    if (this.#kernel.metNonAscii() && !isUtf8(bytes.subarray(text, stop))) return undefined;
    const { rows, planes } = this.#planes();
    const lines = this.#kernel.metLineEnds() ? this.#kernel.countLineEnds(text, stop) : rows;
    const texts = this.#texts
      .collect(this.#memory.buffer, this.#isCommaDecimal)
      .map((ofColumn, k) =>
        this.#integers.includes(this.#layout.texts[k]!) ? undefined : ofColumn,
      );
    return { rows, lines, planes, texts, end: stop - this.#textStart };
  }

  /** What separates the cells that the kernel is given. */
  get #delimiter(): number {
    const { delimiter } = this.#layout;
    return this.#isCommaDecimal
      ? exchanged(String.fromCharCode(delimiter)).charCodeAt(0)
      : delimiter;
  }

  get #isCommaDecimal(): boolean {
    return this.#layout.notation?.decimal === ',';
  }

  /** Tells the kernel where the values of each column go: those of an input interleaved. */
  #aim(): void {
    const plan = new Uint32Array(this.#memory.buffer, this.#planStart);
    const starts = this.#inputs.map((_, input) => this.#planeStart(input));
    for (const { place, input, column } of this.#targets) {
      plan[place * COLUMN + OUT] = starts[input]! + column * DOUBLE;
      plan[place * COLUMN + OUT + 1] = this.#inputs[input]!.length * DOUBLE;
    }
  }

  /** What the kernel has written. */
  #planes(): Pick<ScannedRows, 'rows' | 'planes'> {
    const { place, input, column } = this.#targets[0]!;
    const plan = new Uint32Array(this.#memory.buffer, this.#planStart);
    const first = this.#planeStart(input) + column * DOUBLE;
    const rows = (plan[place * COLUMN + OUT]! - first) / (this.#inputs[input]!.length * DOUBLE);
    const planes = this.#inputs.map(({ length: width }, k) => {
      return new Float64Array(this.#memory.buffer, this.#planeStart(k), rows * width);
    });
    this.#repeat(planes);
    return { rows, planes };
  }

  /** Copies the values of columns that several inputs have in common, which the kernel writes for the first only. */
  #repeat(planes: readonly Float64Array[]): void {
    for (const { input, column, source } of this.#repeats) {
      const from = planes[source.input]!;
      const to = planes[input]!;
      const step = this.#inputs[source.input]!.length;
      const width = this.#inputs[input]!.length;
      for (let i = source.column, j = column; j < to.length; i += step, j += width)
        to[j] = from[i]!;
    }
  }

  /** Where the values of an input begin; each has room for those of the most rows there can be. */
  #planeStart(input: number): number {
    const before = this.#inputs.slice(0, input).reduce((sum, places) => sum + places.length, 0);
    return this.#valuesStart + before * mostRows(this.#layout, this.#size) * DOUBLE;
  }

  get #valuesStart(): number {
    return alignUp(this.#textStart + this.#size + MARGIN, DOUBLE);
  }

  #placeTexts(): TextMemory {
    const start = this.#planeStart(this.#inputs.length);
    return new TextMemory(this.#kernel, this.#layout, this.#recordsStart, start, this.#size);
  }

  /** What the kernel leaves to the slow path: long, odd, missing and infinite numbers, and what is none. */
  #resolve(start: number, end: number, out: number): boolean {
    const text = this.#bytes.toString('utf8', start, end);
    const cell = this.#isCommaDecimal ? exchanged(text) : text;
    const value = this.#numerals.plainNumber(cell, this.#layout.allowMissing);
    if (value === undefined) return false;
    this.#bytes.writeDoubleLE(value, out);
    return true;
  }

  #grow(size: number): void {
    const missing = Math.ceil((size - this.#bytes.length) / PAGE);
    if (missing <= 0) return;
    this.#memory.grow(missing);
    this.#bytes = Buffer.from(this.#memory.buffer);
  }
}

function alignUp(address: number, alignment: number): number {
  return Math.ceil(address / alignment) * alignment;
}
