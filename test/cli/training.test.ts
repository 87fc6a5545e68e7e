import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { filesOfTest } from './files-of-test.ts';

type BySeries<Value> = Readonly<Record<string, Value>>;

/** What sktime and GluonTS computed. */
interface ScaledCase {
  readonly season: number;
  readonly train: BySeries<readonly number[]>;
  readonly true: BySeries<readonly number[]>;
  readonly pred: BySeries<readonly number[]>;
  readonly mase: BySeries<number>;
  readonly rmsse: BySeries<number>;
  readonly gluonts: number;
}

const fixture = new URL('../../fixtures/training/scaled.json', import.meta.url);
const { cases } = JSON.parse(readFileSync(fixture, 'utf8')) as { cases: readonly ScaledCase[] };

const { file, run, value } = filesOfTest();

/** The values of all series as rows of a table, the first of each, then the second of each: they are mixed. */
function mixed(series: BySeries<readonly number[]>): string {
  const longest = Math.max(...Object.values(series).map(({ length }) => length));
  const rows = Array.from({ length: longest }, (_, t) =>
    Object.entries(series).flatMap(([name, values]) =>
      values[t] === undefined ? [] : [`${name},${t},${values[t]}\n`],
    ),
  );
  return `id,ds,y\n${rows.flat().join('')}`;
}

/** A row for each series, of which the shorter ones end in empty cells, as those of M4. */
function wide(series: BySeries<readonly number[]>): string {
  const width = Math.max(2, ...Object.values(series).map(({ length }) => length));
  const names = Array.from({ length: width }, (_, t) => `V${t + 2}`);
  const rows = Object.entries(series).map(([name, values]) =>
    [name, ...names.map((_, t) => values[t] ?? '')].join(),
  );
  return `${['V1', ...names].join()}\n${rows.join('\n')}\n`;
}

/** As GluonTS has series. */
function targets(series: BySeries<readonly number[]>): string {
  return Object.entries(series)
    .map(([id, target]) => `${JSON.stringify({ id, target })}\n`)
    .join('');
}

cases.forEach((golden, k) => {
  const { train, true: truth, pred } = golden;
  const rows = Object.keys(truth).flatMap((name) =>
    truth[name]!.map((y, t) => `${name},${y},${pred[name]![t]!}\n`),
  );
  file(`forecasts-${k}.csv`, `id,y,yhat\n${rows.join('')}`);
  file(`mixed-${k}.csv`, mixed(train));
  file(`wide-${k}.csv`, wide(train).replace('V1', 'id'));
  file(`targets-${k}.ndjson`, targets(train));
});

async function bySeries(loss: string, k: number, train: string): Promise<Record<string, number>> {
  const { stdout, stderr } = await run(
    `${loss} @/forecasts-${k}.csv -t y -p yhat --train @/${train} --season ${cases[k]!.season} --series id --by id -f json`,
  );
  expect(stderr).toBe('');
  const { segments } = JSON.parse(stdout) as {
    segments: readonly { values: [string]; results: [number] }[];
  };
  return Object.fromEntries(segments.map(({ values: [name], results: [error] }) => [name, error]));
}

describe.each(cases.map((golden, k) => ({ ...golden, k })))('case $k', ({ k, ...golden }) => {
  test.each([
    ['a table', `mixed-${k}.csv`],
    [
      'a row for each',
      `wide-${k}.csv#V2-V${1 + Math.max(2, ...Object.values(golden.train).map(({ length }) => length))}`,
    ],
    ['lists of JSON', `targets-${k}.ndjson#target`],
  ])('errors are scaled by series in %s', async (_, train) => {
    for (const loss of ['mase', 'rmsse'] as const) {
      // M5 has no seasons, and starts where something was sold.
      const found = await bySeries(loss, k, train);
      for (const [name, expected] of Object.entries(golden[loss])) {
        expect(Math.abs(found[name]! / expected - 1), name).toBeLessThan(1e-12);
      }
    }
  });

  test('the mean over all is that of GluonTS', async () => {
    const options = `--train @/mixed-${k}.csv --season ${golden.season} --series id`;
    const found = await value(`mase @/forecasts-${k}.csv -t y -p yhat ${options}`);
    expect(Math.abs(Number(found) / golden.gluonts - 1)).toBeLessThan(1e-12);
  });
});

