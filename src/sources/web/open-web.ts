import type { IncomingHttpHeaders } from 'node:http';
import { quote, UserError } from '../../messages/errors.ts';
import type { ByteSource, Progress, RemoteFile } from '../bytes/byte-source.ts';
import { Client } from './client.ts';
import type { WebOptions } from './options.ts';
import { Retries } from './retries.ts';
import { versionOf } from './version.ts';
import { allOf, WebFile } from './web-file.ts';
import { WebStream } from './web-stream.ts';

/**
 * Opens the file at an address: its beginning is asked for, and from the answer it is known whether the server sends
 * parts of it.
 * @throws UserError if it cannot be read, or is no file but a page for a browser
 */
export async function openWeb(address: string, options: WebOptions): Promise<ByteSource> {
  const client = new Client(address, options);
  const retries = new Retries(client.label, client.patience);
  const { part, ...answer } = await retries.during(() => client.beginning());
  if (part?.size !== undefined) {
    const { end, size } = part;
    const version = versionOf(answer.headers, size);
    // What one answer has all of needs nothing that tells it from others.
    if (version.validator !== undefined || end === size) {
      const begun = { body: answer.body, end };
      const beginning = WebStream.ofPart(client, { start: 0, end }, version, { begun });
      const start = await allOf(beginning, end);
      const rest = WebStream.ofPart(client, { start: end, end: size }, version);
      const remote = new WebFile(client, version, start);
      return opened(answer.headers, { start, rest, remote, total: size });
    }
  }
  if (part) answer.body.close();
  const whole = part ? await retries.during(() => client.whole()) : answer;
  const rest = WebStream.ofWhole(client, whole);
  const start = await rest.next();
  return opened(whole.headers, { start, rest, total: rest.progress.total });
}

interface Opened {
  readonly start: Uint8Array | undefined;
  readonly rest: ByteSource;
  /** Given where the server sends parts of the file. */
  readonly remote?: RemoteFile;
  readonly total: number | undefined;
}

/** @throws UserError for what is not the file */
async function opened(headers: IncomingHttpHeaders, file: Opened): Promise<WebSource> {
  const start = Buffer.from(file.start ?? []);
  try {
    requireStored(headers['content-encoding'], start, file.rest.label);
    refusePage(start, file.rest.label);
  } catch (error) {
    await file.rest.close();
    throw error;
  }
  return new WebSource(file, headers['content-type']?.split(';')[0]!.trim().toLowerCase());
}

/** A file of the web, whose beginning is known. */
class WebSource implements ByteSource {
  readonly mediaType: string | undefined;
  readonly remote: RemoteFile | undefined;
  readonly #rest: ByteSource;
  readonly #total: number | undefined;
  #start: Uint8Array | undefined;

  constructor({ start, rest, remote, total }: Opened, mediaType: string | undefined) {
    this.mediaType = mediaType;
    this.remote = remote;
    this.#start = start;
    this.#rest = rest;
    this.#total = total;
  }

  get label(): string {
    return this.#rest.label;
  }

  next(): Promise<Uint8Array | undefined> {
    const start = this.#start;
    this.#start = undefined;
    return start?.length ? Promise.resolve(start) : this.#rest.next();
  }

  close(): Promise<void> {
    return this.#rest.close();
  }

  get progress(): Progress {
    return { done: this.#start ? 0 : this.#rest.progress.done, total: this.#total };
  }
}

/** How files that are compressed begin, by what servers call that: they are read like other files of the kind. */
const COMPRESSED: Readonly<Record<string, string>> = {
  gzip: '\x1f\x8b',
  'x-gzip': '\x1f\x8b',
  zstd: '\x28\xb5\x2f\xfd',
};

/** @throws UserError where the file comes in another form than it was asked for */
function requireStored(encoding = 'identity', start: Buffer, where: string): void {
  const name = encoding.trim().toLowerCase();
  if (name === 'identity' || name === '') return;
  const magic = COMPRESSED[name];
  if (magic !== undefined && start.toString('latin1', 0, magic.length) === magic) return;
  throw new UserError({
    where,
    problem:
      magic === undefined
        ? `expected the file as it is, found it encoded as ${quote(name)}`
        : `expected ${name} data, as the server says, found other bytes`,
    hint: 'curl -sf --compressed ADDRESS | losscalc ... - reads what curl decodes',
  });
}

/** @throws UserError for HTML, which servers answer with in place of what they do not give */
function refusePage(start: Buffer, where: string): void {
  const text = start
    .toString('latin1', 0, 512)
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart();
  if (!/^<(!doctype html|html|head|body)\b/i.test(text)) return;
  throw new UserError({
    where,
    problem: 'expected data, found a web page (HTML), such as one to log in',
    hint: "open the address in a browser to see it; --http-header 'Authorization: Bearer @env:TOKEN' says who asks, and some sites have another address for the file itself (raw, download)",
  });
}
