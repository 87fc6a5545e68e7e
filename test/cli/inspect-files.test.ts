import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { npyFile } from '../sources/npy/npy-file.ts';
import { losscalc } from './losscalc.ts';
import { wordsOf } from './shell-words.ts';

let root: string;
let folder: string;
let count = 0;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'losscalc-'));
});
beforeEach(() => {
  folder = join(root, String(count++));
});
afterAll(() => rm(root, { recursive: true }));

async function files(contents: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
  for (const [name, content] of Object.entries(contents)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
}

interface Inspected {
  readonly input: string;
  readonly files: number;
  readonly misfits: number;
  readonly rows: number;
  readonly columns: readonly Record<string, unknown>[];
  readonly findings: readonly string[];
  readonly command: string | null;
}

async function inspected(...args: string[]): Promise<Inspected> {
  const outcome = await losscalc(['inspect', ...args, '-f', 'json']);
  expect(outcome).toMatchObject({ status: 0, stderr: '' });
  const text = outcome.stdout.replaceAll(`${folder}/`, '');
  return JSON.parse(text) as Inspected;
}

const TABLE = 'y,p\n1,0.5\n0,0.25\n';

test('files that a pattern matches are inspected as one', async () => {
  await files({ 'a.csv': TABLE, 'b.csv': 'p,y\n0.75,1\n' });
  const found = await inspected(join(folder, '*.csv'));
  expect(found).toMatchObject({ input: '*.csv (2 files)', files: 2, misfits: 0, rows: 3 });
  expect(found.columns).toMatchObject([{ name: 'y' }, { name: 'p', max: 0.75, mean: 0.5 }]);
  expect(found.command).toBe("losscalc bce '*.csv' --true y --pred p");
  const pattern = `'${join(folder, '*.csv')}'`;
  const words = wordsOf(found.command!.replace("'*.csv'", pattern));
  expect(await losscalc(words.slice(1))).toMatchObject({ status: 0 });
});

test('several arguments, and a list, are files as well', async () => {
  await files({ 'a.csv': TABLE, 'b.csv': TABLE });
  const [a, b] = [join(folder, 'a.csv'), join(folder, 'b.csv')];
  const named = await inspected(a, b);
  expect(named).toMatchObject({ rows: 4, command: 'losscalc bce a.csv b.csv --true y --pred p' });
  const list = join(folder, 'list.txt');
  await writeFile(list, `${a}\n${b}\n`);
  // The list may be gone when the command runs.
  expect(await inspected('--files-from', list)).toMatchObject({ rows: 4, command: null });
});

test('the keys of folders are columns of text', async () => {
  await files({ 'region=eu/part-0.csv': TABLE, 'region=us/part-0.csv': TABLE });
  const { columns, rows } = await inspected(folder);
  expect(rows).toBe(4);
  expect(columns[2]).toMatchObject({
    name: 'region',
    type: 'folder',
    kind: 'text',
    labels: [
      { value: 'eu', count: 2 },
      { value: 'us', count: 2 },
    ],
  });
});

test('one file in a folder with a key has it, too', async () => {
  await files({ 'region=eu/part-0.csv': TABLE });
  const { columns } = await inspected(join(folder, 'region=eu/part-0.csv'));
  expect(columns.map(({ name }) => name)).toEqual(['y', 'p', 'region']);
});

test('files that do not fit the first are named and left out', async () => {
  await files({ 'a.csv': TABLE, 'b.csv': TABLE, 'c.csv': 'y,q\n1,2\n', 'd.parquet': 'text' });
  const { findings, ...found } = await inspected(folder);
  expect(found).toMatchObject({ files: 2, misfits: 2, rows: 4, command: null });
  expect(findings.slice(0, 2)).toEqual([
    'c.csv does not fit the others and was not read: it has no column "p", as a.csv has, but "y", "q"',
    'd.parquet was not read: expected Parquet, found a file too short for one',
  ]);
});

test('the one file that is left is read', async () => {
  await files({ 'a.csv': TABLE, 'b.csv': 'x\n1\n' });
  const { rows } = await inspected(folder);
  expect(rows).toBe(2);
});

test('files of true values and predictions are told to be joined', async () => {
  await files({ 'a.csv': 'id,y\n1,0\n2,1\n', 'b.csv': 'id,p\n1,0.5\n2,0.25\n' });
  const { findings } = await inspected(folder);
  expect(findings[1]).toBe(
    'as two inputs of a loss, a.csv and b.csv are put together row by row, though both have a column "id"; --on id puts together the rows that are equal in it',
  );
});

test('other formats, columns, dtypes and ways to write numbers are told', async () => {
  await files({ 'a.csv': TABLE, 'b.csv': 'y,p,q\n1,0.5,1\n', 'c.ndjson': '{"y": 1, "p": 0.5}\n' });
  const { findings, rows } = await inspected(folder);
  expect(rows).toBe(4);
  expect(findings.slice(0, 2)).toEqual([
    'the files have several formats: csv 2, ndjson 1',
    expect.stringMatching(/^b\.csv of ".*" has more columns than a\.csv; those are not shown$/),
  ]);
  await files({
    'arrays/a.npy': npyFile({ descr: '<f4', shape: [1], values: [1] }),
    'arrays/b.npy': npyFile({ descr: '<f8', shape: [1], values: [1] }),
  });
  expect((await inspected(join(folder, 'arrays'))).findings[0]).toBe(
    'arrays/b.npy: "array" is stored as float64, in arrays/a.npy as float32',
  );
});

test.each([
  [[], /^losscalc: inspect: expected a file, found nothing/],
  [['nowhere/*.csv'], /no file matches the pattern/],
])('%j is nothing to inspect', async (args, message) => {
  const { status, stderr } = await losscalc(['inspect', ...args]);
  expect(status).toBe(2);
  expect(stderr).toMatch(message);
});
