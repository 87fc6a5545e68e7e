import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { losscalc } from './losscalc.ts';

interface Points {
  readonly loss: string;
  readonly dtype: string;
  readonly x: { readonly title: string; readonly values: readonly number[] };
  readonly curves: readonly {
    readonly label: string;
    readonly compat: string;
    readonly params: Readonly<Record<string, unknown>>;
    readonly loss: readonly (number | string)[];
    readonly derivative?: readonly (number | string)[];
  }[];
}

async function points(args: string): Promise<Points> {
  const { status, stdout, stderr } = await losscalc(`plot ${args} -f json`);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return JSON.parse(stdout) as Points;
}

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'losscalc-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('in the terminal', () => {
  test('is drawn at its width, in colour', async () => {
    const { status, stdout, stderr } = await losscalc('plot huber --delta 0.5,1', { columns: 50 });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const lines = stdout.replaceAll(/\u001b\[\d+m/g, '').split('\n');
    expect(lines.slice(0, 2)).toEqual(['Huber loss · tf-keras', '● delta 0.5 · ■ delta 1']);
    expect(Math.max(...lines.map((line) => line.length))).toBe(50);
    expect(stdout).toContain('\u001b[36m');
  });

  test('is plain and 80 columns wide in a pipe', async () => {
    const { stdout } = await losscalc('plot mse');
    expect(stdout).not.toContain('\u001b');
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBe(80);
  });
});

describe('to a file', () => {
  test.each([
    ['curve.svg', '', '<svg '],
    ['curve.SVG', '', '<svg '],
    ['curve.json', '', '{\n'],
    ['curve.txt', ' -f terminal', 'Mean squared error'],
    ['curve', ' --format svg', '<svg '],
  ])('%s%s', async (name, format, start) => {
    const file = join(folder, name);
    const outcome = await losscalc(`plot mse -o ${file}${format}`);
    expect(outcome).toEqual({ status: 0, stdout: '', stderr: '' });
    expect((await readFile(file, 'utf8')).slice(0, start.length)).toBe(start);
  });

  test('a name that does not say what to write is an error', async () => {
    const file = join(folder, 'curve.png');
    expect(await losscalc(`plot mse -o ${file}`)).toEqual({
      status: 2,
      stdout: '',
      stderr:
        `losscalc: --output "${file}": expected a file that ends in .svg, .json, .txt, found another\n` +
        `  hint: name the format before it: --output json:${file}\n`,
    });
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('-f json', () => {
  test('holds the points', async () => {
    const { loss, dtype, x, curves } = await points('huber --delta 1,2 --range -2,2 --gradient');
    expect({ loss, dtype }).toEqual({ loss: 'huber', dtype: 'float64' });
    expect(x.title).toBe('error p - y');
    expect([x.values[0], x.values.at(-1)]).toEqual([-2, 2]);
    expect(
      curves.map(({ loss, derivative, ...about }) => ({
        ...about,
        ends: [loss[0], loss.at(-1)],
        slopes: [derivative![0], derivative!.at(-1)],
      })),
    ).toEqual([
      {
        label: 'delta 1',
        compat: 'tf-keras',
        params: { delta: 1 },
        ends: [1.5, 1.5],
        slopes: [-1, 1],
      },
      { label: 'delta 2', compat: 'tf-keras', params: { delta: 2 }, ends: [2, 2], slopes: [-2, 2] },
    ]);
  });

  test('writes infinity as a string, and no derivative that was not asked for', async () => {
    const { curves } = await points('bce --compat exact');
    expect(curves[1]!.loss[0]).toBe('Infinity');
    expect(curves[1]).not.toHaveProperty('derivative');
  });

  test('follows the conventions and parameters of the loss', async () => {
    const { x, curves } = await points(
      'cce --from-logits --compat keras,torch --label-smoothing 0.1',
    );
    expect(x.title).toBe('logit of the true class (2 others at 0)');
    expect(curves.map(({ label }) => label)).toEqual(['keras', 'torch']);
    expect(curves[0]!.params).toEqual({ fromLogits: true, labelSmoothing: 0.1 });
  });
});

test('any spelling of a loss will do', async () => {
  expect(await losscalc('plot MSELoss')).toEqual(await losscalc('plot mean-squared-error'));
});

describe('help', () => {
  test('of plot says how it is used', async () => {
    const { status, stdout } = await losscalc('plot --help');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Usage: losscalc plot <loss> \[options\]\n/);
    expect(await losscalc('help plot')).toEqual({ status, stdout, stderr: '' });
  });

  test('has examples that run', async () => {
    const { stdout } = await losscalc('plot --help');
    const examples = [...stdout.matchAll(/^ {2}losscalc (plot .*)$/gm)].map(([, args]) => args!);
    expect(examples).toHaveLength(3);
    for (const args of examples)
      expect(await losscalc(args)).toMatchObject({ status: 0, stderr: '' });
  });

  test('of a loss lists its parameters', async () => {
    const { stdout } = await losscalc('plot huber --help');
    await expect(stdout).toMatchFileSnapshot('expected/plot-huber-help.txt');
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });
});

describe('mistakes', () => {
  test.each([
    ['plot', 'plot expects a loss, found nothing', 'losscalc plot --help shows how it is used'],
    ['plot hubr', 'unknown loss "hubr"', 'did you mean "huber"?'],
    [
      'plot --delta 1 huber',
      'plot expects a loss first, found "--delta"',
      'losscalc plot <loss> [options]',
    ],
    [
      'plot mse --delta 1',
      'plot mean-squared-error has no option "--delta"',
      '--delta belongs to ',
    ],
    [
      'plot huber --delta 1,x',
      '--delta: expected a number or a list such as 0.5,2,1, found "x"',
      'numbers are written as 0.5, -3 or 1e-7',
    ],
    [
      'plot mse --range 3,-3',
      '--range: expected two numbers, the lower first, found "3,-3"',
      'as in --range -3,3',
    ],
    [
      'plot mse --range 0,inf',
      '--range: expected two numbers, the lower first, found "0,inf"',
      'as in --range -3,3',
    ],
    [
      'plot mse --compat keras,',
      '--compat: expected one of tf-keras, keras, torch, torchmetrics, sklearn, optax, tfjs, lightgbm, exact, found ""',
      undefined,
    ],
    [
      'plot cce --compat torch',
      '--compat torch: torch.nn.CrossEntropyLoss needs --from-logits',
      'add --from-logits',
    ],
    ['plot mse -f png', '--format: expected one of terminal, svg, json, found "png"', undefined],
    ['plot mse extra', 'plot mean-squared-error takes no argument, found "extra"', undefined],
  ])('%s', async (args, problem, hint) => {
    const { status, stdout, stderr } = await losscalc(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(`losscalc: ${problem}`);
    if (hint !== undefined) expect(stderr).toContain(`\n  hint: ${hint}`);
  });
});
