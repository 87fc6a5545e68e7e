import { mostRows, numbersInRow, type ScanPlan } from './plan.ts';

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
  /** Where they begin and end in the file. */
  readonly start: number;
  readonly end: number;
  /** How many they are where they are plain; `text` where they are not, `unreadable` where the file has failed. */
  readonly rows: number | 'text' | 'unreadable';
}

const CLAIMED = 0;
const RELEASED = 1;
const READY = 2;
/** Numbers of rows that are none. */
const ROWLESS = { text: -1, unreadable: -2 } as const;
/** Numbers in front of the values of a slot: start, end and rows. */
const HEAD = 3;

/**
 * The memory in which threads that scan one file meet. Chunks are claimed in order by whoever is free, their
 * numbers are left in slots, and one thread takes them out in order; at most as many chunks as there are slots
 * are under way.
 */
export class Board {
  readonly file: SharedFile;
  readonly chunkCount: number;
  readonly #control: Int32Array;
  readonly #slots: readonly Float64Array[];

  static create(file: Omit<SharedFile, 'memory'>): Board {
    const bytes = controlBytes(file.slots) + file.slots * slotLength(file) * 8;
    return new Board({ ...file, memory: new SharedArrayBuffer(bytes) });
  }

  constructor(file: SharedFile) {
    const { memory, slots, chunkBytes, start, end } = file;
    this.file = file;
    this.chunkCount = Math.ceil((end - start) / chunkBytes);
    this.#control = new Int32Array(memory, 0, READY + slots);
    const length = slotLength(file);
    this.#slots = Array.from({ length: slots }, (_, slot) => {
      return new Float64Array(memory, controlBytes(slots) + slot * length * 8, length);
    });
  }

  /** The share of the chunks that have been claimed; 1 when there are no more. */
  get claimedShare(): number {
    return Atomics.load(this.#control, CLAIMED) / this.chunkCount;
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

  /** Room for the numbers of a chunk that this thread has claimed. */
  room(chunk: number): Float64Array {
    return this.#slotOf(chunk).subarray(HEAD);
  }

  /** Makes the result of a claimed chunk, whose numbers are in its room, known to all threads. */
  publish(chunk: number, { start, end, rows }: ChunkResult): void {
    this.#slotOf(chunk).set([start, end, typeof rows === 'number' ? rows : ROWLESS[rows]]);
    Atomics.store(this.#control, this.#readyIndex(chunk), chunk + 1);
  }

  /** The result of a chunk, once it has been published. */
  result(chunk: number): ChunkResult | undefined {
    if (Atomics.load(this.#control, this.#readyIndex(chunk)) !== chunk + 1) return undefined;
    const [start, end, stored] = this.#slotOf(chunk);
    const rows = stored === ROWLESS.text ? 'text' : stored! < 0 ? 'unreadable' : stored!;
    return { start: start!, end: end!, rows };
  }

  /** Frees the slots of all chunks before this one. */
  release(chunk: number): void {
    Atomics.store(this.#control, RELEASED, chunk);
  }

  #slotOf(chunk: number): Float64Array {
    return this.#slots[chunk % this.file.slots]!;
  }

  #readyIndex(chunk: number): number {
    return READY + (chunk % this.file.slots);
  }
}

function controlBytes(slots: number): number {
  return Math.ceil((READY + slots) / 2) * 8;
}

function slotLength({ plan, chunkBytes }: Pick<SharedFile, 'plan' | 'chunkBytes'>): number {
  return HEAD + mostRows(plan, chunkBytes) * numbersInRow(plan);
}
