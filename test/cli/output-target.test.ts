import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CATALOGUE } from '../../src/cli/catalogue/index.ts';
import { losscalc } from './losscalc.ts';

const TABLE = 'y,p,q\n1,0.8,0.7\n0,0.4,0.1\n1,0.1,0.5\n';
let folder: string;
let table: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'losscalc-target-'));
  table = join(folder, 'table.csv');
  writeFileSync(table, TABLE);
});
afterAll(() => rmSync(folder, { recursive: true }));

const path = (name: string): string => join(folder, name);
const INPUTS = ['--true', 'y', '--pred', 'p'];

/** A command line for each command that writes a file of what it reads from a table. */
const READING: Readonly<Record<string, (table: string) => string[]>> = {
  loss: (file) => ['mse', file, ...INPUTS],
  run: (file) => ['run', file, ...INPUTS, '-l', 'mse'],
  worst: (file) => ['worst', file, ...INPUTS, '-l', 'mse'],
  compare: (file) => ['compare', file, ...INPUTS, '--other', 'q', '-l', 'mse'],
  check: (file) => ['check', file, ...INPUTS, '--assert', 'mse < 1'],
  diff: (file) => ['diff', 'mse', file, ...INPUTS],
  custom: (file) => ['custom', 'mean((p - y)^2)', file, ...INPUTS],
  inspect: (file) => ['inspect', file],
};
const COMMANDS = Object.keys(READING);

test('every command with --output is among these, but for those that read no table', () => {
  const { commands } = CATALOGUE.find(({ name }) => name === 'output')!;
  expect(commands.filter((name) => !['plot', 'merge'].includes(name)).sort()).toEqual(
    COMMANDS.toSorted(),
  );
});

describe.each(COMMANDS)('%s', (name) => {
  const run = (...words: string[]): ReturnType<typeof losscalc> =>
    losscalc([...READING[name]!(table), ...words]);

  test('refuses an output that is read, by whatever name', async () => {
    const link = path(`${name}-link.csv`);
    symlinkSync(table, link);
    for (const file of [table, link, join(folder, '.', 'table.csv')]) {
      for (const words of [
        ['-o', file],
        ['-o', file, '-f', 'json'],
        ['-o', `json:${file}`],
      ]) {
        const { status, stdout, stderr } = await run(...words);
        expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
        // Not every command writes CSV.
        expect(stderr).toMatch(/found one that is read|expected a file that ends in/);
      }
    }
    expect((await run('-o', `json:${link}`)).stderr).toContain('found one that is read');
    expect(readFileSync(table, 'utf8')).toBe(TABLE);
  });

  test('writes in the format of the extension', async () => {
    const file = path(`${name}.json`);
    expect(await run('-o', file)).toMatchObject({ status: 0, stdout: '' });
    expect(() => JSON.parse(readFileSync(file, 'utf8')) as unknown).not.toThrow();
    const text = path(`${name}.TXT`);
    await run('-o', text);
    expect(() => JSON.parse(readFileSync(text, 'utf8')) as unknown).toThrow();
    const markdown = path(`${name}.md`);
    await run('-o', markdown);
    expect(readFileSync(markdown, 'utf8')).toMatch(/^\|/m);
  });

  test('names what it can write where a name stands for something else', async () => {
    const file = path(`${name}.pdf`);
    const { status, stderr } = await run('-o', file);
    expect(status).toBe(2);
    expect(stderr).toMatch(
      /expected a file that ends in (\.\w+, )*\.json(, \.\w+)*, found another/,
    );
    expect(existsSync(file)).toBe(false);
  });
});

test.each(['diff', 'inspect'])('%s writes no CSV, and says so', async (name) => {
  const file = path(`${name}-out.csv`);
  const { status, stderr } = await losscalc([...READING[name]!(table), '-o', file]);
  expect(status).toBe(2);
  expect(stderr).toContain('expected a file that ends in .json, .md, .txt, found another');
  expect(existsSync(file)).toBe(false);
});

test.each(['loss', 'worst', 'compare', 'diff', 'custom', 'inspect'])(
  '%s writes what -f says, and the usual where a name has no extension',
  async (name) => {
    const named = path(`${name}-named.txt`);
    await losscalc([...READING[name]!(table), '-o', named, '-f', 'json']);
    expect(() => JSON.parse(readFileSync(named, 'utf8')) as unknown).not.toThrow();
    const bare = path(`${name}-bare`);
    const { stdout } = await losscalc(READING[name]!(table));
    await losscalc([...READING[name]!(table), '-o', bare]);
    expect(readFileSync(bare, 'utf8')).toBe(stdout);
  },
);

test('each input that is a file of its own is one that is read', async () => {
  const files = ['y', 'p', 'w', 'm'].map((name) => {
    writeFileSync(path(`${name}.json`), '[1,0,1]');
    return path(`${name}.json`);
  });
  const inputs = ['--true', '--pred', '--weights', '--mask'].flatMap((option, i) => [
    option,
    files[i]!,
  ]);
  for (const file of files) {
    const { stderr } = await losscalc(['mse', ...inputs, '-o', file]);
    expect(stderr).toContain('found one that is read');
  }
  const own = ['--pred', '--positive', '--negative'].flatMap((option, i) => [option, files[i]!]);
  const { stderr } = await losscalc(['triplet-margin', ...own, '-o', files[2]!]);
  expect(stderr).toContain('found one that is read');
});

test('an output given twice is an error where there is one', async () => {
  const words = [...READING['worst']!(table), '-o', path('a.json'), '-o', path('b.json')];
  const { status, stderr } = await losscalc(words);
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: `losscalc: --output: expected once, found "${path('a.json')}" and "${path('b.json')}"\n  hint: leave one out\n`,
  });
});

test.each(['badfmt:a', 'csv:', 'badfmt:a.txt'])('%s names no format, or no file', async (given) => {
  const { status, stdout, stderr } = await losscalc([...READING['loss']!(table), '-o', given]);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(/expected a (format before the colon|file after csv:)/);
  expect(existsSync(given)).toBe(false);
});
