import { describe, expect, test } from 'vitest';
import { REPORT_FORMATS } from '../../src/output/formats.ts';
import { FAMILIES } from '../../src/losses/definition.ts';
import { losscalc } from './losscalc.ts';

const TABLE = 'fixtures/essay/table.csv --true y --pred yhat';

/** Each command line and all of what it says on standard error. */
const USAGE_ERRORS: [args: string, message: string, hint?: string][] = [
  ['mes', 'unknown loss or command "mes"', 'did you mean "mse"?'],
  ['expalin huber', 'unknown loss or command "expalin"', 'did you mean "explain"?'],
  ['qqq', 'unknown loss or command "qqq"', 'losscalc list shows the losses'],
  ['explain qqq', 'unknown loss "qqq"', 'losscalc list shows the losses'],
  ['help qqq', 'unknown loss or command "qqq"', 'losscalc list shows the losses'],
  [
    'explain',
    'explain expects a loss, found nothing',
    'losscalc explain --help shows how it is used',
  ],
  ['list x', 'list takes no argument, found "x"', 'losscalc list --help shows its options'],
  [
    'list --family regresion',
    `--family: expected one of ${FAMILIES.join(', ')}, found "regresion"`,
    'did you mean "regression"?',
  ],
  [
    '--true a.csv mse',
    'expected a loss or a command first, found "--true"',
    'losscalc <loss> [options]; losscalc --help shows the losses and commands',
  ],
  ['huber --delt 1', 'huber has no option "--delt"', 'did you mean "--delta"?'],
  [
    'huber -t y --delta 1 --compt torch',
    'huber has no option "--compt"',
    'did you mean "--compat"?',
  ],
  [
    'mse -t y --quiet=yes',
    '--quiet: expected no value, found one after "="',
    '--quiet is on when it is given; --no-quiet turns off what is on by default',
  ],
  [
    'mse --delta=1',
    'mean-squared-error has no option "--delta"',
    '--delta belongs to huber, pseudo-huber',
  ],
  [
    'mse --zzz',
    'mean-squared-error has no option "--zzz"',
    'losscalc mean-squared-error --help shows its options',
  ],
  ['huber --delta', '--delta: expected <number> after it, found nothing'],
  ['huber -t', '--true: expected <source> after it, found nothing'],
  [
    'mse a.csv b.csv',
    '--true, --pred: expected columns of "a.csv and others (2 files)", found nothing',
    'files of their own are named with --true FILE --pred FILE; of a table, name them, or count them from 1: --true 1 --pred 2',
  ],
  [
    'mse',
    '--true, --pred: expected an input, found nothing',
    'name two files: --true FILE --pred FILE; or columns: TABLE --true COLUMN --pred COLUMN',
  ],
  [
    'mse --true a.csv',
    '--pred: expected an input, found nothing',
    'name two files: --true FILE --pred FILE; or columns: TABLE --true COLUMN --pred COLUMN',
  ],
  [
    'mse table.csv --pred p',
    '--true: expected columns of "table.csv", found nothing',
    'name them, or count them from 1: --true 1 --pred 2',
  ],
  [
    'mse --true - --pred -',
    '--true, --pred: standard input can be read only once',
    'for several columns of it, name the table - first: - --true COLUMN --pred COLUMN',
  ],
  [
    'mse --true a.csv --true b.csv',
    '--true: expected once, found "a.csv" and "b.csv"',
    'several columns of one table are a list: a,b or a range: p0-p9',
  ],
  [
    `mse ${TABLE} --max 100 --max 0.1`,
    '--max: expected once, found "100" and "0.1"',
    'leave one out',
  ],
  [
    `mse ${TABLE} --compat torch --compat torch`,
    '--compat: expected once, found "torch" and "torch"',
    'leave one out',
  ],
  [
    `mse ${TABLE} --ci 95 --seed 1 --seed 2`,
    '--seed: expected once, found "1" and "2"',
    'leave one out',
  ],
  [
    'plot huber --delta 1 --delta 2',
    '--delta: expected once, found "1" and "2"',
    'several numbers are a list: 0.5,2,1',
  ],
  [
    `mse ${TABLE} --by g --by g`,
    '--by: expected other columns than before, found "g" and "g"',
    'leave one out',
  ],
  [
    `run ${TABLE} -l mse --by g,h --by h,g`,
    '--by: expected other columns than before, found "g,h" and "h,g"',
    'leave one out',
  ],
  [
    `compare ${TABLE} -p y -l mse --by g,h,g`,
    '--by: expected each column once, found "g" twice in "g,h,g"',
    'leave one out',
  ],
  [
    `mse ${TABLE} --on id,id`,
    '--on: expected each column once, found "id" twice in "id,id"',
    'leave one out',
  ],
  [
    `run ${TABLE} -l huber:delta=1,delta=5`,
    'loss "huber:delta=1,delta=5": expected each setting once, found "delta" twice',
    'leave one out',
  ],
  [
    `run ${TABLE} -l mse:compat --compat torch`,
    'loss "mse:compat": expected a value of compat, found nothing',
    'write it as compat=value, or leave compat out',
  ],
  [
    `run ${TABLE} -l mse:reduction,dtype=float32`,
    'loss "mse:reduction,dtype=float32": expected a value of reduction, found nothing',
    'write it as reduction=value, or leave reduction out',
  ],
  [
    `run ${TABLE} -l huber:delta=`,
    'loss "huber:delta=": expected a value of delta, found nothing',
    'write it as delta=value, or leave delta out',
  ],
  [
    'run --delta 1',
    'run has no option "--delta"',
    'a setting follows its loss: -l huber:delta=...',
  ],
  ['compare --zzz', 'compare has no option "--zzz"', 'losscalc compare --help shows its options'],
  [
    `huber ${TABLE} --delta 0x10`,
    '--delta: expected a number, found "0x10"',
    'numbers are written as 0.5, -3 or 1e-7',
  ],
  [
    `huber ${TABLE} --delta nan`,
    '--delta: expected a number, found "nan"',
    'numbers are written as 0.5, -3 or 1e-7',
  ],
  [`huber ${TABLE} --delta=-1`, '--delta: expected a number above 0, found "-1"'],
  [
    `bce ${TABLE} --compat exact --pos-weight 1,x`,
    '--pos-weight: expected a number or a list such as 0.5,2,1, found "x"',
    'numbers are written as 0.5, -3 or 1e-7',
  ],
  [
    `mse ${TABLE} -f jsn`,
    `--format: expected one of ${REPORT_FORMATS.join(', ')}, found "jsn"`,
    'did you mean "json"?',
  ],
  [
    `mse ${TABLE} --missing drop`,
    '--missing: expected one of error, skip, skip-element, nan, found "drop"',
  ],
  [`mse ${TABLE} --precision 0`, '--precision: expected an integer of at least 1, found "0"'],
  [
    `mse ${TABLE} --reduction none --max 1`,
    '--max: expected a reduced result to compare with, found --reduction none',
    'choose --reduction mean or sum, or leave --max out',
  ],
  [
    `mse ${TABLE} --reduction none --min 1`,
    '--min: expected a reduced result to compare with, found --reduction none',
    'choose --reduction mean or sum, or leave --min out',
  ],
  [
    `mse ${TABLE} --gradient -f value`,
    '--gradient: expected an output that shows gradients, found --format value',
    'choose --format table, json, ndjson, csv, markdown, html, or leave --gradient out',
  ],
  [
    `mse ${TABLE} --gradient --no-per-sample`,
    '--gradient: expected an output that shows gradients, found --format table without single samples',
    'choose --format json, add --per-sample, or leave --gradient out',
  ],
  [
    'mse --true fixtures/essay/huber.true.csv --pred fixtures/essay/categorical-crossentropy.pred.csv',
    'shapes differ: true is 2x1, pred is 2x3',
    'true and pred need the same shape; nothing is broadcast',
  ],
];

