import type { IncomingHttpHeaders } from 'node:http';
import { quote } from '../../messages/errors.ts';
import { Trouble } from './trouble.ts';

/** What a server says of a file, by which another is known from it. */
export interface Version {
  readonly size: number;
  readonly etag: string | undefined;
  readonly modified: string | undefined;
  /** What a part is asked for with, so that it is one of the same file; undefined where nothing is sure to tell. */
  readonly validator: string | undefined;
}

/** A part of a file that a server sends. */
export interface Part {
  readonly start: number;
  readonly end: number;
  /** Of the whole file; undefined where the server does not say it. */
  readonly size: number | undefined;
}

/**
 * What an answer with a part of a file holds.
 * @throws Trouble where it does not say so, or says two things
 */
export function partOf(headers: IncomingHttpHeaders): Part {
  const found = headers['content-range'];
  const match = /^bytes (\d+)-(\d+)\/(\d+|\*)$/i.exec(found ?? '');
  if (!match) throw wrongPart('bytes FIRST-LAST/SIZE in Content-Range', quote(found ?? ''));
  const [start, last] = [Number(match[1]), Number(match[2])];
  const part = { start, end: last + 1, size: match[3] === '*' ? undefined : Number(match[3]) };
  const length = headers['content-length'];
  if (length !== undefined && Number(length) !== part.end - start) {
    throw wrongPart(
      `${part.end - start} bytes, as Content-Range says`,
      `${length} in Content-Length`,
    );
  }
  return part;
}

/** An answer that is about other bytes than it should be. */
export function wrongPart(expected: string, found: string): Trouble {
  return new Trouble({
    problem: `expected ${expected}, found ${found}`,
    hint: 'the server, or what is between it and this machine, does not serve parts of files as it says',
  });
}

/** What an answer says of the file. */
export function versionOf(headers: IncomingHttpHeaders, size: number): Version {
  const { etag, 'last-modified': modified } = headers;
  return { size, etag, modified, validator: validatorOf(headers) };
}

/**
 * Only what has changed when a byte has: no weak ETag, and no time of the same second as the answer.
 * Source: RFC 9110, 8.8.2.2 and 13.1.5.
 */
function validatorOf({
  etag,
  'last-modified': modified,
  date,
}: IncomingHttpHeaders): string | undefined {
  if (etag !== undefined) return etag.startsWith('"') ? etag : undefined;
  if (modified === undefined || date === undefined) return undefined;
  return Date.parse(date) - Date.parse(modified) >= 1000 ? modified : undefined;
}

/** @throws Trouble where an answer is about another version of the file */
export function requireSameVersion(before: Version, now: Omit<Version, 'validator'>): void {
  if (now.etag !== before.etag && now.etag !== undefined) {
    throw changed(`ETag ${tag(before.etag)}`, tag(now.etag));
  }
  if (now.etag === undefined && now.modified !== before.modified && now.modified !== undefined) {
    throw changed(`Last-Modified ${quote(before.modified ?? '')}`, quote(now.modified));
  }
  if (now.size !== before.size) throw changed(`${before.size} bytes`, `${now.size}`);
}

function tag(etag = ''): string {
  return quote(etag.replaceAll('"', ''));
}

function changed(expected: string, found: string): Trouble {
  return new Trouble({
    problem: `expected a file that stays as it is, with ${expected}, found ${found}`,
    hint: 'the file was written to while it was read; run again when it is complete',
  });
}
