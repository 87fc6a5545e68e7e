import { expect, test } from 'vitest';
import { COMPARISON_FORMATS } from '../../src/output/formats.ts';
import { losscalc } from './losscalc.ts';
import { PREDICTIONS } from './predictions.ts';

const COLUMNS = '- --true y --pred a --other b';

interface Compared {
  readonly pred: { readonly source: string; readonly result: number };
  readonly other: { readonly source: string; readonly result: number };
  readonly difference: number;
  readonly interval: Readonly<Record<string, unknown>> & {
    readonly low: number;
    readonly high: number;
  };
  readonly samples: Readonly<Record<'worse' | 'better' | 'equal', number>>;
  readonly verdict: string;
}

async function compare(args: string, stdin = PREDICTIONS): Promise<string> {
  const { status, stdout, stderr } = await losscalc(`compare ${args}`, { stdin });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
}

async function compareJson(args: string, stdin = PREDICTIONS): Promise<Compared> {
  return JSON.parse(await compare(`${args} -f json`, stdin)) as Compared;
}

async function refusal(args: string): Promise<string> {
  const { status, stdout, stderr } = await losscalc(`compare ${args}`, { stdin: PREDICTIONS });
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  return stderr;
}

test.each(COMPARISON_FORMATS)('a comparison as %s', async (format) => {
  const printed = await compare(`${COLUMNS} -l mse -f ${format}`);
  await expect(printed).toMatchFileSnapshot(`expected/compare-mse.${format}.txt`);
});

test('the results, their difference, and how many samples changed', async () => {
  const { pred, other, difference, interval, samples, verdict } = await compareJson(
    `${COLUMNS} -l mse`,
  );
  expect([pred.source, other.source]).toEqual(['a', 'b']);
  expect(pred.result).toBeCloseTo(0.201, 12);
  expect(other.result).toBeCloseTo(0.10525, 12);
  expect(difference).toBeCloseTo(-0.09575, 12);
  expect(samples).toEqual({ worse: 1, better: 8, equal: 1 });
  expect(interval).toMatchObject({ level: 0.95, seed: 0, units: 'samples', count: 10 });
  expect(verdict).toBe('better');
  const back = await compareJson('- --true y --pred b --other a -l mse');
  expect(back).toMatchObject({ verdict: 'worse', samples: { worse: 8, better: 1, equal: 1 } });
  expect(back.difference).toBe(-difference);
});

test('the same for the same seed, and another interval for another', async () => {
  const [first, again, other] = await Promise.all(
    ['--seed 1', '--seed 1', '--seed 2'].map((seed) => compareJson(`${COLUMNS} -l mae ${seed}`)),
  );
  expect(again).toEqual(first);
  expect(other!.interval.low).not.toBe(first!.interval.low);
});

test('a higher level, and clusters', async () => {
  const usual = await compareJson(`${COLUMNS} -l mse`);
  const higher = await compareJson(`${COLUMNS} -l mse --ci 99`);
  expect(higher.interval.low).toBeLessThan(usual.interval.low);
  expect(higher.interval.high).toBeGreaterThan(usual.interval.high);
  const { interval } = await compareJson(`${COLUMNS} -l mse --cluster patient`);
  expect(interval).toMatchObject({ units: 'clusters', count: 5 });
});

test('weights', async () => {
  const { difference } = await compareJson(`${COLUMNS} -l mae:reduction=weighted-mean --weights w`);
  const changes = [-0.05, -0.1, 2 * -0.3, -0.1, -0.2, 0.5 * -0.2, 0.1, -0.1, -0.2, 0];
  expect(difference).toBeCloseTo(changes.reduce((sum, x) => sum + x, 0) / 10.5, 12);
});

test('predictions that are the same', async () => {
  const printed = await compare('- --true y --pred a --other a -l mse');
  expect(printed).toContain('a and a have the same result.');
});