describe('a mistake in the command line', () => {
  test.each(USAGE_ERRORS)('%s', async (...[args, message, hint]) => {
    expect(await losscalc(args)).toEqual({
      status: 2,
      stdout: '',
      stderr: `losscalc: ${message}\n${hint === undefined ? '' : `  hint: ${hint}\n`}`,
    });
  });

  test('is quoted safely', async () => {
    const { stderr } = await losscalc(['mse', '--\u001b[31mred']);
    expect(stderr).toContain('has no option "--\\x1b[31mred"');
  });
});

test('no command at all shows the help on standard error', async () => {
  const help = await losscalc('--help');
  expect(await losscalc([])).toEqual({ status: 2, stdout: '', stderr: help.stdout });
});

test('a mistake in the last row leaves standard output empty, and no warning before it', async () => {
  const outcome = await losscalc('bce - --true 1 --pred 2', { stdin: '0,1.5\n0,x\n0,1\n' });
  expect(outcome).toMatchObject({ status: 2, stdout: '' });
  expect(outcome.stderr).toMatch(
    /^losscalc: standard input:2, column 2: expected a number, found "x"/,
  );
});

describe('a bug', () => {
  const stdin: AsyncIterable<Uint8Array> = {
    [Symbol.asyncIterator]: () => {
      throw new TypeError('broken\nstream');
    },
  };
  const report =
    'losscalc: internal error: broken\\nstream\n' +
    '  please report it with the command and the input; LOSSCALC_DEBUG=1 shows where it happened\n';

  test('is reported as one, with status 70 and without a stack', async () => {
    const outcome = await losscalc('mse - --true 1 --pred 2', { stdin });
    expect(outcome).toEqual({ status: 70, stdout: '', stderr: report });
  });

  test('shows its stack with LOSSCALC_DEBUG', async () => {
    const env = { LOSSCALC_DEBUG: '1' };
    const { stderr } = await losscalc('mse - --true 1 --pred 2', { stdin, env });
    expect(stderr.startsWith(report.trimEnd())).toBe(true);
    expect(stderr).toContain('errors.test.ts');
  });
});
