import type { ClientRequest, IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { Silence, Trouble, troubleOfConnection } from './trouble.ts';

/** What a server answers. */
export interface Answer {
  readonly status: number;
  readonly reason: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Body;
}

/**
 * Asks a server once.
 * @param silence milliseconds that it may say nothing
 * @throws Trouble where there is no answer
 */
export async function ask(
  url: URL,
  headers: Readonly<Record<string, string>>,
  silence: number,
): Promise<Answer> {
  // Encryption takes its time to load.
  const { request } = await (url.protocol === 'https:'
    ? import('node:https')
    : import('node:http'));
  const address = new URL(url);
  // Node would make a header of them.
  address.username = address.password = '';
  const asked = request(address, { headers });
  asked.end();
  return answerTo(asked, silence);
}

function answerTo(asked: ClientRequest, silence: number): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => asked.destroy(new Silence(silence)), silence);
    asked.on('response', (response) => {
      clearTimeout(timer);
      resolve({
        status: response.statusCode ?? 0,
        reason: response.statusMessage,
        headers: response.headers,
        // Made at once, as what is wrong with the bytes may be told before anybody waits for them.
        body: new Body(asked, response, silence),
      });
    });
    asked.on('error', (error) => {
      clearTimeout(timer);
      reject(troubleOfConnection(error));
    });
  });
}

/** The bytes of an answer, as they come. */
export class Body {
  readonly #response: IncomingMessage;
  readonly #pieces: AsyncIterator<Uint8Array>;
  readonly #silence: number;
  #failure: Error | undefined;

  constructor(asked: ClientRequest, response: IncomingMessage, silence: number) {
    this.#response = response;
    this.#pieces = response[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
    this.#silence = silence;
    asked.on('error', (error) => {
      this.#failure = error;
    });
    // The iterator tells of errors, but only whoever waits for it.
    response.on('error', () => undefined);
  }

  /**
   * The next bytes; undefined at the end.
   * @param so how far the file has come, for messages: `expected 90 bytes, found 30, then`
   * @throws Trouble where there are fewer or more of them than were announced, or none come
   */
  async next(so: string): Promise<Uint8Array | undefined> {
    const timer = setTimeout(
      () => this.#response.destroy(new Silence(this.#silence)),
      this.#silence,
    );
    try {
      const next = await this.#pieces.next();
      if (next.done !== true) return next.value;
    } catch (error) {
      throw troubleOfConnection(error as Error, so);
    } finally {
      clearTimeout(timer);
    }
    // After its end, what comes on the connection is no answer to anything.
    if (this.#failure) {
      throw new Trouble({
        problem: `expected ${this.#response.headers['content-length'] ?? 'the'} bytes, as the server announces, found more`,
        hint: 'what the server says of the file is wrong, or what is between it and this machine changes it',
      });
    }
    return undefined;
  }

  /** Lets the rest go. */
  close(): void {
    this.#response.destroy();
  }
}
