import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CORPORA, DECISIONS, FOLDERS, type Expectation } from '../support/corpora.ts';
import { losscalc, type Outcome } from './losscalc.ts';

/** The mean squared error of a file against itself: 0, or NaN where it holds an infinity; or its error. */
function ofItself(path: string): Promise<Outcome> {
  return losscalc(['mse', '--true', path, '--pred', path, '-f', 'value']);
}

function isRefused({ file, expect: outcome }: Expectation): boolean {
  return outcome === 'error' || DECISIONS[file] === 'error';
}

describe.each(FOLDERS)('$folder', ({ folder, expectations }) => {
  test.each(expectations)('$file: $expect', async (expectation) => {
    const { status, stdout, stderr } = await ofItself(join(CORPORA, folder, expectation.file));
    if (!isRefused(expectation)) {
      expect([status, stdout]).toEqual([0, stdout === 'NaN\n' ? 'NaN\n' : '0\n']);
      return;
    }
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^losscalc: /);
    expect(stderr.trimEnd().split('\n').length).toBeLessThanOrEqual(3);
    expect(Buffer.byteLength(stderr)).toBeLessThan(4096);
    expect(stderr.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  });
});

test('a file and zeros of its shape give the mean of its squares', async () => {
  const path = join(CORPORA, 'json/ok.json');
  const zeros = (JSON.parse(readFileSync(path, 'utf8')) as number[]).map(() => 0);
  const run = losscalc(['mse', '--true', '-', '--pred', path, '-f', 'value'], {
    stdin: JSON.stringify(zeros),
  });
  expect(await run).toMatchObject({ status: 0, stdout: '8.5625\n' });
});
