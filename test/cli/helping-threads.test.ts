import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { requireBuild } from '../support/build.ts';
import { withHeader } from '../sources/npy/npy-file.ts';
import type { Outcome } from './losscalc.ts';

beforeAll(requireBuild);

/** So many doubles in each of two files are worth other threads, where there is much to compute. */
const ROWS = 4_300_000;
const LOSSES = '-l bce -l binary-focal -l log-cosh -l msle -l pseudo-huber -l rmse -l wmape -f csv';
/** Rows that are worth them where each is compared with all others. */
const PAIRED = 6000;
const PROGRAM = resolve('bin/losscalc.js');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'losscalc-'));
  const truth = Float64Array.from({ length: ROWS }, (_, i) => Number(i % 7 === 0));
  const pred = Float64Array.from({ length: ROWS }, (_, i) => ((i * 7919) % 100_003) / 100_003);
  save('y.npy', truth);
  save('p.npy', pred);
  save('missing.npy', pred.with(4_000_000, NaN).with(70_000, NaN));
  save(
    'labels.npy',
    truth.subarray(0, PAIRED).map((_, i) => i % 200),
  );
  // Inner products from 0 to 1.
  const embeddings = pred.subarray(0, PAIRED * 16).map((x) => x / 4);
  save('embeddings.npy', embeddings, [PAIRED, 16]);
  save('outside.npy', pred.with(3_999_999, 1.5).with(2_000_000, -0.25));
});
afterAll(() => rmSync(folder, { recursive: true }));

function save(name: string, values: Float64Array, shape = [values.length]): void {
  const header = `{'descr': '<f8', 'fortran_order': False, 'shape': (${shape.join(', ')},), }`;
  const { buffer, byteOffset, byteLength } = values;
  writeFileSync(
    join(folder, name),
    withHeader(header, Buffer.from(buffer, byteOffset, byteLength)),
  );
}

/** Runs the installed program in the folder. */
function losscalc(args: string, env: Readonly<Record<string, string>> = {}): Outcome {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args.split(' ')], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
    env: { ...process.env, ...env },
  });
  return { status: status ?? NaN, stdout, stderr };
}

/** What threads leave behind, which must be what one does. */
function withThreads(args: string): Outcome {
  const outcome = losscalc(`${args} --threads 3`);
  expect(outcome).toEqual(losscalc(`${args} --threads 1`));
  return outcome;
}

test('several threads compute what one does, to the bit', () => {
  const outcome = withThreads(`run --true y.npy --pred p.npy ${LOSSES}`);
  expect(outcome).toMatchObject({ status: 0, stderr: '' });
  expect(outcome.stdout.split('\n')).toHaveLength(9);
});

test.each([
  ['an error is told of the first row that has it', `--pred missing.npy ${LOSSES}`],
  ['a doubt is told with its first row', `--pred outside.npy ${LOSSES}`],
])('%s', (_, args) => {
  const { stdout, stderr } = withThreads(`run --true y.npy ${args}`);
  expect({ stdout, stderr }).toMatchSnapshot();
});

test('one thread alone writes', () => {
  const args = `run --true y.npy --pred p.npy ${LOSSES}`;
  const { stdout } = losscalc(args);
  const outcome = losscalc(`${args} -o result.csv --threads 3`);
  expect(outcome).toEqual({ status: 0, stdout: '', stderr: '' });
  expect(readFileSync(join(folder, 'result.csv'), 'utf8')).toBe(stdout);
});

test('rows of all threads are counted', () => {
  const { stderr } = losscalc(`run --true y.npy --pred p.npy ${LOSSES} --verbose --threads 2`);
  expect(stderr).toMatch(/^losscalc: read 69 MB and 4,300,000 rows in /);
});

test('a file that is replaced before another thread opens it is not read together with the other', () => {
  const args = 'run --true y.npy -l mse -l rmse -l bce -l huber -l wmape -f csv --threads 2 --pred';
  const [before, after] = ['p.npy', 'y.npy'].map((pred) => losscalc(`${args} ${pred}`).stdout);
  copyFileSync(join(folder, 'p.npy'), join(folder, 'replaced.npy'));
  copyFileSync(join(folder, 'y.npy'), join(folder, 'new.npy'));
  const replace = `require('node:fs').renameSync('new.npy', 'replaced.npy')`;
  writeFileSync(
    join(folder, 'replace.cjs'),
    `if (!require('node:worker_threads').isMainThread) ${replace};\n`,
  );
  const { stdout } = losscalc(`${args} replaced.npy`, { NODE_OPTIONS: '--require ./replace.cjs' });
  expect(after).not.toBe(before);
  expect(stdout).toBe(after);
});

describe('a loss of pairs', () => {
  const PAIRS = '--true labels.npy --pred embeddings.npy';

  test.each([
    'ntxent --gradient -f json',
    'ntxent --dtype float32 -f value',
    'circle --gradient -f json',
    'run -l ntxent -l circle -l circle:compat=exact -f csv',
  ])('is the same from several threads, to the bit: %s', (command) => {
    const outcome = withThreads(`${command} ${PAIRS}`);
    expect(outcome).toMatchObject({ status: 0, stderr: '' });
    expect(losscalc(`${command} ${PAIRS} --threads 2`)).toEqual(outcome);
  });

  test.each([
    ['help', ''],
    ['fail at once', 'process.exit(1);'],
    ['fail when a part is computed', 'Math.log1p = () => { throw new Error(); };'],
  ])('is computed where threads %s', (_, failure) => {
    writeFileSync(
      join(folder, 'thread.cjs'),
      `const { isMainThread } = require('node:worker_threads');
      if (!isMainThread) { require('node:fs').appendFileSync('started', 'x'); ${failure} }`,
    );
    rmSync(join(folder, 'started'), { force: true });
    const args = `ntxent ${PAIRS} --gradient -f json`;
    const env = { NODE_OPTIONS: '--require ./thread.cjs' };
    expect(losscalc(`${args} --threads 3`, env)).toEqual(losscalc(`${args} --threads 1`));
    expect(readFileSync(join(folder, 'started'), 'utf8')).toBe('xx');
  });
});
