import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { losscalc } from './losscalc.ts';

// Right values are those of scikit-learn 1.9.1: zero_one_loss and hamming_loss of the same labels, and of argmax(axis=1).

const folder = mkdtempSync(join(tmpdir(), 'losscalc-labels-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const rows = [
  ['cat', 'cat', 'x'],
  ['dog', 'cat', 'y'],
  ['1', '1.0', 'x'],
  ['bird', 'Bird', 'y'],
  ['Cat', 'lynx', 'x'],
] as const;
const lines = rows.map((row) => row.join(',')).join('\n');
const table = file('labels.csv', `y,p,g\n${lines}\n`);
const scores = file('scores.csv', 'y,a,b,c\na,3,-0.7,1\nb,0.2,0.8,-5\nc,1,3,3\n');

const value = async (args: string, stdin = ''): Promise<number> => {
  const { status, stdout, stderr } = await losscalc(`${args} -f value`, { stdin });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return Number(stdout);
};

describe('predicted labels that are text', () => {
  const objects = rows.map(([y, p, g]) => ({ y: y === '1' ? 1 : y, p, g }));
  test.each([
    ['csv', `y,p,g\n${lines}\n`],
    ['csv', `p,y\n${rows.map(([y, p]) => `"${p}",${y}`).join('\n')}\n`],
    ['tsv', `y\tp\n${rows.map(([y, p]) => `${y}\t${p}`).join('\n')}\n`],
    ['ndjson', objects.map((row) => JSON.stringify(row)).join('\n')],
    ['json', JSON.stringify(objects)],
  ])('in %s', async (format, text) => {
    const args = `- --true y --pred p --input-format ${format}`;
    const told = { status: 0, stdout: '0.6\n' };
    for (const loss of ['zero-one', 'hamming']) {
      expect(await losscalc(`${loss} ${args} -f value`, { stdin: text })).toMatchObject(told);
    }
  });

  test('in Parquet, in whatever encoding, and beside another format', async () => {
    const parquet = 'fixtures/corpora/parquet/labels_1.parquet';
    expect(await value(`zero-one ${parquet} --true plain --pred dictionary`)).toBe(0);
    expect(await value(`zero-one ${parquet} --true delta --pred delta_length`)).toBe(0);
    const cats = file('cats.csv', `p\n${'cat\n'.repeat(100)}`);
    expect(await value(`hamming --true ${parquet}#delta --pred ${cats}`)).toBe(0.6);
  });

  test('is shown as it is, with what differs by case only', async () => {
    const { stdout, stderr } = await losscalc(`zero-one ${table} --true y --pred p --by g`);
    expect(stdout).toContain('2    dog    cat      1\n    3      1      1      0\n');
    expect(stdout).toContain('x        3 !  0.333333\n  y        2 !         1\n');
    expect(stderr).toBe(
      `losscalc: warning: ${table}, column p: "Bird" differs from the true label "bird" by case only, and is another label; write both alike\n`,
    );
    const worst = `worst ${table} -l zero-one --true y --pred p --show g -n 1 --quiet`;
    expect((await losscalc(`${worst} -f csv`)).stdout).toBe(
      'row,g,true,pred,loss\n2,y,dog,cat,1\n',
    );
    expect((await losscalc(`${worst} -f json`)).stdout).toContain('"true": "dog", "pred": "cat"');
  });

  test('are the same booleans, whatever program wrote them', async () => {
    const stdin = 'y,p\ntrue,True\nfalse,TRUE\ntrue,true\nfalse,False\n';
    expect(await losscalc('zero-one - --true y --pred p -f value', { stdin })).toEqual({
      status: 0,
      stdout: '0.25\n',
      stderr: '',
    });
    const scores = 'y,False,True\ntrue,0.25,0.75\nfalse,0.5,0.75\n';
    const ofScores = await losscalc('zero-one - --true y --pred False,True -f value', {
      stdin: scores,
    });
    expect(ofScores).toEqual({ status: 0, stdout: '0.5\n', stderr: '' });
  });

  test('in comparisons, checks and baselines', async () => {
    const inputs = `${table} --true y --quiet`;
    const compared = await losscalc(`compare ${inputs} -l zero-one --pred p --pred y -f json`);
    expect(JSON.parse(compared.stdout)).toMatchObject({ difference: -0.6 });
    const checked = await losscalc(`check ${inputs} --pred p --assert zero-one<=0.5`);
    expect(checked.status).toBe(1);
    const base = join(folder, 'base.json');
    const args = `--true y --pred p --quiet`;
    await losscalc(`baseline write ${base} ${table} ${args} -l zero-one`);
    const same = await losscalc(`check ${table} ${args} --baseline ${base}`);
    expect(same.status).toBe(0);
    const renamed = file('renamed.csv', `y,p,g\n${lines.replaceAll('dog', 'fox')}\n`);
    const other = await losscalc(`check ${renamed} ${args} --baseline ${base}`);
    expect(other.status).not.toBe(0);
  });

  test('of several labels in a row', async () => {
    const text = 'a,b,c,d\nx,y,x,z\nx,y,x,y\n';
    expect(await value('hamming - --true a,b --pred c,d', text)).toBe(0.25);
    expect(await value('zero-one - --true a,b --pred c,d', text)).toBe(0.5);
  });

  test('of a set of classes, beyond which none is let through', async () => {
    const { status, stderr } = await losscalc(
      `zero-one ${table} --true y --pred p --labels cat,dog,1,bird,Cat`,
    );
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: `losscalc: ${table}:5, column "p": expected one of the classes "cat", "dog", "1", "bird", "Cat", found "Bird"\n  hint: did you mean "bird"?\n`,
    });
  });

  test('of a set of numbers', async () => {
    const stdin = 'y,p\n1,2\n2,3\n';
    const { stderr } = await losscalc('zero-one - --true y --pred p --labels 1,2', { stdin });
    expect(stderr).toBe(
      'losscalc: standard input, column p, row 2: expected one of the classes of --labels, "1", "2", found 3\n  hint: --labels names all classes; without it each label is one\n',
    );
  });

  test.each([
    ['y,p\ncat,0\ndog,1\n', 'expected labels that are text, such as "cat" of'],
    ['y,p\ncat,0.5\n', 'expects a label (a whole number), found 0.5\n  hint: --threshold 0.5'],
    ['y,p\n-9000000,cat\n', 'expected numbers above -8388608 beside labels that are text'],
  ])('refuses %j', async (stdin, message) => {
    const { status, stderr } = await losscalc('zero-one - --true y --pred p', { stdin });
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });

  test('refuses a first row that is taken for a header and is none', async () => {
    const stdin = 'cat,cat\ndog,cat\ncat,dog\n';
    const { status, stderr } = await losscalc('zero-one - --true 1 --pred 2', { stdin });
    expect(status).toBe(2);
    expect(stderr).toContain('expected names or labels in the first row, found "cat"');
    expect(await value('zero-one - --true 1 --pred 2 --no-header', stdin)).toBe(2 / 3);
  });

  test('of samples that belong together, which are compared with each other', async () => {
    const text = 'y,a,b\nx,1,0.5\nz,0.2,1\nx,0.9,0.1\nz,0,0.8\n';
    const numbers = text.replaceAll('x,', '0,').replaceAll('z,', '1,');
    const args = 'circle - --true y --pred a,b';
    expect(await value(args, text)).toBe(await value(args, numbers));
  });

  test('is none of a loss of numbers in the same run', async () => {
    const args = '-l zero-one -l mse --true y --pred p';
    const { status, stderr } = await losscalc(`run ${table} ${args}`);
    expect(status).toBe(2);
    expect(stderr).toContain('expected a number, found "cat"');
  });
});

