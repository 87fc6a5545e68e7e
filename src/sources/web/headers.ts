import { readFileSync } from 'node:fs';
import { quote, UserError } from '../../messages/errors.ts';
import { unreadable } from '../bytes/byte-source.ts';
import type { WebOptions } from './options.ts';

/** Headers of a request by name, in lower case. */
export type Headers = ReadonlyMap<string, string>;

const OPTION = '--http-header';
const EXAMPLE = `${OPTION} 'Authorization: Bearer @env:TOKEN'`;
/** The characters of a name. Source: RFC 9110, 5.6.2. */
const NAME = /^[!#$%&'*+.^_`|~\w-]+$/;
/** Those that say which bytes are sent, and how: the reading of files depends on them. */
const OWN =
  /^(if-.*|range|accept-encoding|host|connection|content-.*|transfer-encoding|te|trailer|upgrade|expect)$/;
/** Those that tell no secret. */
const HARMLESS: readonly string[] = ['accept', 'accept-language', 'referer', 'user-agent'];
/** A value, or the end of one, that stands elsewhere. */
const ELSEWHERE = /(?<=^|\s)@(env|file):(.+)$/;

/**
 * The headers that the user gives: `name: value`, or `@file` for a file with one a line. A value may end with
 * `@env:NAME` or `@file:PATH`, which stand for a variable of the environment and the content of a file.
 * @throws UserError, in which no value is shown, for what is no header or one that is not the user's to set
 */
export function readHeaders({ headers = [], env = {} }: WebOptions): Headers {
  const read = new Map<string, string>();
  const lines = headers.flatMap((text) => (text.startsWith('@') ? linesOf(text.slice(1)) : [text]));
  for (const line of lines) {
    const at = line.indexOf(':');
    const name = line.slice(0, Math.max(at, 0)).trim().toLowerCase();
    if (!NAME.test(name))
      throw refused('expected a header, NAME: VALUE, found another text', EXAMPLE);
    if (OWN.test(name)) {
      throw refused(
        `expected headers that say who asks, found ${quote(name)}, which says what is sent`,
        'leave it out: losscalc sets it itself',
      );
    }
    if (read.has(name)) throw refused(`expected each header once, found ${quote(name)} again`);
    read.set(name, valueOf(name, line.slice(at + 1).trim(), env));
  }
  return read;
}

/** Whether headers may hold a secret: all may, but for some of which it is known that they do not. */
export function haveSecrets(headers: Headers): boolean {
  return [...headers.keys()].some((name) => !HARMLESS.includes(name));
}

function linesOf(path: string): readonly string[] {
  return textOf(path)
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '');
}

function valueOf(name: string, text: string, env: NonNullable<WebOptions['env']>): string {
  const value = text.replace(ELSEWHERE, (_, kind: string, place: string) => {
    if (kind === 'file') return textOf(place).trim();
    const found = env[place]?.trim();
    if (found) return found;
    throw refused(
      `expected a value for ${quote(name)} in the environment, found no variable ${quote(place)}`,
      `export ${/^\w+$/.test(place) ? place : 'NAME'}=... sets it`,
    );
  });
  if (value === '') throw refused(`expected a value for ${quote(name)}, found none`, EXAMPLE);
  if (!/[\x00-\x08\x0a-\x1f\x7f]|[^\x00-\xff]/.test(value)) return value;
  throw refused(
    `expected one line of plain text as the value of ${quote(name)}, found other characters in it`,
  );
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw unreadable(path, error);
  }
}

function refused(problem: string, hint?: string): UserError {
  return new UserError({ where: OPTION, problem, hint });
}
