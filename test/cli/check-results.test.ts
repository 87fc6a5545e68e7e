import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { losscalc } from './losscalc.ts';

const folder = mkdtempSync(join(tmpdir(), 'losscalc-results-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const WHOLE = {
  loss: 'bce',
  convention: 'tf-keras',
  reduction: 'mean',
  part: 'whole',
  by_1: null,
  segment_1: null,
  result: 0.4,
  problem: null,
  samples: 100,
  missing: 0,
  clipped: 3,
  outside: 0,
  denominator: 100,
  sum_1: 40,
};

type Row = Readonly<Record<string, string | number | null>>;

function segment(value: string | null, result: number | null, more: Row = {}): Row {
  return {
    ...WHOLE,
    part: 'segment',
    by_1: 'region',
    segment_1: value,
    result,
    samples: 50,
    ...more,
  };
}

const ROWS: readonly Row[] = [WHOLE, segment('eu', 0.3), segment('us', 0.5)];

let files = 0;

function written(text: string): string {
  const path = join(folder, `results-${files++}`);
  writeFileSync(path, text);
  return path;
}

async function check(
  rows: readonly Row[] | string,
  ...words: readonly string[]
): Promise<{ status: number; stdout: string; stderr: string }> {
  const path = written(typeof rows === 'string' ? rows : JSON.stringify(rows));
  const { status, stdout, stderr } = await losscalc(['check', '--results', path, ...words]);
  const named = (text: string): string => text.replaceAll(path, 'results');
  return { status, stdout: named(stdout), stderr: named(stderr) };
}

const NULLS: Readonly<Record<string, string>> = {
  psql: '',
  DuckDB: 'NULL',
  ClickHouse: String.raw`\N`,
};

function csvOf(rows: readonly Row[], missing: string): string {
  const names = Object.keys(WHOLE);
  const cells = rows.map((row) => names.map((name) => String(row[name] ?? missing)));
  return [names, ...cells].map((line) => `${line.join(',')}\n`).join('');
}

describe('check --results', () => {
  it('holds what an engine returned to bounds, whole and by segments', async () => {
    const words = ['--assert', 'bce <= 0.4', '--assert', 'bce[region=*] <= 0.4'];
    expect(await check(ROWS, ...words)).toEqual({
      status: 1,
      stderr: 'losscalc: 1 of 3 checks failed\n',
      stdout: `results · 100 samples · tf-keras · float64
1 of 3 checks failed

        check           result   bound  difference  samples
  PASS  bce                0.4  <= 0.4           0      100
  PASS  bce[region=eu]     0.3  <= 0.4        -0.1       50
  FAIL  bce[region=us]     0.5  <= 0.4        +0.1       50

  FAIL  bce[region=us] <= 0.4: 0.5 is above 0.4 by 0.1

  3 values clipped by binary-crossentropy
`,
    });
  });

  it('reads what engines write: lines of JSON, numbers as texts, names in capitals, CSV with NULL', async () => {
    const words = ['--assert', 'bce[region=*] <= 0.4', '-f', 'json'];
    const expected = await check(ROWS, ...words);
    const lines = ROWS.map((row) => `${JSON.stringify(row)}\n`).join('');
    const texts = ROWS.map((row) =>
      Object.fromEntries(
        Object.entries(row).flatMap(([name, cell]) =>
          cell === null ? [] : [[name.toUpperCase(), String(cell)]],
        ),
      ),
    );
    const csvs = Object.values(NULLS).map((missing) => csvOf(ROWS, missing));
    for (const other of [lines, JSON.stringify(texts), ...csvs]) {
      expect(await check(other, ...words)).toEqual(expected);
    }
  });

  it('never passes what is not a number, in whatever words', async () => {
    for (const nan of ['NaN', 'null', '"NaN"', 'nan']) {
      const text = JSON.stringify([WHOLE]).replace('"result":0.4', `"result":${nan}`);
      const { status, stdout } = await check(text, '--assert', 'bce <= 0.4');
      expect(status, nan).toBe(1);
      expect(stdout).toContain('the result is NaN, and an undefined result never passes');
    }
    const infinite = JSON.stringify([WHOLE]).replace('"result":0.4', '"result":-Infinity');
    expect((await check(infinite, '--assert', 'bce >= 0')).status).toBe(1);
  });

  it('passes no segments of which some are missing', async () => {
    const { status, stderr } = await check(ROWS.slice(0, 2), '--assert', 'bce[region=*] <= 0.4');
    expect(status).toBe(2);
    expect(stderr).toBe(
      `losscalc: results: expected segments by "region" with the 100 samples of bce together, found 50 in 1 segment
  hint: results are those of one query, with all its rows: some clients show the first hundred alone
`,
    );
  });

  it('passes no result beside a problem', async () => {
    const { status, stderr } = await check(
      [{ ...WHOLE, problem: 'not a number' }],
      '--assert',
      'bce <= 0.4',
    );
    expect(status).toBe(2);
    expect(stderr).toContain(
      'column result: expected none, as there is a problem, "not a number", found 0.4',
    );
  });

  it('passes no result of which there are two', async () => {
    const csv = csvOf([WHOLE], 'NULL').replace('sum_1', 'Result');
    const json = [{ ...WHOLE, RESULT: 0.1 }];
    for (const rows of [csv, json]) {
      const { status, stderr } = await check(rows, '--assert', 'bce <= 0.4');
      expect(status).toBe(2);
      expect(stderr).toContain('expected each column once, found "result" twice');
    }
  });

  it('takes the convention that the results have, and no other', async () => {
    const torch = ROWS.map((row) => ({ ...row, convention: 'torch' }));
    const own = await check(torch, '--assert', 'bce <= 0.4');
    expect(own.status).toBe(0);
    expect(own.stdout).toContain('· torch ·');
    expect((await check(torch, '--compat', 'keras', '--assert', 'bce <= 0.4')).stderr).toBe(
      `losscalc: results: expected results of "bce", found those of bce (torch)
  hint: name the loss as the query does, or have losscalc sql compute this one
`,
    );
    const both = [...ROWS, ...torch];
    const { stderr } = await check(both, '--assert', 'bce <= 0.4');
    expect(stderr).toContain('in one way, found bce (tf-keras), bce (torch)');
    const said = await check(both, '--assert', 'bce:compat=torch <= 0.4');
    expect(said.status).toBe(0);
  });

  it('finds a loss by its settings, however these are written', async () => {
    const huber = [{ ...WHOLE, loss: 'huber:delta=2' }];
    expect((await check(huber, '--assert', 'Huber:delta=2.0 <= 1')).status).toBe(0);
    expect((await check(huber, '--assert', 'huber <= 1')).status).toBe(2);
  });

  it('takes columns of segments in any order, and NULL for the empty text', async () => {
    const by = { by_2: 'device', segment_2: 'ios' };
    const rows = [WHOLE, segment('eu', 0.3, by), segment(null, 0.2, { ...by, segment_2: null })];
    const one = await check(rows, '--assert', 'bce[device=ios,region=eu] <= 0.3');
    expect(one.status).toBe(0);
    const all = await check(rows, '--assert', 'bce[region=*,device=*] <= 0.3', '-f', 'json');
    const { checks } = JSON.parse(all.stdout) as { checks: { segment: { values: unknown } }[] };
    expect(checks.map((each) => each.segment.values)).toEqual([
      ['eu', 'ios'],
      ['', ''],
    ]);
  });

  it('refuses results of rows that losscalc would refuse', async () => {
    const missing = { ...WHOLE, result: null, problem: 'missing values', missing: 2 };
    expect(await check([missing], '--assert', 'bce <= 1')).toEqual({
      status: 2,
      stdout: '',
      stderr: `losscalc: results, row 1: bce has no result, as values are missing in 2 rows
  hint: losscalc sql --missing skip leaves such rows out
`,
    });
    const refused = { problem: 'values that the convention refuses', result: null, outside: 1 };
    const invalid = await check([{ ...WHOLE, ...refused }], '--assert', 'bce <= 1');
    expect(invalid.stderr).toContain('outside its domain, which tf-keras refuses, is 1 value');
    const none = { ...WHOLE, result: null, problem: 'no samples', samples: 0 };
    const empty = await check([none], '--assert', 'bce <= 1');
    expect(empty.stderr).toContain('expected samples, found none');
  });

  it('warns of values outside the domain, which --strict makes an error', async () => {
    const rows = [{ ...WHOLE, outside: 2 }];
    const { status, stderr } = await check(rows, '--assert', 'bce <= 1');
    expect(status).toBe(0);
    expect(stderr).toContain('warning: results, row 1: 2 values outside the domain of bce');
    expect((await check(rows, '--assert', 'bce <= 1', '--strict')).status).toBe(2);
  });

  it.each<[string, readonly Row[] | string, string]>([
    ['nothing', '', 'expected results of the query that losscalc sql prints, found none'],
    ['an empty list', [], 'expected results of the query that losscalc sql prints, found none'],
    ['damaged JSON', '[{', 'expected JSON'],
    ['numbers', '[1]', 'row 1: expected an object with the columns of results'],
    ['another table', 'a,b\n1,2\n', 'row 1: column part: expected it to be there, found nothing'],
    [
      'a text as result',
      [{ ...WHOLE, result: 'x' }],
      'column result: expected a number, found "x"',
    ],
    [
      'a part of no kind',
      [{ ...WHOLE, part: 'x' }],
      'column part: expected "whole" or "segment", found "x"',
    ],
    [
      'a count below 0',
      [{ ...WHOLE, samples: -1 }],
      'column samples: expected an integer of at least 0, found -1',
    ],
    ['an unknown problem', [{ ...WHOLE, problem: 'x' }], 'column problem: expected'],
    ['no whole', [segment('eu', 1)], 'expected one result of bce of all rows, found 0'],
    ['two wholes', [WHOLE, WHOLE], 'expected one result of bce of all rows, found 2'],
    ['a segment twice', [...ROWS, segment('eu', 0.1)], 'found another of "eu"'],
    ['no segments', [WHOLE], 'expected segments by "region", found none'],
    ['another loss', [{ ...WHOLE, loss: 'mse' }], 'expected results of "bce", found those of mse'],
  ])('refuses %s', async (_, rows, problem) => {
    const words = ['--assert', 'bce <= 1', '--assert', 'bce[region=*] <= 1'];
    const { status, stdout, stderr } = await check(rows, ...words);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(problem);
  });

  it('refuses rows and what is said of rows', async () => {
    for (const words of [['--true', 'y'], ['--skill', 'mean'], ['--missing', 'skip'], ['t.csv']]) {
      const { status, stderr } = await check(ROWS, '--assert', 'bce <= 1', ...words);
      expect(status).toBe(2);
      expect(stderr).toContain('expected results in place of rows, found');
    }
  });

  it('holds results to a baseline that was made of results', async () => {
    const baseline = join(folder, 'baseline.json');
    const made = await check(ROWS, '-l', 'bce', '--baseline', baseline, '--update-baseline');
    expect(made).toEqual({
      status: 0,
      stdout: '',
      stderr: `losscalc: baseline ${baseline}: 1 result of an engine\n`,
    });
    expect((await check(ROWS, '--baseline', baseline)).status).toBe(0);
    const worse = await check([{ ...WHOLE, result: 0.41 }], '--baseline', baseline);
    expect(worse.status).toBe(1);
  });

  it('takes losses, checks and segments of the configuration that made the query', async () => {
    const config = written(
      JSON.stringify({
        inputs: { table: 'not-there.csv', true: 'label', pred: 'score' },
        checks: [{ assert: 'bce[region=*] <= 0.5' }],
      }),
    );
    const { status, stdout } = await check(ROWS, '--config', config);
    expect(status).toBe(0);
    expect(stdout).toContain('2 checks passed');
  });
});
