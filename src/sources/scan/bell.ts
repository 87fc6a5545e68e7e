/** How often it has rung, whether all is over, and how many threads wait. */
const WORDS = 3;
const WAITING = 2;

/** Wakes threads that wait for something in shared memory to change. */
export class Bell {
  readonly memory: SharedArrayBuffer;
  readonly #words: Int32Array;

  constructor(memory = new SharedArrayBuffer(WORDS * Int32Array.BYTES_PER_ELEMENT)) {
    this.memory = memory;
    this.#words = new Int32Array(memory);
  }

  /** How often it has rung: to be read before looking whether there is something to wait for. */
  get count(): number {
    return Atomics.load(this.#words, 0);
  }

  /** Says that something has changed. Where nobody waits, a call into the system is spared: who begins to wait sees it. */
  ring(): void {
    Atomics.add(this.#words, 0, 1);
    if (Atomics.load(this.#words, WAITING) > 0) Atomics.notify(this.#words, 0);
  }

  /** Blocks this thread until it rings, if it has not since `count` was read; false after `timeout` milliseconds. */
  wait(count: number, timeout = Infinity): boolean {
    Atomics.add(this.#words, WAITING, 1);
    const outcome = Atomics.wait(this.#words, 0, count, timeout);
    Atomics.sub(this.#words, WAITING, 1);
    return outcome !== 'timed-out';
  }

  /** Says that all is over. */
  stop(): void {
    Atomics.store(this.#words, 1, 1);
    this.ring();
  }

  get isStopped(): boolean {
    return Atomics.load(this.#words, 1) === 1;
  }
}
