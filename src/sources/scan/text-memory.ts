import { DistinctTexts } from '../../text/distinct-texts.ts';

/** What the kernel exports for columns of text; addresses are of its memory, in bytes. */
export interface TextKernel {
  openTexts(texts: number, slots: number, spans: number, mayBeEmpty: boolean): void;
  countTexts(texts: number): number;
  copyTexts(texts: number, target: number, ends: number): number;
  exchange(start: number, end: number): void;
}

/** Bytes of what the kernel knows of the texts of a column. */
export const TEXTS_RECORD = 5 * Uint32Array.BYTES_PER_ELEMENT;

const WORD = Uint32Array.BYTES_PER_ELEMENT;
const SPAN = 3 * WORD;
const SLOT = 2 * WORD;
const LEAST_SLOTS = 1024;
/** The kernel writes so far beyond the texts. */
const MARGIN = 16;

interface TextLayout {
  /** Cells in a row. */
  readonly columns: number;
  /** The columns of text. */
  readonly texts: readonly number[];
}

/** Where in the kernel's memory the texts of one column are, and what finds them. */
interface Place {
  readonly record: number;
  readonly slots: number;
  readonly spans: number;
  readonly ends: number;
}

/** The part of the kernel's memory that holds the distinct texts of the columns of text, while lines are scanned. */
export class TextMemory {
  readonly #kernel: TextKernel;
  readonly #mayBeEmpty: boolean;
  readonly #places: readonly Place[];
  readonly #bytesStart: number;
  /** The first address after it. */
  readonly end: number;

  /**
   * @param records where the records of the columns are
   * @param start where there is room, a multiple of 8
   * @param size bytes of text that may be scanned
   */
  constructor(
    kernel: TextKernel,
    { columns, texts }: TextLayout,
    records: number,
    start: number,
    size: number,
  ) {
    this.#kernel = kernel;
    // An empty line is no row of one empty cell.
    this.#mayBeEmpty = columns > 1;
    const most = mostTexts(columns, size);
    const slotBytes = slotsFor(most) * SLOT;
    const columnBytes = slotBytes + most * (SPAN + WORD);
    this.#places = texts.map((_, k) => {
      const slots = start + k * columnBytes;
      const spans = slots + slotBytes;
      return { record: records + k * TEXTS_RECORD, slots, spans, ends: spans + most * SPAN };
    });
    this.#bytesStart = start + texts.length * columnBytes;
    this.end = texts.length === 0 ? start : this.#bytesStart + size + MARGIN;
  }

  /** Forgets the texts of the scan before. */
  open(): void {
    for (const { record, slots, spans } of this.#places) {
      this.#kernel.openTexts(record, slots, spans, this.#mayBeEmpty);
    }
  }

  /**
   * The distinct texts of each column: views of the kernel's memory.
   * @param isExchanged whether points and commas have been exchanged, which is undone
   */
  collect(memory: ArrayBuffer, isExchanged: boolean): DistinctTexts[] {
    let start = this.#bytesStart;
    return this.#places.map(({ record, ends }) => {
      const count = this.#kernel.countTexts(record);
      const end = this.#kernel.copyTexts(record, start, ends);
      if (isExchanged) this.#kernel.exchange(start, end);
      const bytes = new Uint8Array(memory, start, end - start);
      start = end;
      return new DistinctTexts(bytes, new Uint32Array(memory, ends, count));
    });
  }
}

/** How many distinct texts a column can have: each but an empty one takes a byte besides what ends the row's cells. */
function mostTexts(columns: number, size: number): number {
  // Those of the empty text and of a row that turns out to be none come on top; an even number keeps addresses even.
  return 2 * Math.ceil((Math.floor((size + 1) / (columns + 1)) + 2) / 2);
}

/** The slots that the kernel uses at most. */
function slotsFor(texts: number): number {
  return Math.max(LEAST_SLOTS, 2 ** Math.ceil(Math.log2(2 * texts + 1)));
}
