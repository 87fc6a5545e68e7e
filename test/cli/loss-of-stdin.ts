import { expect } from 'vitest';
import { losscalc } from './losscalc.ts';

async function* chunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

/** What a loss of the columns y and p of standard input is, or what is said on standard error. */
export async function lossOfStdin(
  table: string | Uint8Array,
  options: readonly string[] = [],
  loss = 'mse',
): Promise<string> {
  const args = [loss, '-', '-t', 'y', '-p', 'p', '-f', 'value', ...options];
  const bytes = typeof table === 'string' ? Buffer.from(table) : table;
  const { status, stdout, stderr } = await losscalc(args, { stdin: chunk(bytes) });
  expect(status).toBe(stderr.includes('losscalc: ') && !stderr.includes('warning') ? 2 : 0);
  return stdout + stderr.replace(/^losscalc: /, '');
}
