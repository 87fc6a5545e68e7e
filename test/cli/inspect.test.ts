import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { npyFile } from '../sources/npy/npy-file.ts';
import { losscalc } from './losscalc.ts';
import { wordsOf } from './shell-words.ts';

const TABLE = `id,region,label,score
1,eu,0,0.25
2,us,1,0.75
3,eu,1,
4,eu,0,0.5
`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'losscalc-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

interface Inspected {
  readonly format: string;
  readonly compression: string | null;
  readonly rows: number | null;
  readonly columns: readonly Record<string, unknown>[];
  readonly findings: readonly string[];
  readonly command: string | null;
}

async function inspected(args: readonly string[], stdin = ''): Promise<Inspected> {
  const { status, stdout, stderr } = await losscalc(['inspect', ...args, '-f', 'json'], { stdin });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return JSON.parse(stdout) as Inspected;
}

describe('inspect', () => {
  test('shows the columns of a table, what is odd about them and a loss', async () => {
    const { status, stdout } = await losscalc('inspect -', { stdin: TABLE });
    expect(status).toBe(0);
    expect(stdout).toBe(`standard input · csv · 4 rows · 4 columns

  column  kind      missing   min   max  mean  distinct
  id      integers        0     1     4   2.5         4
  region  text            0                           2
  label   integers        0     0     1   0.5         2
  score   numbers         1  0.25  0.75   0.5         3

Labels
  region  eu 3 (75.0 %), us 1 (25.0 %)
  label   0 2 (50.0 %), 1 2 (50.0 %)

Findings
  - "score" has missing values, 1 of 4; --missing skip drops such rows
  - "score" looks like probabilities: all numbers are in [0, 1]

A loss that fits
  losscalc bce - --true label --pred score --missing skip
`);
  });

  test('is laid out for markdown', async () => {
    const { stdout } = await losscalc('inspect - -f markdown', { stdin: 'y|,p_\n1,2\n3,5\n' });
    expect(stdout).toBe(`**standard input** · csv · 2 rows · 2 columns

| column | kind | missing | min | max | mean | distinct |
| --- | --- | ---: | ---: | ---: | ---: | ---: |
| y\\| | integers | 0 | 1 | 3 | 2 | 2 |
| p\\_ | integers | 0 | 2 | 5 | 3.5 | 2 |
`);
  });

  test('finds the same in a file as in a stream, plain or compressed', async () => {
    const { columns } = await inspected(['-'], TABLE);
    const plain = await inspected([await file('t.csv', TABLE)]);
    const packed = await inspected([await file('t.csv.gz', gzipSync(TABLE))]);
    expect(plain).toMatchObject({ columns, format: 'csv', compression: null, rows: 4 });
    expect(packed).toMatchObject({ columns, format: 'csv', compression: 'gzip', rows: 4 });
  });

  test.each([
    ['a.csv', 'label,score\n0,0.5\n1,0.25\n'],
    ['b c.csv', 'y,p0,p1\n0,-0.5,1\n1,2,3\n'],
    ["it's.csv", 'y,p\n0,0.5\n1,\n'],
    ['text.csv', 'y,p\nno,0.5\nyes,0.75\n'],
    ['records.json', '[{"y": 1.5, "p": 2}, {"y": 3, "p": 3}]'],
    ['tensors.json', '{"true": [0, 1], "pred": [[0.5, 0.5], [1, 0]]}'],
    ['lines.ndjson', '{"y": [0, 1], "p": [0.5, 0.5]}\n{"y": [1, 0], "p": [0.3, 0.7]}\n'],
  ])('suggests a command that runs on %s', async (name, content) => {
    const { command } = await inspected([await file(name, content)]);
    const { status, stderr } = await losscalc(wordsOf(command!).slice(1));
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  test.each([
    ['tensors.json', '{"y": [0, 1], "p0": [0.5, 0.1], "p1": [0.5, 0.9]}'],
    ['lengths.json', '{"y": [0, 1, 1], "p": [0.5, 0.1]}'],
  ])('suggests no command that would not run on %s', async (name, content) => {
    const { command } = await inspected([await file(name, content)]);
    expect(command).toBeNull();
  });

  test.each([
    ['columns', '{"y":{"0":1,"1":0},"p":{"0":0.5,"1":0.75},"g":{"0":"a","1":"b"}}'],
    ['split', '{"columns":["y","p","g"],"index":[0,1],"data":[[1,0.5,"a"],[0,0.75,"b"]]}'],
    ['index', '{"0":{"y":1,"p":0.5,"g":"a"},"1":{"y":0,"p":0.75,"g":"b"}}'],
    ['table', '{"schema":{},"data":[{"y":1,"p":0.5,"g":"a"},{"y":0,"p":0.75,"g":"b"}]}'],
  ])("finds the columns of a table as pandas' orient %s writes it", async (orient, content) => {
    const path = await file(`${orient}.json`, content);
    const { rows, columns, command } = await inspected([path]);
    expect(rows).toBe(2);
    expect(columns).toMatchObject([
      { name: 'y', kind: 'integers', min: 0, max: 1 },
      { name: 'p', kind: 'numbers', min: 0.5, max: 0.75 },
      { name: 'g', kind: 'text' },
    ]);
    expect(command).toBe(`losscalc bce ${path} --true y --pred p`);
  });

  test('reads a column as text where a number is followed by none', async () => {
    const rows = Array.from({ length: 30_000 }, (_, i) => `${i},${i / 4}\n`).join('');
    const path = await file('late.csv', `y,p\n${rows}1,oops\n`);
    const { columns, findings, command } = await inspected([path]);
    expect(columns[1]).toMatchObject({ kind: 'mixed', cells: 30_001, texts: 1, max: 7499.75 });
    expect(findings).toEqual([
      '"p" mixes numbers and text: 1 of 30001 cells hold text, the first "oops"',
    ]);
    expect(command).toBeNull();
  });

  test('shows shape and dtype of an array, and sums its rows', async () => {
    const array = npyFile({ descr: '<f4', shape: [2, 2], values: [0.5, 0.5, 0.25, 0.25] });
    const { rows, columns } = await inspected([await file('p.npy', array)]);
    expect(rows).toBeNull();
    expect(columns[0]).toMatchObject({
      name: 'array',
      type: 'float32',
      shape: [2, 2],
      distinct: 2,
    });
    const { findings } = await inspected([join(folder, 'p.npy'), '--pred', 'array']);
    expect(findings).toEqual([
      '"array" looks like probabilities: all numbers are in [0, 1], but 1 row does not sum to 1',
    ]);
  });

  test('reads the other tensors of a document where one cannot be read', async () => {
    const { columns } = await inspected([await file('o.json', '{"a": [1, "x"], "b": [[1, 2]]}')]);
    expect(columns).toMatchObject([
      { name: 'a', problem: 'expected a number or an array of numbers, found a string' },
      { name: 'b', shape: [1, 2] },
    ]);
  });

  test('shows the columns of Parquet with their types', async () => {
    const path = 'fixtures/corpora/parquet/arrow_snappy.parquet';
    const { format, rows, columns } = await inspected([path]);
    expect({ format, rows }).toEqual({ format: 'parquet', rows: 7 });
    expect(columns).toMatchObject([
      { name: 'p', type: 'float64', kind: 'numbers' },
      { name: 'y', type: 'int64', kind: 'integers' },
    ]);
  });

  test('takes the columns that are named, and sums the rows of several', async () => {
    const stdin = 'a,b,c\n1,0.5,0.5\n0,0.25,0.7\n';
    const { findings, command } = await inspected(['-', '--true', 'a', '--pred', 'b,c'], stdin);
    expect(findings[0]).toMatch(/but 1 row does not sum to 1$/);
    expect(command).toBe('losscalc scce - --true a --pred b,c');
  });

  test('a table without a header, or with names that repeat, has positions', async () => {
    const { columns } = await inspected(['-'], '1,2\n3,4\n');
    expect(columns.map(({ name }) => name)).toEqual(['column 1', 'column 2']);
    const repeated = await inspected(['-'], 'x,x,\n1,2,3\n4,5,6\n');
    expect(repeated.columns).toMatchObject([
      { name: 'x', min: 1 },
      { name: 'x', min: 2 },
      { name: 'column 3', min: 3 },
    ]);
  });

  test('what a terminal would obey is shown escaped, and in no command', async () => {
    const stdin = '"y\u001b[2J",__proto__,"<b>"\n1,\u001b[31m,=cmd\n2,b,=cmd\n';
    const { stdout } = await losscalc(['inspect', '-', '-t', 'y\u001b[2J', '-p', '1'], { stdin });
    expect(stdout).not.toContain('\u001b');
    expect(stdout).toContain('y\\x1b[2J');
    expect(stdout).toContain('__proto__');
    expect(stdout).not.toContain('A loss that fits');
  });

  test('a cell as long as a megabyte is cut where people read', async () => {
    const stdin = `x\n${`${'a'.repeat(2 ** 20)}\n`.repeat(2)}`;
    const { status, stdout } = await losscalc('inspect -', { stdin });
    expect(status).toBe(0);
    expect(stdout.length).toBeLessThan(1000);
  });

  test.each([
    ['x,y\n1\n', /standard input:2: expected 2 cells as in the first row, found 1/],
    ['', /standard input: no rows: the file is empty/],
    ['a,b\n', /standard input: no rows after the header/],
  ])('%j is no table to inspect', async (stdin, message) => {
    const { status, stderr } = await losscalc('inspect -', { stdin });
    expect(status).toBe(2);
    expect(stderr).toMatch(message);
  });

  test('a column that is not there is an error that lists those that are', async () => {
    const { status, stderr } = await losscalc('inspect - --pred z', { stdin: TABLE });
    expect(status).toBe(2);
    expect(stderr).toContain('no column "z"');
    expect(stderr).toContain('"id", "region", "label", "score"');
  });
});
