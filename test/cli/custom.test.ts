import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { losscalc, type Outcome } from './losscalc.ts';

const TABLE = ['fixtures/essay/table.csv', '--true', 'y', '--pred', 'yhat'];
const CLASSES = ['fixtures/essay/classes.csv', '--true', 'y0-y2', '--pred', 'p0-p2'];

function custom(formula: string, ...args: readonly string[]): Promise<Outcome> {
  return losscalc(['custom', formula, ...args]);
}

async function value(formula: string, ...args: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await custom(formula, ...args, '-f', 'value');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
}

describe('a formula', () => {
  test.each([
    ['mse', 'mean((p - y)^2)', ''],
    [
      'huber --delta 0.25',
      'e = abs(p - y); mean(e <= d ? e^2 / 2 : d * (e - d / 2))',
      '--param d=0.25',
    ],
    ['mae --dtype float32', 'mean(abs(p - y))', '--dtype float32'],
    ['mae --reduction none', 'mean(abs(p - y))', '--reduction none'],
  ])('computes what %s computes', async (loss, formula, options) => {
    const builtIn = await losscalc([...loss.split(' '), ...TABLE, '-f', 'value']);
    const words = options.split(' ').filter(Boolean);
    expect(await value(formula, ...TABLE, ...words)).toBe(builtIn.stdout);
  });

  test('has a gradient, per-sample losses and its parameters in the result', async () => {
    const { stdout } = await custom(
      'mean(w * (p - y)^2)',
      ...TABLE,
      ...['--param', 'w=2', '--gradient', '-f', 'json'],
    );
    expect(JSON.parse(stdout)).toMatchObject({
      loss: 'custom',
      compat: 'exact',
      params: { w: 2 },
      perSample: [0.32000000000000006, 0.32000000000000006],
      gradient: [[0.8], [-0.8]],
    });
  });

  test('takes lists, one number for each column', async () => {
    const formula = 'sum(w * (p - y))';
    const weighted = await value(formula, ...CLASSES, '--param', 'w=0,0,1');
    expect(weighted).toBe(
      await value('sum((p - y) * third)', ...CLASSES, '--param', 'third=0,0,1'),
    );
    expect(weighted).not.toBe(await value(formula, ...CLASSES, '--param', 'w=1'));
  });

  test('names itself in tables, in its canonical form', async () => {
    const { stdout } = await custom('e=p-y ;mean( e^2 )', ...TABLE);
    expect(stdout).toMatch(/^Custom loss · exact \(e = p - y; mean\(e\^2\)\) · float64\n/);
  });

  test.each(['-mean(p - y)', ' -mean(p - y)', '-(mean(p - y))'])(
    'may begin with a sign: %s',
    async (formula) => {
      expect(await value(formula, ...TABLE, '--reduction', 'sum')).toBe('0\n');
    },
  );

  test('of the whole input is one number', async () => {
    expect(await value('sqrt(batch_mean((p - y)^2))', ...TABLE)).toBe('0.4\n');
  });

  test('takes true values as class indices where it indexes by them', async () => {
    const args = ['-', '--true', 'class', '--pred', 'a,b,c', '-f', 'value'];
    const stdin = 'class,a,b,c\n1,0.2,0.5,0.3\n2,0,0,1\n';
    const { stdout } = await losscalc(['custom', '-log(p[y])', ...args, '--reduction', 'sum'], {
      stdin,
    });
    expect(Number(stdout)).toBeCloseTo(Math.LN2, 15);
    const { status, stderr } = await losscalc(['custom', '-log(p[y])', ...args], {
      stdin: stdin.replace('\n2', '\n3'),
    });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^losscalc: standard input.*row 2: .*found 3/);
  });

  test('can be gated', async () => {
    const { status, stderr } = await custom('mean((p - y)^2)', ...TABLE, '--max', '0.1');
    expect(status).toBe(1);
    expect(stderr).toBe('losscalc: custom 0.16000000000000003 is above --max 0.1\n');
  });

  test.each([
    ['mean(p)', 'y, the true values'],
    ['mean(y)', 'p, the predictions'],
  ])('%s warns of what it does not use', async (formula, unused) => {
    const { status, stderr } = await custom(formula, ...TABLE);
    expect(status).toBe(0);
    expect(stderr).toBe(`losscalc: warning: the formula does not use ${unused}\n`);
  });
});

