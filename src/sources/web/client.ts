import { UserError } from '../../messages/errors.ts';
import { fileLabel } from '../bytes/file-label.ts';
import { ask, type Answer, type Body } from './connection.ts';
import { readHeaders, type Headers } from './headers.ts';
import { LEAST_BYTES, PATIENCE, type Patience, type WebOptions } from './options.ts';
import {
  isRedirect,
  MOST_REDIRECTS,
  redirected,
  secretsFor,
  tooManyRedirects,
} from './redirects.ts';
import { troubleOfStatus } from './trouble.ts';
import {
  partOf,
  requireSameVersion,
  versionOf,
  wrongPart,
  type Part,
  type Version,
} from './version.ts';

const WHOLE = 200;
const PART = 206;
const BEYOND = 416;
/** How an address that was signed for a while is refused after that. */
const EXPIRED: readonly number[] = [401, 403, 404, 410];

/** Bytes of a file, from the first on and up to the second. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** What asks for the file at an address, or for parts of it. */
export class Client {
  /** For messages. */
  readonly label: string;
  readonly patience: Patience;
  /** Bytes that are worth a request. */
  readonly leastBytes: number;
  readonly #address: URL;
  readonly #secrets: Headers;
  /** Where the address leads, as known from the last answer. */
  #found: URL;

  /** @throws UserError for what is no address, and secrets that would be sent in the clear */
  constructor(address: string, options: WebOptions) {
    this.label = fileLabel(address);
    this.patience = options.patience ?? PATIENCE;
    this.leastBytes = options.leastBytes ?? LEAST_BYTES;
    this.#address = this.#found = parsed(address, this.label);
    this.#secrets = secretsFor(this.#address, readHeaders(options), this.label);
  }

  /**
   * Asks for the whole file.
   * @throws Trouble where there is no such answer
   */
  async whole(): Promise<Answer> {
    const answer = await this.#answer({});
    if (answer.status !== WHOLE) throw this.#refusal(answer);
    return answer;
  }

  /**
   * Asks for the beginning of the file: the answer has a part, or all of it from a server that does not serve parts.
   * @throws Trouble where there is neither
   */
  async beginning(): Promise<Answer & { readonly part: Part | undefined }> {
    const end = this.leastBytes;
    const answer = await this.#answer({ range: `bytes=0-${end - 1}` });
    // Of an empty file there is no first byte.
    if (answer.status === WHOLE) return { ...answer, part: undefined };
    if (answer.status === BEYOND) {
      answer.body.close();
      return { ...(await this.whole()), part: undefined };
    }
    return { ...answer, part: this.#part(answer, { start: 0, end }) };
  }

  /**
   * Asks for a part of the file that is known.
   * @throws Trouble where the answer has another, or is about another file
   */
  async part(range: Range, version: Version): Promise<{ body: Body; end: number }> {
    const { validator } = version;
    const answer = await this.#answer({
      range: `bytes=${range.start}-${range.end - 1}`,
      ...(validator !== undefined && { 'if-range': validator }),
    });
    const { headers, status } = answer;
    if (status === WHOLE) {
      answer.body.close();
      requireSameVersion(
        version,
        versionOf(headers, Number(headers['content-length'] ?? version.size)),
      );
      throw wrongPart(`bytes from ${range.start} on`, 'all of the file');
    }
    const { size, end } = this.#part(answer, range);
    requireSameVersion(version, versionOf(headers, size ?? version.size));
    return { body: answer.body, end };
  }

  /** The part that an answer has, which must be the one that was asked for, or its beginning. */
  #part(answer: Answer, { start, end }: Range): Part {
    if (answer.status !== PART) throw this.#refusal(answer);
    const part = partOf(answer.headers);
    if (part.start === start && part.end > start && part.end <= end) return part;
    answer.body.close();
    throw wrongPart(`bytes ${start} to ${end - 1}`, `${part.start} to ${part.end - 1}`);
  }

  #refusal({ status, reason, headers, body }: Answer): Error {
    body.close();
    return troubleOfStatus(status, reason, headers['retry-after']);
  }

  /** The answer of the server that has the file. */
  async #answer(headers: Readonly<Record<string, string>>): Promise<Answer> {
    const answer = await this.#follow(this.#found, headers);
    const isSentOn = this.#found !== this.#address;
    if (!isSentOn || !EXPIRED.includes(answer.status)) return answer;
    answer.body.close();
    return this.#follow(this.#address, headers);
  }

  async #follow(from: URL, headers: Readonly<Record<string, string>>): Promise<Answer> {
    let url = from;
    for (let hops = 0; hops <= MOST_REDIRECTS; hops++) {
      const answer = await ask(url, this.#headersFor(url, headers), this.patience.silence);
      if (!isRedirect(answer.status)) {
        this.#found = url;
        return answer;
      }
      answer.body.close();
      url = redirected(url, answer.headers.location);
    }
    throw tooManyRedirects();
  }

  #headersFor({ origin }: URL, headers: Readonly<Record<string, string>>): Record<string, string> {
    return {
      'user-agent': 'losscalc',
      accept: '*/*',
      ...(origin === this.#address.origin && Object.fromEntries(this.#secrets)),
      // The parts of a file that is compressed on its way are no parts of the file.
      'accept-encoding': 'identity',
      ...headers,
    };
  }
}

/** @throws UserError for what is no address, or one of several files */
function parsed(address: string, where: string): URL {
  if (!URL.canParse(address)) {
    throw new UserError({
      where,
      problem: 'expected an address, https://HOST/PATH, found what is none',
      hint: 'spaces and other signs in it are written as %20 and so on',
    });
  }
  if (address.includes('#')) {
    throw new UserError({
      where,
      problem: 'expected the address of a table, found one with a part',
      hint: '#part is for --true and --pred; of a table name columns',
    });
  }
  const url = new URL(address);
  if (!/[*{}[\]]/.test(address.replace(/^https?:\/\/[^/]*|[?].*$/gi, ''))) return url;
  throw new UserError({
    where,
    problem: 'expected the address of one file, found a pattern',
    hint: 'a server does not list its files: name each, or --files-from with a list; %2A is a star in a name',
  });
}
