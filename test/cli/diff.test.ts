import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LOSSES } from '../../src/losses/index.ts';
import { formatsOf, losscalc } from './losscalc.ts';

/** A certain prediction that is wrong, in row 3, and weights that add up to 3.45. */
const TABLE = 'y,p,w\n1,0.9,1\n0,0.2,0.5\n1,0,0.25\n0,0.6,1\n1,0.7,0.7\n';
const COLUMNS = '- --true y --pred p';

interface Row {
  readonly compat: string;
  readonly result: number | string | null;
  readonly difference: number | null;
  readonly relativeDifference: number | null;
  readonly rowsDiffering: number | null;
  readonly clipped: number | null;
  readonly denominator: number | null;
  readonly reasons: readonly string[];
  readonly refusal: string | null;
}

async function diffJson(args: string, stdin = TABLE): Promise<Record<string, Row>> {
  const { status, stdout } = await losscalc(`diff ${args} -f json`, { stdin });
  expect(status).toBe(0);
  const rows = JSON.parse(stdout) as readonly Row[];
  return Object.fromEntries(rows.map((row) => [row.compat, row]));
}

test.each(formatsOf('diff'))('diff as %s', async (format) => {
  const { status, stdout, stderr } = await losscalc(`diff bce ${COLUMNS} -f ${format}`, {
    stdin: TABLE,
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  await expect(stdout).toMatchFileSnapshot(`expected/diff-bce.${format}.txt`);
});

test('values, differences and counts', async () => {
  const rows = await diffJson(`bce ${COLUMNS}`);
  const value = (log: (x: number, y: number) => number): number =>
    -(log(0.9, 1) + log(0.8, 0) + log(0, 1) + log(0.4, 0) + log(0.7, 1)) / 5;
  const adding = value((x) => Math.log(Math.max(x, 1e-7) + 1e-7));
  const bounded = value((x) => Math.max(Math.log(x), -100));
  expect(rows['tf-keras']!.result).toBeCloseTo(adding, 14);
  expect(rows['torch']!.result).toBeCloseTo(bounded, 14);
  expect(rows['torch']!.difference).toBeCloseTo(bounded - adding, 14);
  expect(rows['torch']!.relativeDifference).toBeCloseTo((bounded - adding) / adding, 14);
  expect(rows['torch']).toMatchObject({ rowsDiffering: 5, clipped: 1, denominator: 5 });
  expect(rows['exact']).toMatchObject({ result: 'Infinity', clipped: 0 });
});

test('weights and their denominators', async () => {
  const { sklearn } = await diffJson(`mse ${COLUMNS} --weights w`);
  expect(sklearn).toMatchObject({
    rowsDiffering: 0,
    denominator: 3.45,
    reasons: ['weighted mean, divided by 3.45, instead of mean over 5 samples'],
  });
});

test('sums over elements', async () => {
  const rows = await diffJson('mse - --true y,w --pred p,y --reduction sum');
  expect(rows['torch']).toMatchObject({
    result: 3.4025,
    reasons: ['sum over 10 elements, instead of sum over 5 samples'],
  });
  expect(rows['sklearn']).toMatchObject({ result: 1.70125, difference: 0, reasons: ['same'] });
});

test('a mean over elements is that over samples', async () => {
  const { torch } = await diffJson('mse - --true y,w --pred p,y');
  expect(torch).toMatchObject({ denominator: 10, difference: 0, reasons: ['same'] });
});

test('from logits the frameworks agree', async () => {
  const rows = await diffJson(`bce ${COLUMNS} --from-logits`);
  for (const row of Object.values(rows).slice(1))
    expect(row.reasons).toEqual([expect.stringMatching(/^same\b/)]);
});

test('--dtype applies to all', async () => {
  const rows = await diffJson(`bce ${COLUMNS} --dtype float32`);
  expect(rows['tf-keras']!.result).toBe(3.4052837);
  expect(rows['keras']!.result).toBe(3.543913);
});

describe('a convention that does not compute it is listed with the reason', () => {
  test('a parameter it has not', async () => {
    const rows = await diffJson(`bce ${COLUMNS} --label-smoothing 0.1`);
    expect(rows['torch']).toMatchObject({
      result: null,
      reasons: [],
      refusal: '--label-smoothing: torch has no such parameter of binary-crossentropy',
    });
  });

  test('values it refuses', async () => {
    const rows = await diffJson(`bce ${COLUMNS}`, 'y,p\n1,0.5\n1,1.5\n');
    expect(rows['torch']!.refusal).toMatch(/row 2: torch expects .* found 1\.5$/);
    expect(rows['keras']!.refusal).toBeNull();
  });
});

test('what is doubtful is told on standard error', async () => {
  const { stderr } = await losscalc(`diff bce ${COLUMNS}`, { stdin: 'y,p\n1,0.5\n1,1.5\n' });
  expect(stderr).toMatch(/^losscalc: warning: .*row 2: 1\.5.*keras clips them/m);
});

test('--precision rounds the results', async () => {
  const { keras } = await diffJson(`bce ${COLUMNS} --precision 3`);
  expect(keras!.result).toBe(3.54);
});

test('headings are bold on a terminal, and lines no wider', async () => {
  const { stdout } = await losscalc(`diff bce ${COLUMNS}`, { stdin: TABLE, columns: 60 });
  expect(stdout).toMatch(/^\u001b\[1mBinary cross-entropy\u001b\[22m/);
  const lines = stdout.replaceAll(/\u001b\[\d+m/g, '').split('\n');
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(60);
});

describe('-o', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'losscalc-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('writes the whole to a file', async () => {
    const table = join(folder, 'table.csv');
    const file = join(folder, 'diff.md');
    await writeFile(table, TABLE);
    const args = ['diff', 'bce', table, '--true', 'y', '--pred', 'p', '-f', 'markdown'];
    const shown = await losscalc(args);
    expect(await losscalc([...args, '-o', file])).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(await readFile(file, 'utf8')).toBe(shown.stdout);
  });
});

test.each([
  ['diff', 'diff expects a loss, found nothing'],
  ['diff --true y bce', 'diff expects a loss first, found "--true"'],
  ['diff hubr -', 'unknown loss "hubr"'],
  [`diff huber ${COLUMNS} --delta -1`, '--delta: expected a number above 0, found "-1"'],
  [`diff bce ${COLUMNS} --delta 1`, 'has no option "--delta"'],
  ['diff bce', '--true, --pred: expected an input, found nothing'],
  ['diff mse - --true y,w --pred p', 'shapes differ: true is 5x2, pred is 5'],
])('%s is a mistake', async (args, message) => {
  const { status, stdout, stderr } = await losscalc(args, { stdin: TABLE });
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain(message);
});

test('diff --help', async () => {
  const { stdout } = await losscalc('diff --help');
  await expect(stdout).toMatchFileSnapshot('expected/diff-help.txt');
  expect((await losscalc('help diff')).stdout).toBe(stdout);
  for (const [, example] of stdout.matchAll(/^ {2}losscalc (diff .*)$/gm)) {
    expect(await losscalc(example!)).toMatchObject({ status: 0 });
  }
});

test.each(LOSSES.map(({ name }) => name))('the help of diff %s fits 80 columns', async (name) => {
  const { stdout } = await losscalc(`diff ${name} --help`);
  expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
});

describe('the numbers of a convention are those that it has alone', () => {
  const rank2 = 'a,b,p,q\n1,0,0.9,0.2\n0,1,0.3,0.6\n1,1,0.8,0.7\n';
  const columns = '- --true a,b --pred p,q';

  test.each(['mse', 'dice', 'tversky', 'jaccard', 'cosine', 'cce', 'bce', 'hinge'])(
    '%s',
    async (name) => {
      const { stdout } = await losscalc(`diff ${name} ${columns} -f json`, { stdin: rank2 });
      for (const { compat, result, refusal } of JSON.parse(stdout) as readonly Row[]) {
        if (refusal !== null) continue;
        const alone = await losscalc(`${name} ${columns} --compat ${compat} -f json`, {
          stdin: rank2,
        });
        expect([compat, (JSON.parse(alone.stdout) as Row).result]).toEqual([compat, result]);
      }
    },
  );
});

test('an axis that is not the same for all conventions', async () => {
  const tensor = '[[[1,0],[0,1]],[[0,1],[1,0]]]';
  const stdin = `{"y": ${tensor}, "p": ${tensor}}`;
  const args = 'diff cce - --true y --pred p --from-logits --input-format json';
  const { status, stderr } = await losscalc(args, { stdin });
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr:
      'losscalc: standard input, key p: expected losses over the same axis of a tensor of rank 3, found ' +
      'categorical-crossentropy of tf-keras over axis -1, categorical-crossentropy of torch over axis 1\n' +
      '  hint: name one for all: --axis -1\n',
  });
  expect((await losscalc(`${args} --axis -1`, { stdin })).status).toBe(0);
});