describe('a mistake', () => {
  const explained =
    'losscalc custom --help explains formulas; --param name=value gives a name a value';
  test.each([
    [
      'mean((p - y)^2',
      'formula, position 15: expected ")" to close the arguments, found the end of the formula\n' +
        '  mean((p - y)^2\n                ^',
    ],
    [
      '-mena(p - y)',
      'formula, position 2: unknown function "mena" (did you mean "mean"?)\n  -mena(p - y)\n   ^',
    ],
    [
      'mean(dleta * (p - y))',
      'formula, position 6: unknown name "dleta" (did you mean "delta"?)\n' +
        '  mean(dleta * (p - y))\n       ^',
    ],
    [
      '(p - y)^2',
      'formula, position 8: the value of a loss must be one number for each sample: reduce it with mean or sum\n' +
        '  (p - y)^2\n         ^',
    ],
  ])('in the formula %s is pointed at', async (formula, message) => {
    const { status, stdout, stderr } = await custom(formula, ...TABLE, '--param', 'delta=1');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toBe(`losscalc: ${message}\n  hint: ${explained}\n`);
  });

  test.each([
    [
      'delta',
      '--param: expected name=value, found "delta"',
      '--param delta=2, or for a list --param w=0.5,2,1',
    ],
    [
      '=2',
      '--param: expected a name of lower-case letters, digits and _, found ""',
      'use such a name in the formula, too',
    ],
    [
      'W=2',
      '--param: expected a name of lower-case letters, digits and _, found "W"',
      'use such a name in the formula, too',
    ],
    ...['y', 'p', 'n', 'i', 'inf', 'max', 'softmax'].map((name) => [
      `${name}=2`,
      `--param: expected a name of your own, found "${name}", which is one of the language`,
      'choose another, in the formula, too',
    ]),
    [
      'w=2x',
      '--param w: expected a number or a list such as 0.5,2,1, found "2x"',
      'numbers are written as 0.5, -3 or 1e-7',
    ],
    [
      'w=1,,2',
      '--param w: expected a number or a list such as 0.5,2,1, found ""',
      'numbers are written as 0.5, -3 or 1e-7',
    ],
    [
      'w=1,inf',
      '--param w: expected finite numbers, found "1,inf"',
      'formulas have a name for infinity: inf',
    ],
    [
      'ww=1',
      '--param ww: expected a name in the formula, found "ww" nowhere in it',
      'leave it out',
    ],
    [
      'widht=1',
      '--param widht: expected a name in the formula, found "widht" nowhere in it',
      'did you mean "width"?',
    ],
    [
      'w=1,2',
      '--param w: expected 1 numbers, one for each column of pred, found 2',
      'a single number holds for all columns',
    ],
  ])('in --param %s is told', async (param, message, hint) => {
    const formula = 'width = 2; mean(w * width * (p - y))';
    const given = param.startsWith('w=') ? [] : ['--param', 'w=1'];
    const { status, stdout, stderr } = await custom(formula, ...TABLE, ...given, '--param', param);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toBe(`losscalc: ${message}\n  hint: ${hint}\n`);
  });

  test.each([
    [
      ['mean(w * p)', ...TABLE, '--param', 'w=1', '--param', 'w=2'],
      '--param w: expected one value, found two',
      'leave one out',
    ],
    [
      ['mean(d * p)', ...TABLE, '--delta', '1'],
      'custom has no option "--delta"',
      'a parameter of a formula is given as --param name=value',
    ],
    [
      ['mean(p)', ...TABLE, '--gradeint'],
      'custom has no option "--gradeint"',
      'did you mean "--gradient"?',
    ],
    [[], 'custom expects a formula, found nothing', 'losscalc custom --help shows how it is used'],
    [
      ['a', '=', '1'],
      'custom: expected a formula and files, found "a" "=" "1"',
      "the formula is one word, in quotes: losscalc custom 'abs(p - y)'",
    ],
  ])('in the command line is told: %j', async (args, message, hint) => {
    const { status, stderr } = await losscalc(['custom', ...args]);
    expect(status).toBe(2);
    expect(stderr).toBe(`losscalc: ${message}\n  hint: ${hint}\n`);
  });
});

describe('--help', () => {
  test('explains the language', async () => {
    const { stdout } = await losscalc('custom --help');
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    const language = stdout.slice(stdout.indexOf('Formulas:'));
    await expect(language).toMatchFileSnapshot('expected/custom-help-language.txt');
  });

  test('has examples that run', async () => {
    const { stdout } = await losscalc('custom --help');
    const examples = examplesIn(stdout);
    expect(examples).toHaveLength(4);
    for (const { file, args } of examples) {
      const stdin = file === undefined ? '' : await readFile(file, 'utf8');
      const { status, stderr, stdout: shown } = await losscalc(args, { stdin });
      expect({ args, status, stderr }).toEqual({ args, status: 0, stderr: '' });
      expect(shown).toMatch(/^Custom loss /);
    }
  });
});

describe('--plot', () => {
  test('draws a curve for each value of a parameter', async () => {
    const { status, stdout, stderr } = await losscalc(
      ['custom', 'mean(abs(p - y)^k)', '--param', 'k=1,2', '--plot'],
      { columns: 60 },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('k 1');
    expect(stdout).toContain('k 2');
    expect(stdout).toContain('error p - y');
  });

  test.each([
    [
      [...TABLE, '--max', '0.1', '--by', 'g', '--no-per-sample'],
      /found "[^"]*table\.csv", --true, --pred, --by, --no-per-sample, --max\n {2}hint: leave that out/,
    ],
    [['--format', 'json'], /found --format\n {2}hint: a drawing's format is that of its file/],
    [['--input', 'u=u'], /found --input\n {2}hint: draw it with a number in place of an input/],
  ])('refuses what it would leave out in silence: %j', async (args, message) => {
    const words = ['custom', 'mean(abs(p - y))', ...args, '--plot'];
    const { status, stdout, stderr } = await losscalc(words);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });

  test('is a UserError where the formula has no curve', async () => {
    const { status, stdout, stderr } = await losscalc([
      'custom',
      'sqrt(batch_mean((p - y)^2))',
      '--plot',
    ]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('custom has no curve over a single prediction');
  });
});

test('class labels are text where the formula indexes by them', async () => {
  const { status, stdout } = await losscalc(
    ['custom', 'logsumexp(p) - p[y]', '-', '-t', 'l', '-p', 'a,b', '-f', 'value'],
    { stdin: 'l,a,b\nb,1,2\n' },
  );
  expect({ status, stdout }).toEqual({ status: 0, stdout: '0.3132616875182228\n' });
});

/** The commands after `Examples:` as words, with the file that is piped into them. */
function examplesIn(help: string): { file: string | undefined; args: string[] }[] {
  const text = help.split('Examples:\n')[1]!.replaceAll(/(?:\\|(\|))\n +/g, '$1 ');
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [, file, command = ''] = /^(?:cat (\S+) \| )?\s*losscalc (.*)$/.exec(line.trim())!;
      const words = command.match(/'[^']*'|\S+/g)!.map((word) => word.replaceAll("'", ''));
      return { file, args: words };
    });
}
