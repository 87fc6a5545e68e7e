import type { KernelCall, KernelHelp, KernelWork } from '../../engine/kernel-call.ts';
import { Bell, threadCount } from '../../sources/index.ts';
import { HelpJudge } from './help-judge.ts';
import { PartResults, type ResultsMemory } from './part-results.ts';
import type { KernelTask, KernelThread, Terminal } from './terminal.ts';

type Compute = KernelWork['compute'];
type StartThread = NonNullable<Terminal['startKernelThread']>;

/** The threads that compute the losses of a run, one loss after the other. */
export class KernelThreads {
  readonly #start: StartThread;
  readonly #count: number | undefined;
  #current: SharedKernel | undefined;

  /** @param count of threads, this one included; by default as many as help on this machine */
  constructor(start: StartThread, count: number | undefined) {
    this.#start = start;
    this.#count = count;
  }

  /** Opens the work of a loss; that of the one before is done. */
  readonly share = (call: KernelCall): KernelWork => {
    this.stop();
    this.#current = new SharedKernel((bell) => {
      const others = threadCount(this.#count) - 1;
      return Array.from({ length: others }, () => this.#start({ call, bell }));
    });
    return this.#current;
  };

  stop(): void {
    this.#current?.stop();
    this.#current = undefined;
  }
}

/** The work of one loss, as the thread has it that needs the result. */
class SharedKernel implements KernelWork {
  readonly #startThreads: (bell: SharedArrayBuffer) => readonly KernelThread[];
  readonly #bell = new Bell();
  /** What the others are told, in order: those that start late begin with the first. */
  readonly #told: unknown[] = [];
  #threads: readonly KernelThread[] = [];

  constructor(startThreads: (bell: SharedArrayBuffer) => readonly KernelThread[]) {
    this.#startThreads = startThreads;
  }

  readonly tell = (message: unknown): void => {
    this.#told.push(message);
    for (const thread of this.#threads) thread.send(message);
    this.#bell.ring();
  };

  readonly compute: Compute = (parts, size, computePart) => {
    const results = PartResults.of(parts, size);
    this.tell(results.memory);
    const judge = new HelpJudge(parts);
    for (let part; (part = results.claims.next()) !== undefined;) {
      if (this.#threads.length === 0 && judge.isWorthHelp(part)) this.#start();
      results.compute(part, computePart);
      this.#bell.ring();
    }
    // What others are still at takes no longer here, and they may have failed.
    for (let part = 0; part < parts; part++) {
      if (!results.isDone(part)) results.compute(part, computePart);
    }
    waitFor(results, this.#bell);
    return results.copy();
  };

  #start(): void {
    this.#threads = this.#startThreads(this.#bell.memory);
    for (const message of this.#told) for (const thread of this.#threads) thread.send(message);
    this.#bell.ring();
  }

  stop(): void {
    for (const thread of this.#threads) thread.stop();
  }
}

/** The same work, as a thread has it that helps. */
export class HelpedKernel implements KernelHelp {
  readonly call: KernelCall;
  readonly #bell: Bell;
  readonly #receive: KernelTask['receive'];

  constructor({ call, bell, receive }: KernelTask) {
    this.call = call;
    this.#bell = new Bell(bell);
    this.#receive = receive;
  }

  /** The steps are the same in all threads, so that what comes next is known. */
  readonly compute: Compute = (_parts, _size, computePart) => {
    const results = new PartResults(this.#next() as ResultsMemory);
    for (let part; (part = results.claims.next()) !== undefined;) {
      results.compute(part, computePart);
      this.#bell.ring();
    }
    waitFor(results, this.#bell);
    return results.copy();
  };

  seed(): Float64Array {
    return this.#next() as Float64Array;
  }

  #next(): unknown {
    for (;;) {
      const { count } = this.#bell;
      const message = this.#receive();
      if (message !== undefined) return message;
      this.#bell.wait(count);
    }
  }
}

function waitFor(results: PartResults, bell: Bell): void {
  for (;;) {
    const { count } = bell;
    if (results.areDone) return;
    bell.wait(count);
  }
}
