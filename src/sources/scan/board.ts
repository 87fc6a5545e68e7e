import { mostRows, numbersInRow, textColumnsOf, type ScanPlan } from './plan.ts';

/** What threads need to know to scan a file together; can be posted. */
export interface SharedFile {
  readonly descriptor: number;
  /** Where the rows begin, and where the file ends. */
  readonly start: number;
  readonly end: number;
  readonly plan: ScanPlan;
  /** Bytes of a chunk. */
  readonly chunkBytes: number;
  readonly slots: number;
  readonly memory: SharedArrayBuffer;
}

/** What became of the lines that begin in a chunk. */
export interface ChunkResult {
  /**
   * Where they begin and end in the file. Whether the chunk begins within quotes is not known where it is scanned: what it
   * holds is right only where a row begins at this start.
   */
  readonly start: number;
  readonly end: number;
  /** How many rows they are where they are plain; `text` where they are not, `unreadable` where the file has failed. */
  readonly rows: number | 'text' | 'unreadable';
  readonly lines: number;
}

const CLAIMED = 0;
const RELEASED = 1;
const READY = 2;
/** Numbers of rows that are none. */
const ROWLESS = { text: -1, unreadable: -2 } as const;
/** Numbers in front of the values of a slot: start, end, rows and lines. */
const HEAD = 4;
const DOUBLE = Float64Array.BYTES_PER_ELEMENT;
const WORD = Uint32Array.BYTES_PER_ELEMENT;

/** Where a chunk that is under way has its result: after the numbers, the distinct texts of columns of text. */
interface Slot {
  readonly numbers: Float64Array;
  readonly texts: Uint32Array;
}

/**
 * The memory in which threads that scan one file meet. Chunks are claimed in order by whoever is free, their
 * values are left in slots, and one thread takes them out in order; at most as many chunks as there are slots
 * are under way.
 */
export class Board {
  readonly file: SharedFile;
  readonly chunkCount: number;
  readonly #control: Int32Array;
  readonly #slots: readonly Slot[];

  static create(file: Omit<SharedFile, 'memory'>): Board {
    const bytes = controlBytes(file.slots) + file.slots * slotBytes(file);
    return new Board({ ...file, memory: new SharedArrayBuffer(bytes) });
  }

  constructor(file: SharedFile) {
    const { memory, slots, chunkBytes, start, end } = file;
    this.file = file;
    this.chunkCount = Math.ceil((end - start) / chunkBytes);
    this.#control = new Int32Array(memory, 0, READY + slots);
    const numbers = numbersInSlot(file);
    this.#slots = Array.from({ length: slots }, (_, slot) => {
      const at = controlBytes(slots) + slot * slotBytes(file);
      return {
        numbers: new Float64Array(memory, at, numbers),
        texts: new Uint32Array(memory, at + numbers * DOUBLE, wordsInSlot(file)),
      };
    });
  }

  /** The share of the chunks that have been claimed; 1 when there are no more. */
  get claimedShare(): number {
    return Atomics.load(this.#control, CLAIMED) / this.chunkCount;
  }

  /** Where a chunk begins in the file. */
  startOf(chunk: number): number {
    return this.file.start + chunk * this.file.chunkBytes;
  }

  /** Where a chunk ends in the file. */
  endOf(chunk: number): number {
    return Math.min(this.file.end, this.startOf(chunk + 1));
  }

  /** Claims the next chunk for this thread; undefined where there is none, or no slot is free for it. */
  claim(): number | undefined {
    for (;;) {
      const chunk = Atomics.load(this.#control, CLAIMED);
      const isFree = chunk - Atomics.load(this.#control, RELEASED) < this.file.slots;
      if (chunk >= this.chunkCount || !isFree) return undefined;
      if (Atomics.compareExchange(this.#control, CLAIMED, chunk, chunk + 1) === chunk) return chunk;
    }
  }

  /** Room for the values of a chunk that this thread has claimed. */
  room(chunk: number): Float64Array {
    return this.#slotOf(chunk).numbers.subarray(HEAD);
  }

  /** Room for the distinct texts of such a chunk; they may be larger in rare cases. */
  textRoom(chunk: number): Uint32Array {
    return this.#slotOf(chunk).texts;
  }

  /** Makes the result of a claimed chunk, whose values and texts are in its rooms, known to all threads. */
  publish(chunk: number, { start, end, rows, lines }: ChunkResult): void {
    const stored = typeof rows === 'number' ? rows : ROWLESS[rows];
    this.#slotOf(chunk).numbers.set([start, end, stored, lines]);
    Atomics.store(this.#control, this.#readyIndex(chunk), chunk + 1);
  }

  /** The result of a chunk, once it has been published. */
  result(chunk: number): ChunkResult | undefined {
    if (Atomics.load(this.#control, this.#readyIndex(chunk)) !== chunk + 1) return undefined;
    const [start, end, stored, lines] = this.#slotOf(chunk).numbers;
    const rows = stored === ROWLESS.text ? 'text' : stored! < 0 ? 'unreadable' : stored!;
    return { start: start!, end: end!, rows, lines: lines! };
  }

  /** Frees the slots of all chunks before this one. */
  release(chunk: number): void {
    Atomics.store(this.#control, RELEASED, chunk);
  }

  #slotOf(chunk: number): Slot {
    return this.#slots[chunk % this.file.slots]!;
  }

  #readyIndex(chunk: number): number {
    return READY + (chunk % this.file.slots);
  }
}

type SlotSize = Pick<SharedFile, 'plan' | 'chunkBytes'>;

function controlBytes(slots: number): number {
  return Math.ceil((READY + slots) / 2) * DOUBLE;
}

function slotBytes(file: SlotSize): number {
  return numbersInSlot(file) * DOUBLE + wordsInSlot(file) * WORD;
}

function numbersInSlot({ plan, chunkBytes }: SlotSize): number {
  return HEAD + mostRows(plan, chunkBytes) * numbersInRow(plan);
}

/**
 * Twice the chunk, where there are columns of text: that does for all texts of two bytes and more, which take two bytes
 * and the 32 bits of their ends of a row that is as long as half of that.
 */
function wordsInSlot({ plan, chunkBytes }: SlotSize): number {
  const bytes = textColumnsOf(plan).length > 0 ? 2 * chunkBytes : 0;
  return Math.ceil(bytes / DOUBLE) * (DOUBLE / WORD);
}
