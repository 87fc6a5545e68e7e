import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FORMAT_FACTS, REPORT_FORMATS } from '../../src/output/formats.ts';
import { CORPORA } from '../support/corpora.ts';
import { losscalc } from './losscalc.ts';
import { PREDICTIONS } from './predictions.ts';

const COLUMNS = '- --true y --pred a';

interface Printed {
  readonly losses: readonly { readonly result: number; readonly interval?: unknown }[];
  readonly segments?: readonly Readonly<Record<string, unknown>>[];
}

async function run(args: string, stdin = PREDICTIONS): Promise<string> {
  const { status, stdout, stderr } = await losscalc(`run ${args}`, { stdin });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
}

async function runJson(args: string, stdin = PREDICTIONS): Promise<Printed> {
  return JSON.parse(await run(`${args} -f json`, stdin)) as Printed;
}

const WITH_RESULTS = REPORT_FORMATS.filter((format) => FORMAT_FACTS[format].results);

test.each(WITH_RESULTS)('several losses as %s', async (format) => {
  const losses = '-l mse -l huber:delta=0.5 -l rmse';
  const analysis = FORMAT_FACTS[format].segments ? ' --by region --ci 90 --min-samples 5' : '';
  const printed = await run(`${COLUMNS} ${losses}${analysis} -f ${format}`);
  await expect(printed).toMatchFileSnapshot(`expected/run.${format}.txt`);
});

test('each loss has the result of its own command', async () => {
  const words = ['mse', 'bce', 'huber', 'rmse', 'dice'];
  const { losses } = await runJson(`${COLUMNS} ${words.map((word) => `-l ${word}`).join(' ')}`);
  for (const [i, word] of words.entries()) {
    const { stdout } = await losscalc(`${word} ${COLUMNS} -f value`, { stdin: PREDICTIONS });
    expect(losses[i]!.result).toBe(Number(stdout));
  }
});

test('what is said once holds for every loss that does not say otherwise', async () => {
  const { losses } = await runJson(`${COLUMNS} -l mse -l mae:reduction=mean --reduction sum`);
  expect(losses).toMatchObject([{ reduction: 'sum' }, { reduction: 'mean' }]);
});

test('segments by one column and by two', async () => {
  const { segments } = await runJson(`${COLUMNS} -l mae --by region --by region,patient`);
  expect(segments!.filter(({ by }) => (by as string[]).length === 1)).toMatchObject([
    { by: ['region'], values: ['eu'], samples: 5, few: true },
    { by: ['region'], values: ['us'], samples: 5, few: true },
  ]);
  expect(segments).toHaveLength(2 + 8);
});

const [HEADER, ...ROWS] = PREDICTIONS.trimEnd()
  .split('\n')
  .map((row) => row.split(','));
const RECORDS = ROWS.map((cells) =>
  Object.fromEntries(
    cells.map((cell, k) => [HEADER![k]!, /^[a-z]/.test(cell) ? cell : Number(cell)]),
  ),
);
const LISTS = Object.fromEntries(HEADER!.map((name) => [name, RECORDS.map((r) => r[name])]));

test.each([
  [
    'records of NDJSON',
    '- --input-format ndjson',
    RECORDS.map((r) => JSON.stringify(r)).join('\n'),
  ],
  ['records of JSON', '- --input-format json', JSON.stringify(RECORDS)],
  ['lists of JSON', '- --input-format json', JSON.stringify(LISTS)],
  ['columns of Parquet', join(CORPORA, 'parquet/predictions.parquet'), ''],
])('segments and clusters by %s are those of the CSV', async (_, input, stdin) => {
  const args = '--true y --pred a -l mse --by region --by patient,y --ci 90 --cluster patient';
  const expected = await runJson(`- ${args}`);
  const { segments, losses } = await runJson(`${input} ${args}`, stdin);
  expect(segments).toEqual(expected.segments);
  expect(losses[0]!.interval).toEqual(expected.losses[0]!.interval);
});

