import type { WebOptions } from '../../../src/sources/web/options.ts';
import { complaint, read } from '../reading.ts';
import { IMPATIENT, serve, type Handler } from './server.ts';

/** Numbers that a double holds as they are written, and a column of them. */
export const NUMBERS = Array.from({ length: 3000 }, (_, i) => i / 8);
export const CSV = Buffer.from(`pred\n${NUMBERS.join('\n')}\n`);

/** So few bytes at a time that a small file has several parts. */
export const WEB = { patience: IMPATIENT, leastBytes: 1000 };

interface Asked {
  readonly path?: string;
  readonly web?: WebOptions;
}

/** Reads a column from a server that answers so, and how often it was asked. */
export async function numbersFrom(handler: Handler, { path = '/p.csv', web = {} }: Asked = {}) {
  await using server = await serve(handler);
  const choice = { input: 'pred', path: server.url + path, layout: 'scalars' as const };
  const { rows } = await read([choice], { web: { ...WEB, ...web } });
  return { numbers: rows['pred']!.flat(), requests: server.requests };
}

/** What is said where a server answers so. */
export async function saidOf(
  handler: Handler,
  { path = '/p.csv', web = {} }: Asked = {},
): Promise<string> {
  await using server = await serve(handler);
  const choice = { input: 'pred', path: server.url + path };
  const said = await complaint(read([choice], { web: { ...WEB, ...web } }));
  return said.replaceAll(server.url, 'http://HOST');
}