describe('classes decided from scores', () => {
  test('by argmax, of equal ones the first', async () => {
    const { stdout, stderr } = await losscalc(`zero-one ${scores} --true y --pred a,b,c`);
    expect(stdout).toBe(`\
Zero-one loss · sklearn (sklearn.metrics.zero_one_loss) · float64
shape 3x1 · weighted mean, divided by 3
classes decided by argmax of 3 columns

  row   true   pred   loss
    1      a      a      0
    2      b      b      0
    3      c      b      1

  weighted mean  0.3333333333333333
`);
    expect(stderr).toBe(
      `losscalc: warning: ${scores}, columns a,b,c: 1 row has the largest score more than once (row 3); the first of them decides, as in numpy\n`,
    );
  });

  test('with labels that are numbers, by the names of columns or their places', async () => {
    const named = 'y,p1,p2\n1,3,-0.7\n2,0.2,0.1\n';
    const { stdout } = await losscalc('zero-one - --true y --pred p1,p2 -f json', {
      stdin: named,
    });
    expect(JSON.parse(stdout)).toMatchObject({
      result: 0.5,
      classes: { by: 'names', columns: ['p1', 'p2'] },
      decided: { by: 'argmax', of: 2 },
    });
    const placed = 'y,no,yes\n1,3,-0.7\n0,0.2,0.1\n';
    expect(await value('hamming - --true y --pred no,yes', placed)).toBe(0.5);
    expect(await value('hamming - --true y --pred no,yes --labels 0,1', placed)).toBe(0.5);
    expect(await value('hamming - --true y --pred no,yes --labels 1,0', placed)).toBe(0.5);
  });

  test('beside a loss of the scores themselves, and of JSON', async () => {
    const probabilities = 'y,p1,p2\n1,0.3,0.7\n2,0.2,0.8\n';
    const { stdout } = await losscalc(
      'run - -l zero-one -l log-loss --true y --pred p1,p2 -f json',
      {
        stdin: probabilities,
      },
    );
    expect(JSON.parse(stdout)).toMatchObject({ losses: [{ result: 0.5 }, {}] });
    const json = '{"y":[0,1,1],"p":[[0.2,0.8],[0.3,0.7],[0.6,0.4]]}';
    expect(await value('zero-one - --true y --pred p --input-format json', json)).toBe(2 / 3);
    expect((await losscalc('zero-one - --true y --pred p -f json', { stdin: json })).status).toBe(
      0,
    );
  });

  test.each([
    ['y,a,b\nd,1,2\n', '--pred a,b', 'row 1: expected one of the 2 classes that the columns'],
    ['y,a,b\na,1,2\n', '--pred a,b --labels b,a', 'expected the order of the columns, "a", "b"'],
    ['y,a,b\na,1,2\n', '--pred a,b --labels a,b,c', 'expected 2 names, as pred has 2 columns'],
    [
      'y,1,b\n1,1,2\nb,1,2\na,2,1\n',
      '--header --pred 1,b',
      'indices or names of classes, found both',
    ],
    ['y,a,b\na,x,y\n', '--pred a,b', 'expected a score for each class, found "x" in one of 2'],
    ['y,a,b\n1,1,2\n', '--pred a,b --threshold 1', 'hint: leave --threshold out'],
  ])('refuses %j', async (stdin, args, message) => {
    const { status, stderr } = await losscalc(`zero-one - --true y ${args}`, { stdin });
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });

  test('by a threshold, above which a score is 1', async () => {
    const numbers = 'y,p\n1,0.3\n0,0.5\n1,0.7\n';
    const args = '- --true y --pred p --threshold 0.5';
    expect(await value(`zero-one ${args}`, numbers)).toBe(1 / 3);
    const { stdout } = await losscalc(`hamming ${args}`, { stdin: numbers });
    expect(stdout).toContain('divided by 3 · threshold 0.5\n');
    const spam = 'y,p\nspam,0.3\nham,0.5\nspam,0.7\n';
    expect(await value(`zero-one ${args} --positive spam`, spam)).toBe(1 / 3);
    const several = 'a,b,p,q\n1,0,0.9,0.6\n0,0,0.1,0.2\n';
    expect(await value('hamming - --true a,b --pred p,q --threshold 0.5', several)).toBe(0.25);
    const missing = 'y,p\n1,0.3\n0,NA\n';
    expect(await losscalc(`zero-one ${args} --missing nan -f value`, { stdin: missing })).toEqual({
      status: 0,
      stdout: 'NaN\n',
      stderr: '',
    });
  });
});