test('a comparison that decides nothing', async () => {
  const rows = 'y,a,b\n0,1,0\n0,0,1\n0,1,0\n0,0,1\n0,1,0.5\n';
  const printed = await compare(COLUMNS + ' -l mae', rows);
  expect(printed).toContain('Whether b is better than a is undecided: the interval');
  const one = await compare(COLUMNS + ' -l mae', 'y,a,b\n0,1,0\n');
  expect(one.replaceAll(/\s+/g, ' ')).toContain('there is no interval, as it takes two samples');
  expect(one.replaceAll(/\s+/g, ' ')).toContain('Of 1 sample 0 (0 %) got worse, 1 (100 %) better');
});

test.each(['mean', 'sum'])('the %s of no sample decides nothing', async (reduction) => {
  const rows = 'y,p0,p1,q0,q1,m\n0,0.5,0.5,0.25,0.75,0\n1,0.5,0.5,0.25,0.75,0\n';
  // Of no sample at all, Keras says that the mean is 0.
  const loss = `-l scce:compat=keras,reduction=${reduction}`;
  const aloud = `- --true y --pred p0-p1 --other q0-q1 --mask m ${loss}`;
  const { stderr } = await losscalc(`compare ${aloud}`, { stdin: rows });
  expect(stderr).toContain('column m: the mask is 0 for every sample; no sample counts');
  const args = `${aloud} --quiet`;
  expect(await compareJson(args, rows)).toMatchObject({
    pred: { result: 0 },
    other: { result: 0 },
    interval: { reason: 'no sample counts' },
    verdict: 'undecided',
  });
  const printed = await compare(args, rows);
  expect(printed.replaceAll(/\s+/g, ' ')).toContain('there is no interval, as no sample counts.');
});

test.each([
  ['- --true y --pred a -l mse', '--pred: expected two predictions or more to compare, found one'],
  ['- --true y --other a -l mse', '--pred: expected two predictions or more to compare, found one'],
  [COLUMNS, '--loss: expected a loss, found nothing'],
  [`${COLUMNS} -l max-error`, 'max-error'],
  [`${COLUMNS} -l mse:reduction=none`, 'expected a reduced loss to compare'],
  [`${COLUMNS} -l margin-ranking`, 'margin-ranking: expected --input other=SOURCE besides, found'],
  ['- --true y --pred a --other a,b -l mse', 'shapes differ: "a" is 10x1, "a,b" is 10x2'],
  ['- --true y --pred a --other c -l mse', 'no column "c"'],
  [`${COLUMNS} -l mse --ci 100`, '--ci: expected a level above 0 %'],
  [`${COLUMNS} -l mse --seed 0.5`, '--seed: expected a whole number'],
  [`${COLUMNS} -l mse --cluster clinic`, 'no column "clinic"'],
  [`${COLUMNS} -l mse -f html`, '--format: expected one of table, json, csv, markdown'],
  ['--true y.npy --pred - --other - -l mse', 'standard input can be read only once'],
])('a mistake: %s', async (args, problem) => {
  expect(await refusal(args)).toContain(problem);
});

test('several models, losses and segments, with a ranking', async () => {
  const rows = 'y,a,b,c,g\n0,1,0,0.5,s\n0,1,0,0.5,t\n0,1,0,0.5,s\n0,1,0,0.5,t\n';
  const args = '- --true y --pred a --pred b --pred c --against c -l mae -l mse --by g';
  const csv = await compare(`${args} -f csv`, rows);
  const [header, ...lines] = csv
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  const column = (name: string): string[] => lines.map((line) => line[header!.indexOf(name)]!);
  const whole = ['b', 'c', 'a', 'b', 'c', 'a'];
  expect(column('model')).toEqual([...whole, ...whole, ...whole]);
  expect(column('rank').slice(0, 6)).toEqual(['1', '2', '3', '1', '2', '3']);
  expect(column('result').slice(0, 6)).toEqual(['0', '0.5', '1', '0', '0.25', '1']);
  expect(column('difference').slice(0, 6)).toEqual(['-0.5', '', '0.5', '-0.25', '', '0.75']);
  expect(column('segment').slice(6)).toEqual([
    ...Array<string>(6).fill('s'),
    ...Array<string>(6).fill('t'),
  ]);
  const table = await compare(args, rows);
  expect(table).toContain('3 models, compared with c');
});
