import type { Terminal } from './terminal.ts';

/** Standard input that can be read from its beginning several times, until the last is announced. */
export class RepeatableInput implements AsyncIterable<Uint8Array> {
  readonly #open: () => AsyncIterable<Uint8Array>;
  #source: AsyncIterator<Uint8Array> | undefined;
  /** What was read, or is being read, in order: a reader that stops early may have asked for more. */
  readonly #reads: Promise<IteratorResult<Uint8Array, unknown>>[] = [];
  #isLast = false;

  /** @param open opens standard input when it is first read */
  constructor(open: () => AsyncIterable<Uint8Array>) {
    this.#open = open;
  }

  /** Whoever reads next is the last, for whom nothing has to be kept. */
  expectLast(): void {
    this.#isLast = true;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for (let place = 0; ; place++) {
      const next = await (this.#isLast
        ? (this.#reads.shift() ?? this.#read())
        : (this.#reads[place] ??= this.#read()));
      if (next.done === true) return;
      yield next.value;
    }
  }

  #read(): Promise<IteratorResult<Uint8Array, unknown>> {
    this.#source ??= this.#open()[Symbol.asyncIterator]();
    return this.#source.next();
  }
}

/** A terminal with another standard input. */
export function withInput(terminal: Terminal, stdin: AsyncIterable<Uint8Array>): Terminal {
  const { startHelper, helping, startKernelThread } = terminal;
  return {
    stdin,
    get stdout() {
      return terminal.stdout;
    },
    get stderr() {
      return terminal.stderr;
    },
    env: terminal.env,
    helping,
    ...(startHelper && { startHelper }),
    ...(startKernelThread && { startKernelThread }),
  };
}
