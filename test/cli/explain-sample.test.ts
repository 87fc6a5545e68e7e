import { describe, expect, test } from 'vitest';
import { LOSSES } from '../../src/losses/index.ts';
import { inputsOf } from '../../src/losses/inputs.ts';
import { kebabCase } from '../../src/messages/names.ts';
import { losscalc } from './losscalc.ts';

interface Explained {
  readonly worked: readonly {
    readonly conventions: readonly string[];
    readonly settings: Readonly<Record<string, unknown>>;
    readonly steps: readonly { readonly text: string; readonly values: readonly unknown[] }[];
    readonly loss: number | string;
  }[];
  readonly refusals: readonly { readonly convention: string; readonly reason: string }[];
}

async function explained(args: string): Promise<Explained> {
  const { status, stdout } = await losscalc(`explain ${args} -f json`);
  expect(status).toBe(0);
  return JSON.parse(stdout) as Explained;
}

test.each([
  ['bce', 'bce --true 1 --pred 0.2'],
  ['cce', 'cce --true 0,1,0 --pred 0.1,0.7,0.2'],
  ['huber', 'huber --true 1,2 --pred 1.5,4 --delta 0.5'],
])('explain %s with numbers', async (name, args) => {
  const { status, stdout, stderr } = await losscalc(`explain ${args}`);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  await expect(stdout).toMatchFileSnapshot(`expected/explain-sample-${name}.txt`);
});

describe('the steps', () => {
  test('are those of the formula, with their values', async () => {
    const { worked } = await explained('bce --true 1 --pred 0.2 --compat keras');
    expect(worked).toEqual([
      {
        conventions: ['keras'],
        settings: { eps: 1e-7, label_smoothing: 0 },
        steps: [
          { text: 't = y * (1 - label_smoothing) + label_smoothing / 2', values: [1] },
          { text: 'q = clip(p, eps, 1 - eps)', values: [0.2] },
          { text: 'log(q)', values: [Math.log(0.2)] },
          { text: 't * log(q)', values: [Math.log(0.2)] },
          { text: 'log(1 - q)', values: [Math.log(0.8)] },
          { text: '(1 - t) * log(1 - q)', values: [0] },
          { text: 'mean(-(t * log(q) + (1 - t) * log(1 - q)))', values: [-Math.log(0.2)] },
        ],
        loss: -Math.log(0.2),
      },
    ]);
  });

  test('end in the loss that the command of the loss computes', async () => {
    const { worked } = await explained('bce --true 1 --pred 0 --compat tf-keras');
    const { stdout } = await losscalc('bce - --true 1 --pred 2 --compat tf-keras -f value', {
      stdin: '1,0\n',
    });
    expect(worked[0]!.loss).toBe(Number(stdout));
    expect(worked[0]!.steps.at(-1)!.values).toEqual([Number(stdout)]);
  });

  test('are shared by conventions with the same ones', async () => {
    const { worked } = await explained('cce --true 0,1 --pred 1,3 --from-logits');
    expect(worked.map(({ conventions }) => conventions)).toContainEqual([
      'tf-keras',
      'keras',
      'tfjs',
    ]);
  });

  test('are rounded to float32 when that is asked for', async () => {
    const { worked } = await explained('mse --true 0.1 --pred 0.3 --dtype float32');
    expect(worked[0]!.loss).toBe(0.040000007);
  });

  test('may be infinite', async () => {
    const { worked } = await explained('bce --true 1 --pred 0 --compat exact');
    expect(worked[0]!.loss).toBe('Infinity');
  });
});

describe.each(LOSSES.map((loss) => [loss.name, loss] as const))('%s', (name, loss) => {
  const takesRows = [...inputsOf(loss).values()].every(({ shape }) => shape !== 'batch');

  test.runIf(takesRows)('its example ends in its loss', async () => {
    const numbers = Object.entries(loss.example).map(
      ([input, rows]) => `--${kebabCase(input)} ${[rows![0]!].flat().join(',')}`,
    );
    const { worked } = await explained(`${name} ${numbers.join(' ')}`);
    for (const { steps, loss: end } of worked) {
      const [last] = steps.at(-1)!.values;
      // The loss is computed anew with more digits where those of its steps cancel.
      const slack = typeof end === 'number' ? 1e-13 * Math.max(1, Math.abs(end)) : 0;
      if (slack > 0) expect(Math.abs(Number(last) - Number(end))).toBeLessThanOrEqual(slack);
      else expect(last).toBe(end);
    }
  });

  test.runIf(!takesRows)('takes more than a row of numbers', async () => {
    const numbers = [...inputsOf(loss).keys()].map((input) => `--${kebabCase(input)} 1,2`);
    const { status, stderr } = await losscalc(`explain ${name} ${numbers.join(' ')}`);
    expect(status).toBe(2);
    expect(stderr).toContain(`${name} takes no single row of numbers`);
  });
});

test('a convention that refuses the numbers is listed with the reason', async () => {
  const { refusals } = await explained('bce --true 1 --pred 1.5');
  expect(refusals).toContainEqual({
    convention: 'torch',
    reason: 'pred, row 1: torch expects a probability from 0 to 1, found 1.5',
  });
});

test.each([
  ['bce --true 1 --pred 1.5 --compat torch', 'pred, row 1: torch expects a probability'],
  ['bce --true 1 --pred 0.1,0.2', 'shapes differ: true is 1x1, pred is 1x2'],
  ['bce --true 1', '--pred: expected a number or a list such as 0,1,0, found nothing'],
  ['bce --true 1 --pred x', '--pred: expected a number or a list such as 0.5,2,1, found "x"'],
  ['huber --delta 2', '--delta: expected numbers to compute a loss of, found nothing'],
  ['mse --true 1 --pred 2 --compat sklern', '--compat: expected one of'],
  ['mse --true 1 --pred 2 --delta 1', 'has no option "--delta"'],
])('explain %s is a mistake', async (args, message) => {
  const { status, stdout, stderr } = await losscalc(`explain ${args}`);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain(message);
});
