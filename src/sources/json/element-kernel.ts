import type { NdjsonLayout } from '../scan/ndjson-scanner.ts';
import { KERNEL } from '../scan/generated/json-kernel.ts';

/** What the kernel asks of its host; addresses are of its memory, in bytes. */
export interface KernelHost {
  /** Stores the number at `out` that begins at `start`, which is none of the usual kind; the address after it, or 0. */
  resolve(start: number, out: number): number;
  /** The address after the value at `start`, which is none of the usual kind; 0 if there is none. */
  pass(start: number): number;
}

/** What closes a sequence of elements, and what its members are called. */
export interface Sequence {
  readonly close: number;
  /** Whether it is an object, whose keys count from 0 on. */
  readonly isLabelled: boolean;
}

/** What was read of a sequence. */
export interface ScannedElements {
  readonly count: number;
  /** The numbers that are read of each element, one after the other: valid until the next call. */
  readonly numbers: Float64Array;
  /** The address after the last of them. */
  readonly end: number;
  readonly isClosed: boolean;
}

interface Kernel {
  freeMemory(): number;
  countElements(): number;
  isClosed(): number;
  scan(
    text: number,
    plan: number,
    planEnd: number,
    tail: number,
    tailLength: number,
    isLabelled: boolean,
    label: number,
    close: number,
    out: number,
  ): number;
}

/** Bytes of text that are in memory at once: about where reading a cached file is fastest. */
const TEXT_BYTES = 256 * 1024;
/** The kernel reads so far beyond the text, and has to find zeros there. */
const MARGIN = 32;
const PAGE = 65_536;
const DOUBLE = Float64Array.BYTES_PER_ELEMENT;
const WORD = Uint32Array.BYTES_PER_ELEMENT;
/** Words of what the kernel knows of a value. */
const VALUE = 3;

/** Reads elements of JSON that are all written alike, with the kernel in WebAssembly; holds the text that it reads. */
export class ElementKernel {
  /** Where the text is in memory. */
  readonly textStart: number;
  readonly textEnd: number;
  readonly #kernel: Kernel;
  readonly #memory: WebAssembly.Memory;
  readonly #valuesStart: number;
  readonly #planStart: number;
  #bytes: Buffer;
  #planEnd = 0;
  #tail = 0;
  #tailLength = 0;
  #numbersInElement = 0;

  constructor(host: KernelHost) {
    this.#memory = new WebAssembly.Memory({ initial: 1 });
    const module = new WebAssembly.Module(Buffer.from(KERNEL, 'base64'));
    const { exports } = new WebAssembly.Instance(module, {
      env: { memory: this.#memory },
      'json-kernel': host,
    });
    this.#kernel = exports as Kernel;
    this.textStart = alignUp(this.#kernel.freeMemory());
    this.textEnd = this.textStart + TEXT_BYTES;
    this.#valuesStart = alignUp(this.textEnd + MARGIN);
    // A number takes a byte, and one after it.
    this.#planStart = this.#valuesStart + (TEXT_BYTES / 2 + 1) * DOUBLE;
    this.#bytes = Buffer.from(this.#memory.buffer);
    this.#grow(this.#planStart);
  }

  /** The whole memory; another one after `plan`. */
  get bytes(): Buffer {
    return this.#bytes;
  }

  /** Tells how the elements to come are written. */
  plan({ literals, columns, selected }: NdjsonLayout): void {
    const isRead = new Set(selected);
    this.#numbersInElement = selected.length;
    this.#planEnd = this.#planStart + columns * VALUE * WORD;
    const size = literals.reduce((sum, { length }) => sum + length, 0);
    this.#grow(this.#planEnd + size + MARGIN);
    const words = new Uint32Array(this.#memory.buffer, this.#planStart, columns * VALUE);
    let at = this.#planEnd;
    literals.forEach((literal, k) => {
      this.#bytes.set(literal, at);
      if (k < columns) words.set([at, literal.length, isRead.has(k) ? 1 : 0], k * VALUE);
      else [this.#tail, this.#tailLength] = [at, literal.length];
      at += literal.length;
    });
  }

  /**
   * Reads elements from an address on, as many as are there and written as it was told.
   * @param end of the text; zeros follow
   * @param label the key of the first element, where they have keys
   */
  scan(
    start: number,
    end: number,
    { close, isLabelled }: Sequence,
    label: number,
  ): ScannedElements {
    this.#bytes.fill(0, end, end + MARGIN);
    const stop = this.#kernel.scan(
      start,
      this.#planStart,
      this.#planEnd,
      this.#tail,
      this.#tailLength,
      isLabelled,
      label,
      close,
      this.#valuesStart,
    );
    const count = this.#kernel.countElements();
    return {
      count,
      numbers: new Float64Array(
        this.#memory.buffer,
        this.#valuesStart,
        count * this.#numbersInElement,
      ),
      end: stop,
      isClosed: this.#kernel.isClosed() !== 0,
    };
  }

  #grow(size: number): void {
    const missing = Math.ceil((size - this.#bytes.length) / PAGE);
    if (missing <= 0) return;
    this.#memory.grow(missing);
    this.#bytes = Buffer.from(this.#memory.buffer);
  }
}

function alignUp(address: number): number {
  return Math.ceil(address / DOUBLE) * DOUBLE;
}
