import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { requireBuild } from '../support/build.ts';
import { withHeader } from '../sources/npy/npy-file.ts';
import type { Outcome } from './losscalc.ts';

beforeAll(requireBuild);

/** So many doubles in each of two files are worth other threads, where there is much to compute. */
const ROWS = 4_300_000;
const LOSSES = '-l bce -l binary-focal -l log-cosh -l msle -l pseudo-huber -l rmse -l wmape -f csv';
const PROGRAM = resolve('bin/losscalc.js');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'losscalc-'));
  const truth = Float64Array.from({ length: ROWS }, (_, i) => Number(i % 7 === 0));
  const pred = Float64Array.from({ length: ROWS }, (_, i) => ((i * 7919) % 100_003) / 100_003);
  save('y.npy', truth);
  save('p.npy', pred);
  save('missing.npy', pred.with(4_000_000, NaN).with(70_000, NaN));
  save('outside.npy', pred.with(3_999_999, 1.5).with(2_000_000, -0.25));
});
afterAll(() => rmSync(folder, { recursive: true }));

function save(name: string, values: Float64Array): void {
  const header = `{'descr': '<f8', 'fortran_order': False, 'shape': (${values.length},), }`;
  writeFileSync(join(folder, name), withHeader(header, Buffer.from(values.buffer)));
}

/** Runs the installed program in the folder. */
function losscalc(args: string, env: Readonly<Record<string, string>> = {}): Outcome {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args.split(' ')], {
    cwd: folder,
    encoding: 'utf8',
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
