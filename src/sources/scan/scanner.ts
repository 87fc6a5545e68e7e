import { isUtf8 } from 'node:buffer';
import { plainNumber } from '../number.ts';
import type { DistinctTexts } from './distinct-texts.ts';
import { KERNEL } from './generated/kernel.ts';
import { TextMemory, TEXTS_RECORD, type TextKernel } from './text-memory.ts';

export interface ScanLayout {
  /** The byte between cells: a comma or a tab. */
  readonly delimiter: number;
  /** Cells in a row. */
  readonly columns: number;
  /** The columns to read, at least one, ascending; the others are passed over whatever they hold. */
  readonly selected: readonly number[];
  /** Those of the selected columns that are text, ascending; the others are numbers. */
  readonly texts: readonly number[];
  /** Whether a missing value (an empty cell, `NA`, `null`, `nan`) is a number, NaN; else a text with one is not understood. */
  readonly allowMissing: boolean;
}

/**
 * The values of some lines: rows x selected columns, row-major. That of a text is its code among the distinct ones of
 * its column. Valid until the next call.
 */
export interface ScannedRows {
  readonly rows: number;
  readonly values: Float64Array;
  /** Of each column of text, where there are any. */
  readonly texts?: readonly DistinctTexts[];
}

/** What the kernel exports; addresses are of its memory, in bytes. */
interface Kernel extends TextKernel {
  freeMemory(): number;
  metNonAscii(): number;
  scan(
    text: number,
    end: number,
    plan: number,
    planEnd: number,
    rest: number,
    delimiter: number,
    emptyIsMissing: boolean,
    out: number,
  ): number;
}

/** Bytes of text at most: csv-parse, which has the last word, refuses a row that is longer. */
export const LONGEST_TEXT = 64 * 1024 * 1024;

const LF = 0x0a;
const CR = 0x0d;
const PAGE = 65_536;
/** The kernel reads so far beyond the text. */
const MARGIN = 32;
const DOUBLE = Float64Array.BYTES_PER_ELEMENT;
const PLAN_ENTRY = 3 * Uint32Array.BYTES_PER_ELEMENT;

let compiled: WebAssembly.Module | undefined;

/** The kernel, compiled once; it can be posted to a worker, so that it is not compiled there again. */
export function scannerModule(): WebAssembly.Module {
  compiled ??= new WebAssembly.Module(Buffer.from(KERNEL, 'base64'));
  return compiled;
}

/**
 * Reads lines of plain numbers and texts as csv-parse and `parseNumber` do, bit for bit, but many times faster. What they
 * would refuse or warn of, and all that takes a CSV parser (such as quotes), it does not understand.
 */
export class Scanner {
  readonly #layout: ScanLayout;
  readonly #kernel: Kernel;
  readonly #memory: WebAssembly.Memory;
  /** The whole memory: what the kernel keeps for itself, the plan, the lines, the values, the distinct texts. */
  #bytes: Buffer;
  readonly #planStart: number;
  readonly #recordsStart: number;
  readonly #textStart: number;
  #texts: TextMemory;
  #size = 0;

  constructor(module: WebAssembly.Module, layout: ScanLayout) {
    this.#layout = layout;
    this.#memory = new WebAssembly.Memory({ initial: 1 });
    this.#bytes = Buffer.from(this.#memory.buffer);
    const { exports } = new WebAssembly.Instance(module, {
      env: { memory: this.#memory },
      kernel: {
        resolve: (start: number, end: number, out: number) => this.#resolve(start, end, out),
      },
    });
    this.#kernel = exports as Kernel;

    this.#planStart = alignUp(this.#kernel.freeMemory(), DOUBLE);
    this.#recordsStart = this.#planStart + layout.selected.length * PLAN_ENTRY;
    const plan = planOf(layout, this.#recordsStart);
    this.#textStart = this.#recordsStart + layout.texts.length * TEXTS_RECORD;
    this.#texts = this.#placeTexts();
    this.#grow(this.#texts.end);
    new Uint32Array(this.#memory.buffer, this.#planStart, plan.length).set(plan);
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
   * Reads the bytes from `start` to `end` of the room: whole lines, of which the last may lack its newline (then the
   * byte after it is overwritten). Undefined when they are not understood.
   */
  scan(start: number, end: number): ScannedRows | undefined {
    if (end > this.#size) throw new RangeError('cannot scan more than was reserved');
    const text = this.#textStart + start;
    let textEnd = this.#textStart + end;
    if (end > start && this.#bytes[textEnd - 1] !== LF) {
      // A CR is part of the cell, unless its newline follows.
      if (this.#bytes[textEnd - 1] === CR) return undefined;
      this.#bytes[textEnd++] = LF;
    }
    const { delimiter, columns, selected, allowMissing } = this.#layout;
    const out = this.#valuesStart;
    this.#texts.open();
    const outEnd = this.#kernel.scan(
      text,
      textEnd,
      this.#planStart,
      this.#planStart + selected.length * PLAN_ENTRY,
      columns - 1 - selected.at(-1)!,
      delimiter,
      // An empty line is no row of one empty cell.
      allowMissing && columns > 1,
      out,
    );
    if (outEnd === 0) return undefined;
    if (this.#kernel.metNonAscii() && !isUtf8(this.#bytes.subarray(text, textEnd)))
      return undefined;
    const values = new Float64Array(this.#memory.buffer, out, (outEnd - out) / DOUBLE);
    const texts = this.#texts.collect(this.#memory.buffer);
    return { rows: values.length / selected.length, values, texts };
  }

  get #valuesStart(): number {
    return alignUp(this.#textStart + this.#size + MARGIN, DOUBLE);
  }

  #placeTexts(): TextMemory {
    const start = this.#valuesStart + mostValues(this.#layout, this.#size) * DOUBLE;
    return new TextMemory(this.#kernel, this.#layout, this.#recordsStart, start, this.#size);
  }

  /** What the kernel leaves to the slow path: long, odd, missing and infinite numbers, and what is none. */
  #resolve(start: number, end: number, out: number): boolean {
    // In Latin-1 as in UTF-8, no text with a byte beyond ASCII is a number.
    const text = this.#bytes.toString('latin1', start, end);
    const value = plainNumber(text, this.#layout.allowMissing);
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

/**
 * For each column that is read, how many cells to pass over before it, the byte after its cell, and of a column of
 * text where the record of its texts is.
 */
function planOf(
  { delimiter, columns, selected, texts }: ScanLayout,
  recordsStart: number,
): Uint32Array {
  return Uint32Array.from(
    selected.flatMap((column, i) => {
      const text = texts.indexOf(column);
      return [
        column - (selected[i - 1] ?? -1) - 1,
        column === columns - 1 ? LF : delimiter,
        text < 0 ? 0 : recordsStart + text * TEXTS_RECORD,
      ];
    }),
  );
}

/** How many values lines of `size` bytes can hold, and the row that turns out to be none. */
function mostValues({ columns, selected, texts, allowMissing }: ScanLayout, size: number): number {
  // Each cell has a byte after it, and numbers at least one of their own where none may be missing.
  const shortestRow = columns + (allowMissing ? 0 : selected.length - texts.length);
  const rows = Math.floor((size + 1) / shortestRow);
  return (rows + 1) * selected.length;
}

function alignUp(address: number, alignment: number): number {
  return Math.ceil(address / alignment) * alignment;
}
