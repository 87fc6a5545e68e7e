import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { losscalc } from './losscalc.ts';

const folder = mkdtempSync(join(tmpdir(), 'losscalc-where-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const table = file(
  'long.csv',
  'y,p,quantile,horizon,day,region\n' +
    '1,2,0.1,1,2024-01-01,eu\n' +
    '1,3,0.5,1,2024-01-01,"eu, west"\n' +
    '1,4,0.50,2,2024-02-01,us\n' +
    '1,NA,0.9,3,2024-03-01,us\n',
);
const COLUMNS = ['--true', 'y', '--pred', 'p'];

async function mae(where: string, ...more: string[]): Promise<unknown> {
  const args = [
    'mae',
    table,
    ...COLUMNS,
    '--where',
    where,
    '-f',
    'json',
    '--no-per-sample',
    ...more,
  ];
  const { status, stdout, stderr } = await losscalc(args);
  if (status !== 0) return stderr.replaceAll(`${folder}/`, '');
  const { result, samples } = JSON.parse(stdout) as { result: number; samples: number };
  return [result, samples];
}

describe('rows that meet conditions', () => {
  test.each([
    ['region=eu', [1, 1]],
    ['region="eu, west"', [2, 1]],
    ['quantile=0.5', [2.5, 2]],
    ['quantile = 0.5 , horizon <= 1', [2, 1]],
    ['horizon<2', [1.5, 2]],
    ['horizon<=2', [2, 3]],
    ['horizon>1,quantile!=0.9', [3, 1]],
    ['day<2024-02-01', [1.5, 2]],
    ['day>=2024-02-01,horizon<3', [3, 1]],
    ['p<4', [1.5, 2]],
    ['region!=us', [1.5, 2]],
  ])('%s', async (where, expected) => {
    expect(await mae(where)).toEqual(expected);
  });

  test('what is missing in other rows does not matter', async () => {
    expect(await mae('horizon>=2')).toBe(
      'losscalc: long.csv, column p, row 4: expected a number for pred, found a missing value\n' +
        '  hint: --missing skip drops such rows, --missing nan lets NaN through\n',
    );
    expect(await mae('horizon>=2', '--missing', 'skip')).toEqual([3, 1]);
  });

  test('are counted, and told', async () => {
    const args = ['mae', table, ...COLUMNS, '--where', 'horizon=1'];
    const { stdout } = await losscalc(args);
    expect(stdout.split('\n').slice(1, 8)).toEqual([
      'shape 2x1 · mean over 2 samples',
      'where horizon=1 (2 rows left out)',
      '',
      '  row   true   pred   loss',
      '    1      1      2      1',
      '    2      1      3      2',
      '',
    ]);
    const json = await losscalc([...args, '-f', 'json']);
    expect(JSON.parse(json.stdout)).toMatchObject({
      samples: 2,
      where: { conditions: 'horizon=1', leftOut: 2 },
    });
    for (const command of [
      ['run', '-l', 'mae'],
      ['diff', 'mae'],
      ['check', '--assert', 'mae<9'],
    ]) {
      const [name, ...more] = command;
      const outcome = await losscalc([name!, ...more, ...args.slice(1)]);
      expect(outcome.stdout).toContain('where horizon=1 (2 rows left out)');
    }
  });

  test('keep the numbers of their rows', async () => {
    const args = ['worst', table, ...COLUMNS, '-l', 'mae', '--where', 'quantile=0.5', '-f', 'csv'];
    expect((await losscalc(args)).stdout).toBe('row,true,pred,loss\n3,1,4,3\n2,1,3,2\n');
  });

  test.each([
    ['d>=1000', '--thousands .', [5, 1]],
    ['d<=2', '--thousands .', [6, 1]],
    ['d=1500', '--thousands .', [5, 1]],
    ['d<=2', '', [5.5, 2]],
    ['d!=1.5', '', [6, 1]],
  ])('by numbers as the table writes them: %s %s', async (where, options, expected) => {
    const first = options.includes('--thousands') ? '1.500' : '1,500';
    const cells = file('comma.csv', `y;p;d\n10;15;${first}\n10;16;1,2\n`);
    const args = `mae ${cells} -t y -p p --decimal , ${options} -f json`.trim().split(/ +/);
    const { stdout } = await losscalc([...args, '--where', where]);
    const { result, samples } = JSON.parse(stdout) as { result: number; samples: number };
    expect([result, samples]).toEqual(expected);
  });

  test('but not by those that are missing', async () => {
    const cells = file('missing.csv', 'y,p,d,day\n1,2,-999,NA\n1,4,3,2024-01-01\n');
    const args = ['mae', cells, ...COLUMNS, '--missing-value=-999', '-f', 'value'];
    for (const where of ['d<5', 'day<2024-02-01', 'd=3']) {
      expect(await losscalc([...args, '--where', where])).toMatchObject({
        stdout: '3\n',
        stderr: '',
      });
    }
  });

  test('in files that are joined by a key', async () => {
    const labels = file('labels.csv', 'id,y,region\n1,1,eu\n2,1,us\n3,1,eu\n');
    const scores = file('scores.csv', 'image,p\n3,4\n2,100\n1,2\n');
    const args = ['mae', '-t', `${labels}#y`, '-p', `${scores}#p`, '--on', 'id=image', '-f', 'csv'];
    for (const where of ['region=eu', 'id!=2', 'region=eu,id<=3']) {
      const { stdout, stderr } = await losscalc([...args, '--where', where]);
      expect([stdout, stderr]).toEqual(['sample,loss\n1,1\n3,3\n', '']);
    }
  });

  test('in formats whose columns are numbers', async () => {
    const lines = file('long.ndjson', '{"y":1,"p":2,"h":1}\n{"y":1,"p":5,"h":2}\n');
    const args = ['mae', lines, ...COLUMNS, '--where', 'h>=2', '-f', 'value'];
    expect(await losscalc(args)).toEqual({ status: 0, stdout: '4\n', stderr: '' });
  });
});

describe('a mistake', () => {
  test.each([
    ['', '--where, position 1: expected a column, found the end'],
    ['region', '--where, position 7: expected one of = != < <= > >=, found the end'],
    ['horizon<x', '--where, position 9: expected a number or a date such as 2024-05-31, found "x"'],
    ['horizon=1 and p=2,', '--where, position 19: expected a column, found the end'],
    ['regio=eu', 'long.csv: no column "regio"'],
    ['region<3', '--where: expected numbers in column "region" to compare with 3, found "eu"'],
    ['region<2024-01-01', '--where: expected dates in column "region" to compare with 2024-01-01'],
    [
      'horizon>3',
      '--where horizon>3: expected rows that meet it, found none among 4\n  hint: column "horizon" holds "1", "2", "3"',
    ],
    [
      'region=EU',
      '--where region=EU: expected rows that meet it, found none among 4\n  hint: did you mean "eu"? column "region" holds "eu", "eu, west", "us"',
    ],
  ])('%s', async (where, message) => {
    expect(await mae(where)).toContain(`losscalc: ${message}`);
  });
});