test('clusters', async () => {
  const { losses } = await runJson(`${COLUMNS} -l mse --ci 95 --cluster patient --seed 4`);
  expect(losses[0]!.interval).toMatchObject({ units: 'clusters', count: 5, seed: 4 });
});

test('a loss that is computed at the end, by clusters', async () => {
  const rows = 'k,y0,y1,p0,p1\nu,0,1,0.5,0.5\nv,1,0,0.75,0.25\nu,1,0,0.5,0.5\n';
  const args = '- --true y0-y1 --pred p0-p1 -l rps --ci 90 --cluster k';
  const { losses } = await runJson(args, rows);
  expect(losses[0]!.interval).toMatchObject({ units: 'clusters', count: 2 });
});

test.each([
  ['an option', '- --true y --prde a -l mse', 'run has no option "--prde"'],
  ['--loss', COLUMNS, '--loss: expected a loss, found nothing'],
  ['a loss', `${COLUMNS} -l msee`, 'unknown loss "msee"'],
  ['a setting', `${COLUMNS} -l huber:dleta=2`, 'huber has no setting "dleta"'],
  ['a value', `${COLUMNS} -l huber:delta=two`, 'expected a number'],
  ['--compat', `${COLUMNS} -l mse --compat trch`, '--compat'],
  ['--dtype', `${COLUMNS} -l mse --dtype float46`, '--dtype'],
  ['--reduction', `${COLUMNS} -l mse --reduction men`, '--reduction'],
  ['--true', '- --true yy --pred a -l mse', 'no column "yy"'],
  ['--pred', '- --true y --pred aa -l mse', 'no column "aa"'],
  ['--by', `${COLUMNS} -l mse --by regoin`, 'no column "regoin"'],
  ['--min-samples', `${COLUMNS} -l mse --min-samples few`, '--min-samples: expected an integer'],
  ['--ci', `${COLUMNS} -l mse --ci 950`, '--ci: expected a level above 0 %'],
  ['--seed', `${COLUMNS} -l mse --ci 95 --seed -1`, '--seed: expected a whole number'],
  ['--cluster', `${COLUMNS} -l mse --ci 95 --cluster patent`, 'no column "patent"'],
  ['--cluster without --ci', `${COLUMNS} -l mse --cluster patient`, 'add --ci 95'],
  ['--missing', `${COLUMNS} -l mse --missing skp`, '--missing: expected one of'],
  ['--input-format', `${COLUMNS} -l mse --input-format cvs`, '--input-format: expected one of'],
  ['--threads', `${COLUMNS} -l mse --threads 0`, '--threads: expected an integer'],
  ['--format', `${COLUMNS} -l mse -f tabel`, '--format: expected one of'],
  ['--precision', `${COLUMNS} -l mse --precision 0`, '--precision: expected an integer'],
])('a mistake in %s', async (_, args, problem) => {
  const { status, stdout, stderr } = await losscalc(`run ${args}`, { stdin: PREDICTIONS });
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain(problem);
});

test('losses whose inputs differ', async () => {
  const refusal = async (args: string, stdin?: string): Promise<string> => {
    const { status, stdout, stderr } = await losscalc(`run ${args}`, {
      stdin: stdin ?? PREDICTIONS,
    });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    return stderr;
  };
  expect(await refusal(`${COLUMNS} -l mse -l gaussian-nll`)).toBe(
    'losscalc: gaussian-nll: expected --input variance=SOURCE besides, found nothing\n' +
      '  hint: losscalc gaussian-nll --help says what its inputs are: true, pred, variance\n',
  );
  const classes = 'y,p0,p1\n1,0.25,0.75\n0,0.5,0.5\n';
  expect(await refusal('- --true y --pred p0-p1 -l scce -l mse', classes)).toContain(
    'mean-squared-error: shapes differ: true is 2, pred is 2x2',
  );
});

