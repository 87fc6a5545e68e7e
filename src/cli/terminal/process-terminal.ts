import { startHelper, startKernelThread } from './helper.ts';
import { outputStream } from './output-stream.ts';
import type { OutputStream, Terminal } from './terminal.ts';

/** The streams of the process, each opened when it is first used, since Node takes its time to load them. */
export class ProcessTerminal implements Terminal {
  readonly #process: NodeJS.Process;
  #hasOpenStreams = false;
  #stdin: NodeJS.Process['stdin'] | undefined;
  #stdout: OutputStream | undefined;
  #stderr: OutputStream | undefined;

  readonly startHelper: NonNullable<Terminal['startHelper']>;
  readonly startKernelThread: NonNullable<Terminal['startKernelThread']>;

  /** @param launcher the file that runs this program, in another thread as well */
  constructor(process: NodeJS.Process, launcher: string) {
    this.#process = process;
    this.startHelper = (claims) => startHelper(launcher, process, claims);
    this.startKernelThread = (given) => startKernelThread(launcher, process, given);
  }

  get env(): Terminal['env'] {
    return this.#process.env;
  }

  get stdin(): NodeJS.Process['stdin'] {
    this.#stdin ??= this.#opened(this.#process.stdin);
    return this.#stdin;
  }

  get stdout(): OutputStream {
    this.#stdout ??= outputStream(1, () => this.#tolerant(this.#process.stdout));
    return this.#stdout;
  }

  get stderr(): OutputStream {
    this.#stderr ??= this.#tolerant(this.#process.stderr);
    return this.#stderr;
  }

  /** Whether there are streams of Node, in which something may wait to be written or read. */
  get hasOpenStreams(): boolean {
    return this.#hasOpenStreams;
  }

  /** Leaves the rest of standard input unread, lest the process wait for it. */
  close(): void {
    this.#stdin?.destroy();
  }

  /** A write that fails reports to whoever made it; without a listener Node would end the process as well. */
  #tolerant(stream: NodeJS.Process['stdout' | 'stderr']): OutputStream {
    return this.#opened(stream).on('error', () => undefined);
  }

  #opened<Stream>(stream: Stream): Stream {
    this.#hasOpenStreams = true;
    return stream;
  }
}
