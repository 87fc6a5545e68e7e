import { PartClaims } from './part-claims.ts';

/** Memory that threads share. */
export interface ResultsMemory {
  readonly parts: number;
  /** Numbers of a part. */
  readonly size: number;
  readonly claimed: SharedArrayBuffer;
  readonly states: SharedArrayBuffer;
  readonly numbers: SharedArrayBuffer;
}

/** What a part is in; nobody changes what is done. */
const OPEN = 0;
const WRITTEN = 1;
const DONE = 2;

/** The numbers of parts, of which each is computed by one of several threads, or by several alike. */
export class PartResults {
  readonly memory: ResultsMemory;
  readonly claims: PartClaims;
  readonly #numbers: Float64Array;
  readonly #states: Int32Array;

  constructor(memory: ResultsMemory) {
    this.memory = memory;
    this.claims = new PartClaims(memory.parts, memory.claimed);
    this.#numbers = new Float64Array(memory.numbers);
    this.#states = new Int32Array(memory.states);
  }

  /** Of parts that are still to be computed. */
  static of(parts: number, size: number): PartResults {
    const { claimed } = new PartClaims(parts);
    const states = new SharedArrayBuffer(parts * Int32Array.BYTES_PER_ELEMENT);
    const numbers = new SharedArrayBuffer(parts * size * Float64Array.BYTES_PER_ELEMENT);
    return new PartResults({ parts, size, claimed, states, numbers });
  }

  get areDone(): boolean {
    return this.#states.every((_, part) => this.isDone(part));
  }

  /** The numbers of all parts, for this thread to do with as it likes: others may be slower to read them. */
  copy(): Float64Array {
    return this.#numbers.slice();
  }

  isDone(part: number): boolean {
    return Atomics.load(this.#states, part) === DONE;
  }

  /** Computes a part, and keeps its numbers unless another thread was faster. */
  compute(part: number, computePart: (part: number, place: Float64Array) => void): void {
    const { size } = this.memory;
    const place = new Float64Array(size);
    computePart(part, place);
    if (Atomics.compareExchange(this.#states, part, OPEN, WRITTEN) !== OPEN) return;
    this.#numbers.set(place, part * size);
    Atomics.store(this.#states, part, DONE);
  }
}