test('losses that are the same, or differ in reduction or dtype alone, have names of their own', async () => {
  const losses = '-l mse -l mse -l mse:reduction=sum -l mse:dtype=float32 --per-sample';
  const [line] = (await run(`${COLUMNS} ${losses} -f ndjson`))
    .split('\n')
    .filter((each) => each.includes('"kind":"sample"'));
  expect(line!.match(/"mean-squared-error[^"]*"/g)).toEqual([
    '"mean-squared-error, tf-keras, mean, float64 (1)"',
    '"mean-squared-error, tf-keras, mean, float64 (2)"',
    '"mean-squared-error, tf-keras, sum"',
    '"mean-squared-error, tf-keras, mean, float32"',
  ]);
});

describe('losses that cannot be computed from one reading', () => {
  const tensor = '[[[1,0],[0,1]],[[0,1],[1,0]]]';
  const tensors = `{"y": ${tensor}, "p": [[[3,1],[0,2]],[[5,4],[1,1]]]}`;
  const ofTensors = 'run - --true y --pred p --input-format json --compat torch';

  test('along several axes are refused', async () => {
    const args = `${ofTensors} -l cce:from-logits -l cce:from-logits,compat=keras`;
    const { status, stderr } = await losscalc(args, { stdin: tensors });
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr:
        'losscalc: standard input, key p: expected losses over the same axis of a tensor of rank 3, found ' +
        'categorical-crossentropy of torch over axis 1, categorical-crossentropy of keras over axis -1\n' +
        '  hint: compute them in runs of their own\n',
    });
  });

  test('are not those of single elements, which have no axis', async () => {
    const alone = await losscalc(`cce ${ofTensors.slice(4)} --from-logits -f value`, {
      stdin: tensors,
    });
    for (const order of ['-l mse -l cce:from-logits', '-l cce:from-logits -l mse']) {
      const { stdout } = await losscalc(`${ofTensors} ${order} -f json`, { stdin: tensors });
      const { losses } = JSON.parse(stdout) as { losses: { loss: string; result: number }[] };
      const cce = losses.find(({ loss }) => loss === 'categorical-crossentropy');
      expect(cce!.result).toBe(Number(alone.stdout));
    }
  });

  test('with labels that are signs for one and probabilities for another are refused', async () => {
    const stdin = 'y,p\nyes,0.9\nno,0.2\n';
    for (const order of [
      '-l soft-margin -l bce',
      '-l bce -l soft-margin',
      '-l soft-margin -l mse',
    ]) {
      const args = `run - --true y --pred p --positive yes ${order}`;
      const { status, stderr } = await losscalc(args, { stdin });
      expect(status).toBe(2);
      expect(stderr).toContain('--positive: expected losses that take labels alike');
    }
  });
});

test('a reduction says nothing about a loss of the whole input', async () => {
  const { status, stderr } = await losscalc(`run ${COLUMNS} -l mse -l rmse --reduction sum`, {
    stdin: PREDICTIONS,
  });
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr:
      'losscalc: --reduction sum: root-mean-squared-error is one number for the whole input\n' +
      '  hint: leave --reduction out\n',
  });
});

test('labels that hinge losses read by the whole input are those of its segments too', async () => {
  const stdin = 'y,p,q,g\n0,0.5,0.4,a\n1,0.2,0.3,a\n-1,0.1,0.2,b\n1,-0.4,0.2,b\n';
  const args = '- --true y --by g -l hinge --ci 90 -f json';
  const ran = await losscalc(`run ${args} --pred p`, { stdin });
  const compared = await losscalc(`compare ${args} --pred p --pred q`, { stdin });
  const { segments } = JSON.parse(ran.stdout) as Printed;
  // Of the segment alone, 0 would stand for -1.
  expect(segments![0]).toMatchObject({
    values: ['a'],
    results: [0.9],
    intervals: [{ low: 0.8, high: 1 }],
  });
  const [segment] = (JSON.parse(compared.stdout) as Printed).segments!;
  expect(segment).toMatchObject({
    values: ['a'],
    losses: [{ models: [{ source: 'q' }, { source: 'p', result: 0.9 }] }],
  });
});

