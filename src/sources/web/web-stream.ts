import type { ByteSource, Progress } from '../bytes/byte-source.ts';
import type { Client, Range } from './client.ts';
import type { Answer, Body } from './connection.ts';
import { Retries } from './retries.ts';
import { Trouble } from './trouble.ts';
import type { Version } from './version.ts';

/** Bytes that come from a server. */
export interface Coming {
  readonly body: Body;
  /** Where in the file they end; undefined where that is not known before. */
  readonly end: number | undefined;
}

interface StreamSource {
  readonly client: Client;
  /** What messages call what is read, where that is not all of the file. */
  readonly label?: string | undefined;
  /** Where in the file it begins, and ends if that is known. */
  readonly start: number;
  readonly end: number | undefined;
  /** What is coming already. */
  readonly begun?: Coming | undefined;
  /**
   * Asks for the bytes from a place in the file on.
   * @throws Trouble where they cannot be had
   */
  readonly from: (at: number) => Promise<Coming>;
  /** Set where that is the beginning alone, as the server sends no parts. */
  readonly isWhole?: boolean;
}

const NO_PARTS =
  'the server does not send parts of it, so that it cannot be continued: curl -fLO downloads it';

/** Bytes of a file that are read from the first to the last; where the connection is cut, they are continued. */
export class WebStream implements ByteSource {
  readonly label: string;
  readonly #from: StreamSource['from'];
  readonly #retries: Retries;
  readonly #start: number;
  readonly #isWhole: boolean;
  #coming: Coming | undefined;
  #at: number;
  #end: number | undefined;
  #isClosed = false;

  private constructor(source: StreamSource) {
    const { client, label, start, end, begun, from, isWhole = false } = source;
    this.label = label ?? client.label;
    this.#retries = new Retries(client.label, client.patience);
    this.#start = this.#at = start;
    this.#end = end;
    this.#coming = begun;
    this.#from = from;
    this.#isWhole = isWhole;
  }

  /** A part of a file of which the server sends parts. */
  static ofPart(
    client: Client,
    { start, end }: Range,
    version: Version,
    { label, begun }: Pick<StreamSource, 'label' | 'begun'> = {},
  ): WebStream {
    const from = (at: number): Promise<Coming> => client.part({ start: at, end }, version);
    return new WebStream({ client, label, start, end, begun, from });
  }

  /** A file that the server sends as a whole only, as in this answer. */
  static ofWhole(client: Client, answer: Answer): WebStream {
    const begun = comingIn(answer);
    const from = async (): Promise<Coming> => comingIn(await client.whole());
    return new WebStream({ client, start: 0, end: begun.end, begun, from, isWhole: true });
  }

  async next(): Promise<Uint8Array | undefined> {
    return this.#retries.during(async () => {
      try {
        return await this.#piece();
      } catch (error) {
        this.#drop();
        throw this.#isClosed || (this.#isWhole && this.#at > 0) ? asLasting(error) : error;
      }
    });
  }

  async #piece(): Promise<Uint8Array | undefined> {
    while (this.#at !== this.#end && !this.#isClosed) {
      this.#coming ??= await this.#begin();
      const { body, end } = this.#coming;
      const piece = await body.next(this.#soFar('then'));
      if (piece) {
        if (end !== undefined && this.#at + piece.length > end) throw this.#tooLong();
        this.#at += piece.length;
        this.#retries.progressed(piece.length);
        return piece;
      }
      if (end === undefined) return undefined;
      if (this.#at < end) {
        throw new Trouble({ problem: this.#soFar('then the end') }, { mayPass: true });
      }
      // A server may send less at a time than it was asked for.
      this.#coming = undefined;
    }
    return this.#requireEnd();
  }

  async #begin(): Promise<Coming> {
    const coming = await this.#from(this.#at);
    if (this.#isWhole) this.#end = coming.end;
    return coming;
  }

  /** What comes after the last byte makes all doubtful that came before. */
  async #requireEnd(): Promise<undefined> {
    const more = await this.#coming?.body.next(this.#soFar('then'));
    this.#coming = undefined;
    if (more !== undefined) throw this.#tooLong();
    return undefined;
  }

  #tooLong(): Trouble {
    return new Trouble({ problem: `expected ${this.#end! - this.#start} bytes, found more` });
  }

  /** How far it has come: `expected 90 bytes, found 30, then the connection cut`. */
  #soFar(what: string): string {
    const expected = this.#end === undefined ? 'the file' : `${this.#end - this.#start} bytes`;
    return `expected ${expected}, found ${this.#at - this.#start}, ${what}`;
  }

  #drop(): void {
    this.#coming?.body.close();
    this.#coming = undefined;
  }

  close(): Promise<void> {
    // What somebody still waits for is not asked for again.
    this.#isClosed = true;
    this.#drop();
    return Promise.resolve();
  }

  get progress(): Progress {
    return { done: this.#at, total: this.#end };
  }
}

function comingIn({ headers, body }: Answer): Coming {
  const length = headers['content-length'];
  return { body, end: length === undefined ? undefined : Number(length) };
}

/** A trouble that would pass if what has begun could be continued. */
function asLasting(error: unknown): unknown {
  const mayPass = error instanceof Trouble && error.mayPass;
  return mayPass ? new Trouble({ problem: error.wrong.problem, hint: NO_PARTS }) : error;
}
