import { UserError } from '../messages/errors.ts';
import { isPipe, openContent, fileLabel, type Content, type Origins } from '../sources/index.ts';

type Stdin = AsyncIterable<Uint8Array>;

/** A file, or standard input, that is opened several times: to see what is in it, and to read that. */
export class InspectedBytes {
  readonly path: string;
  readonly #web: Origins['web'];
  readonly #stdin: Replay;

  constructor(path: string, { stdin, web }: Origins) {
    this.path = path;
    this.#web = web;
    this.#stdin = new Replay(stdin);
  }

  /** Standard input from its beginning, each time it is called. */
  readonly stdin = (): Stdin => this.#stdin.fromStart();

  /** After this, what standard input holds is not kept any more: it can be read just once again. */
  readonly stdinAtLast = (): Stdin => this.#stdin.lastFromStart();

  /**
   * What the file holds: of a gzip file, what was compressed.
   * @param encoding that of text, where it is not UTF-8
   * @throws UserError if it cannot be read, or could not be opened again
   */
  open(encoding: string | undefined): Promise<Content> {
    if (this.path !== '-' && isPipe(this.path)) throw notAFile(fileLabel(this.path));
    return openContent(this.path, { stdin: this.stdin, web: this.#web }, encoding);
  }
}

function notAFile(where: string): UserError {
  return new UserError({
    where,
    problem: 'expected a file, which can be opened twice, found a pipe',
    hint: 'name standard input, and let the pipe be that: losscalc inspect - < PIPE',
  });
}

/** A stream that can be read from its beginning several times, as what was read is kept. */
class Replay {
  readonly #stream: () => Stdin;
  #iterator: AsyncIterator<Uint8Array> | undefined;
  readonly #kept: Uint8Array[] = [];

  constructor(stream: () => Stdin) {
    this.#stream = stream;
  }

  async *fromStart(): AsyncGenerator<Uint8Array, void> {
    for (let i = 0; ; i++) {
      if (i === this.#kept.length && !(await this.#keepNext())) return;
      yield this.#kept[i]!;
    }
  }

  async *lastFromStart(): AsyncGenerator<Uint8Array, void> {
    for (let chunk = this.#kept.shift(); chunk !== undefined; chunk = this.#kept.shift()) {
      yield chunk;
    }
    for (let chunk = await this.#next(); chunk !== undefined; chunk = await this.#next()) {
      yield chunk;
    }
  }

  async #keepNext(): Promise<boolean> {
    const chunk = await this.#next();
    // A producer may use its memory again.
    if (chunk) this.#kept.push(Uint8Array.from(chunk));
    return chunk !== undefined;
  }

  async #next(): Promise<Uint8Array | undefined> {
    this.#iterator ??= this.#stream()[Symbol.asyncIterator]();
    const next = await this.#iterator.next();
    return next.done === true ? undefined : next.value;
  }
}
