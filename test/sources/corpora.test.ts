import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/messages/errors.ts';
import { CORPORA, DECISIONS, FOLDERS, type Expectation } from '../support/corpora.ts';
import { read } from './reading.ts';

/** The numbers of a file in order, or the message it is refused with. */
async function outcome(path: string): Promise<number[] | string> {
  try {
    const { rows } = await read([{ input: 'pred', path }], {});
    return rows['pred']!.flat();
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}

function expectCleanMessage(message: number[] | string): void {
  if (typeof message !== 'string') throw new Error(`expected an error, read ${String(message)}`);
  expect(message.split('\n').length).toBeLessThanOrEqual(3);
  expect(Buffer.byteLength(message)).toBeLessThan(4096);
  expect(message.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  expect(message).not.toMatch(/ at .*:\d+:\d+\)/);
}

function expectValue(values: number[] | string, { mse_vs_zero: mse, row2 }: Expectation): void {
  if (typeof values === 'string') throw new Error(values);
  if (mse !== undefined) {
    const mean = values.reduce((sum, value) => sum + value * value, 0) / values.length;
    const tolerance = values.length === 1 ? 0 : 2 * Number.EPSILON * Number(mse);
    expect(Math.abs(mean - Number(mse))).toBeLessThanOrEqual(tolerance);
  }
  if (row2 !== undefined) expect(values[1]).toBe(Number(row2));
}

describe.each(FOLDERS)('$folder', ({ folder, expectations, index }) => {
  it('is covered file by file', () => {
    const files = readdirSync(join(CORPORA, folder)).filter((f) => f !== index && f !== 'LICENSE');
    expect(expectations.map(({ file }) => file).sort()).toEqual(files.sort());
  });

  it.each(expectations)('$file: $expect', async (expectation) => {
    const found = await outcome(join(CORPORA, folder, expectation.file));
    const decision = DECISIONS[expectation.file];
    if (expectation.expect === 'error') expectCleanMessage(found);
    else if (expectation.expect === 'value' && decision === undefined) {
      expect(expectation.mse_vs_zero ?? expectation.row2).toBeDefined();
      expectValue(found, expectation);
    } else if (decision === 'error') {
      expect(expectation.expect).not.toBe('value');
      expectCleanMessage(found);
    } else expect(found).toEqual(decision);
  });
});

describe('csv-spectrum/json', () => {
  it.each(readdirSync(join(CORPORA, 'csv-spectrum/json')))('%s holds no tensor', async (file) => {
    expectCleanMessage(await outcome(join(CORPORA, 'csv-spectrum/json', file)));
  });
});
