import type { ByteSource, Progress } from '../bytes/byte-source.ts';
import type { Client, Range } from './client.ts';
import type { Body } from './connection.ts';
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
  readonly begun?: Body | undefined;
  /**
   * Asks for the bytes from a place in the file on.
   * @throws Trouble where they cannot be had
   */
  readonly from: (at: number) => Promise<Coming>;
}

/** Bytes of a file that are read from the first to the last; where the connection is cut, they are continued. */
export class WebStream implements ByteSource {
  readonly label: string;
  readonly #from: StreamSource['from'];
  readonly #retries: Retries;
  readonly #start: number;
  #body: Body | undefined;
  #at: number;
  #end: number | undefined;

  constructor({ client, label, start, end, begun, from }: StreamSource) {
    this.label = label ?? client.label;
    this.#retries = new Retries(client.label, client.patience);
    this.#start = this.#at = start;
    this.#end = end;
    this.#body = begun;
    this.#from = from;
  }

  /** A part of a file of which the server sends parts. */
  static ofPart(
    client: Client,
    { start, end }: Range,
    version: Version,
    { label, begun }: Pick<StreamSource, 'label' | 'begun'> = {},
  ): WebStream {
    const from = async (at: number): Promise<Coming> => {
      const { body } = await client.part({ start: at, end }, version);
      return { body, end };
    };
    return new WebStream({ client, label, start, end, begun, from });
  }

  async next(): Promise<Uint8Array | undefined> {
    return this.#retries.during(async () => {
      try {
        return await this.#piece();
      } catch (error) {
        await this.close();
        throw error;
      }
    });
  }

  async #piece(): Promise<Uint8Array | undefined> {
    if (this.#at === this.#end) return this.#atEnd();
    if (!this.#body) {
      const { body, end } = await this.#from(this.#at);
      this.#body = body;
      this.#end = end;
    }
    const piece = await this.#body.next(this.#soFar('then '));
    if (piece === undefined) {
      if (this.#end === undefined) return undefined;
      throw new Trouble({ problem: this.#soFar('all that was sent') }, { mayPass: true });
    }
    if (this.#end !== undefined && this.#at + piece.length > this.#end) throw this.#tooLong();
    this.#at += piece.length;
    this.#retries.progressed(piece.length);
    return piece;
  }

  /** What comes after the last byte makes all doubtful that came before. */
  async #atEnd(): Promise<undefined> {
    const more = await this.#body?.next(this.#soFar('then '));
    this.#body = undefined;
    if (more === undefined) return undefined;
    throw this.#tooLong();
  }

  #tooLong(): Trouble {
    return new Trouble({ problem: `expected ${this.#end! - this.#start} bytes, found more` });
  }

  /** How far it has come: `expected 90 bytes, found 30, then the connection cut`. */
  #soFar(what: string): string {
    const expected = this.#end === undefined ? 'the file' : `${this.#end - this.#start} bytes`;
    return `expected ${expected}, found ${this.#at - this.#start}, ${what}`.trimEnd();
  }

  close(): Promise<void> {
    this.#body?.close();
    this.#body = undefined;
    return Promise.resolve();
  }

  get progress(): Progress {
    return { done: this.#at, total: this.#end };
  }
}
