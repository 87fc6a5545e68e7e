import { UserError } from '../../messages/errors.ts';
import { KERNEL } from './generated/kernel.ts';

/** What the kernel exports; addresses are of its memory, in bytes. */
interface Kernel {
  freeMemory(): number;
  startFrame(): void;
  decodeBlock(start: number, end: number, out: number, history: number, limit: number): number;
}

/** Bytes of a block at most, as it is stored and as it is decoded. */
export const LARGEST_BLOCK = 2 ** 17;

const PAGE = 65_536;
/** The kernel reads and writes so far beyond a block. */
const MARGIN = 512;
/** At least so much is decoded before what may be referred to is moved to the beginning. */
const LEAST_RUN = 2 ** 20;

let compiled: WebAssembly.Module | undefined;

/** Decodes the blocks of a frame of Zstandard, in WebAssembly. */
export class ZstdBlocks {
  /** Those of files that have been read: the next file takes them on. */
  static readonly #spare: ZstdBlocks[] = [];

  /** One that is free, with the memory it has. */
  static take(): ZstdBlocks {
    return ZstdBlocks.#spare.pop() ?? new ZstdBlocks();
  }

  /** Leaves it to whoever takes one next. */
  giveBack(): void {
    ZstdBlocks.#spare.push(this);
  }

  readonly #kernel: Kernel;
  readonly #memory: WebAssembly.Memory;
  /** The whole memory: what the kernel keeps for itself, a block as it is stored, what was decoded. */
  #bytes: Buffer;
  readonly #storedStart: number;
  readonly #decodedStart: number;
  /** Where the next block goes, and where there is no room for one any more. */
  #at = 0;
  #end = 0;
  /** How much of what was decoded blocks may refer to. */
  #window = 0;

  private constructor() {
    this.#memory = allocated(() => new WebAssembly.Memory({ initial: 1 }));
    compiled ??= new WebAssembly.Module(Buffer.from(KERNEL, 'base64'));
    const { exports } = new WebAssembly.Instance(compiled, { env: { memory: this.#memory } });
    this.#kernel = exports as Kernel;
    this.#storedStart = this.#kernel.freeMemory() + MARGIN;
    this.#decodedStart = this.#storedStart + LARGEST_BLOCK + MARGIN;
    this.#bytes = Buffer.from(this.#memory.buffer);
  }

  /**
   * Begins a frame.
   * @param window how far back its blocks may refer
   * @param size what its blocks hold together, at most
   */
  startFrame(window: number, size = Infinity): void {
    this.#kernel.startFrame();
    this.#window = window;
    const room = Math.min(size, window + Math.max(LEAST_RUN, window / 2));
    this.#at = this.#decodedStart;
    this.#end = this.#at + Math.ceil(room);
    this.#grow(this.#end + LARGEST_BLOCK + MARGIN);
  }

  /** The bytes of a block that is compressed, until the next call; undefined where it is damaged. */
  decode(stored: Uint8Array): Buffer | undefined {
    const start = this.#place();
    this.#bytes.set(stored, this.#storedStart);
    const end = this.#kernel.decodeBlock(
      this.#storedStart,
      this.#storedStart + stored.length,
      start,
      this.#decodedStart,
      start + LARGEST_BLOCK,
    );
    return end === 0 ? undefined : this.#taken(end);
  }

  /** A block of bytes as they are, until the next call. */
  copy(stored: Uint8Array): Buffer {
    const start = this.#place();
    this.#bytes.set(stored, start);
    return this.#taken(start + stored.length);
  }

  /** A block of one byte over and over, until the next call. */
  repeat(byte: number, count: number): Buffer {
    const start = this.#place();
    this.#bytes.fill(byte, start, start + count);
    return this.#taken(start + count);
  }

  /** Where the next block goes; makes room for it. */
  #place(): number {
    if (this.#at > this.#end) {
      this.#bytes.copyWithin(this.#decodedStart, this.#at - this.#window, this.#at);
      this.#at = this.#decodedStart + this.#window;
    }
    return this.#at;
  }

  #taken(end: number): Buffer {
    const start = this.#at;
    this.#at = end;
    return this.#bytes.subarray(start, end);
  }

  #grow(size: number): void {
    const missing = size - this.#bytes.length;
    if (missing <= 0) return;
    allocated(() => this.#memory.grow(Math.ceil(missing / PAGE)));
    this.#bytes = Buffer.from(this.#memory.buffer);
  }
}

/** @throws UserError where the system has no memory for WebAssembly, which reserves more than it uses */
function allocated<T>(allocate: () => T): T {
  try {
    return allocate();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UserError(
      {
        problem: 'expected memory to decode Zstandard data in, found none',
        hint: 'raise the limit of address space (ulimit -v), or write the file with another compression',
      },
      { cause: error },
    );
  }
}