file('one.csv', 'id,y,yhat,naive\na,3,2,1\na,5,4,2\n');
file('series.csv', 'id,when,y\na,1,1\nb,1,4\na,2,3\nb,2,4\na,3,2\nb,3,4\na,4,6\n');
const ONE = '@/one.csv -t y -p yhat --train @/series.csv';

test('reports say of what season a scale is', async () => {
  const { stdout } = await run(`mase ${ONE} --series id --season 2`);
  expect(stdout).toContain('season 2');
  const json = JSON.parse((await run(`mase ${ONE} --series id -f json`)).stdout) as object;
  expect(json).toMatchObject({ params: { season: 1 } });
});

test('all commands that report losses take training series', async () => {
  const inputs = `${ONE} --series id`;
  const expected = await value(`mase ${inputs}`);
  expect(Number(expected)).toBeCloseTo(3 / 7, 15);
  const several = await run(`run ${inputs} --loss mase --loss mse -f json`);
  const { losses } = JSON.parse(several.stdout) as { losses: { result: number; params: object }[] };
  expect(losses.map(({ result }) => result)).toEqual([Number(expected), 1]);
  expect(losses.map(({ params }) => 'season' in params)).toEqual([true, false]);
  expect((await run(`check ${inputs} --assert mase<0.5`)).status).toBe(0);
  expect((await run(`worst ${inputs} -l mase -f csv`)).stdout).toContain('0.428571428571');
  expect(await value(`owa ${inputs} --benchmark naive`)).not.toBe('');
  const compared = await run(`compare ${inputs} -p naive --loss mase -f json`);
  expect(compared.status).toBe(0);
});

test('differences from and to what is missing are left out on demand', async () => {
  file('gaps.csv', 'y\n1\nNA\n3\n4\n7\n');
  const gaps = 'mase @/one.csv -t y -p yhat --train @/gaps.csv';
  const { status, stderr } = await run(gaps);
  expect(status).toBe(2);
  expect(stderr).toContain(
    'gaps.csv, column y, row 2: expected a value of the series, found a missing one',
  );
  // Of 3, 4, 7 two differences are left, 1 and 3.
  expect(await value(`${gaps} --missing skip`)).toBe('0.5');
});

test.each([
  ['mase @/one.csv -t y -p yhat --series id', '--series: expected training series'],
  ['mase @/one.csv -t y -p yhat --season 2', '--season: expected training series'],
  [`mase ${ONE} --scale naive`, 'expected one of the two, as --train computes --scale'],
  [`run ${ONE} --loss mse`, 'expected a loss that is scaled by training series'],
  [`run ${ONE} --loss mase --loss rmsse`, 'expected losses with the same scale'],
  [`mase ${ONE} --series id --season 4`, 'series.csv, id "a": expected more than 4 values'],
  [
    'mase @/series.csv -t y -p when --train @/series.csv --series id',
    'id "b": expected values that change',
  ],
  ['mase @/one.csv -t y -p yhat --train @/one.csv --series y', 'expected more than 1 value'],
  ['mase @/one.csv -t y -p yhat --train @/series.csv#when,y', 'expected one series, found another'],
  ['mase @/one.csv -t y -p yhat --train @/series.csv#nope', 'no column "nope"'],
])('%s is refused', async (command, problem) => {
  const { status, stdout, stderr } = await run(command);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain(problem);
});

test('a series that training has not is told with its row', async () => {
  file('other.csv', 'id,y,yhat\na,3,2\nz,5,4\n');
  const { stderr } = await run('mase @/other.csv -t y -p yhat --train @/series.csv --series id');
  expect(stderr).toContain('other.csv, column id, row 2: expected a series that');
  expect(stderr).toContain('found "z"');
});