test.each(['torch', 'sklearn'])(
  'a segment whose weights are all 0 has no mean in %s',
  async (compat) => {
    const args = `mse - --true y --pred p --weights w --by g --compat ${compat} -f csv`;
    const { stdout } = await losscalc(args, { stdin: 'y,p,w,g\n1,2,0,a\n3,4,0,a\n2,3,1,b\n' });
    expect(stdout).toContain(`g,a,mean-squared-error,${compat},weighted-mean,2,NaN,`);
    expect(stdout).toContain(`g,b,mean-squared-error,${compat},weighted-mean,1,1,`);
  },
);

describe('a mask', () => {
  const rows = Array.from({ length: 12 }, (_, i) => [
    i % 5,
    (i * 7) % 6,
    i % 3,
    i % 2,
    1 + (i % 4),
  ]);
  const csv = (kept: readonly number[][]): string =>
    ['y,p,m,g,w', ...kept.map((row) => row.join(','))].join('\n') + '\n';
  // The mask is 0 or 1.
  const masked = csv(rows.map(([y, p, m, g, w]) => [y!, p!, Number(m! > 0), g!, w!]));
  const kept = csv(rows.filter(([, , m]) => m! > 0));

  test.each(['medae', 'max-error', 'rmse', 'mse', 'ntxent:compat=exact'])(
    'of %s by segment leaves what the file without those rows has',
    async (loss) => {
      const args = '- --true y --pred p --by g -f csv';
      const ofMask = await losscalc(`run ${args} -l ${loss} --mask m`, { stdin: masked });
      const ofFile = await losscalc(`run ${args} -l ${loss}`, { stdin: kept });
      expect(ofMask).toEqual(ofFile);
      expect(ofMask.status).toBe(0);
    },
  );

  test.each(['mse -', 'run - -l mse -l mae'])('may leave no segment: %s', async (command) => {
    const args = `${command} --true y --pred p --by g --mask m -f json`;
    const none = csv(rows.map(([y, p, , g, w]) => [y!, p!, 0, g!, w!]));
    const { stdout } = await losscalc(args, { stdin: none });
    expect(JSON.parse(stdout)).toMatchObject({ segments: [] });
  });

  test('leaves a row for each gradient of a loss of the whole input', async () => {
    const args = 'rmse - --true y --pred p --mask m --gradient -f csv';
    const { stdout } = await losscalc(args, { stdin: masked });
    const lines = stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(1 + rows.length);
    expect(lines.slice(1).filter((line) => line.endsWith(',0')).length).toBeGreaterThanOrEqual(4);
  });
});

test('losses that are not reduced are refused where none would be shown', async () => {
  const args = `run ${COLUMNS} -l mse --reduction none -f junit`;
  const { status, stderr } = await losscalc(args, { stdin: PREDICTIONS });
  expect(status).toBe(2);
  expect(stderr).toContain('--reduction none: expected an output that shows losses that are not');
});

test.each([
  `run ${COLUMNS} -l mse -l rmse --histogram`,
  `check ${COLUMNS} --assert 'rmse < 9' --histogram`,
])('a warning that is an error is told in place of any result: %s', async (line) => {
  const [command = '', ...rest] = line.split(' ');
  const args = rest
    .join(' ')
    .match(/'[^']*'|\S+/g)!
    .map((word) => word.replaceAll("'", ''));
  const { status, stdout, stderr } = await losscalc([command, ...args, '--strict'], {
    stdin: PREDICTIONS,
  });
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toContain('samples have no losses for --histogram to show');
});
