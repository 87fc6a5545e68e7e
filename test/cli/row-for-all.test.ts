import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { losscalc } from './losscalc.ts';

const document = {
  t: [[0, 1], [1, 1], [1, 0]],
  p: [[0.2, 0.7], [0.6, 0.4], [0.9, 0.1]],
  w: [[1, 3]],
  list: [1, 3],
  all: [[1, 3], [1, 3], [1, 3]],
  three: [[1, 3, 2]],
  // As many samples as columns.
  t2: [[0, 1], [1, 1]],
  p2: [[0.2, 0.7], [0.6, 0.4]],
}; // prettier-ignore

function run(inputs: string, options: string): ReturnType<typeof losscalc> {
  const [truth, pred, weights] = inputs.split(' ');
  return losscalc(
    `bce --true -#${truth} --pred -#${pred} --weights -#${weights} --input-format json ${options}`,
    { stdin: JSON.stringify(document) },
  );
}

/** PyTorch 2.13 computed these, with weight=[1, 3]. */
describe('weights of one row', () => {
  it('hold for every row, as the weight of BCELoss does', async () => {
    const { stdout } = await run('t p w', '--compat torch --gradient -f json');
    const { result, gradient, denominator } = JSON.parse(stdout) as Record<string, unknown>;
    expect(result).toBeCloseTo(0.8290513775250279, 14);
    expect(denominator).toBe(6);
    expect((gradient as number[][]).flat()).toEqual(
      [5 / 24, -5 / 7, -5 / 18, -1.25, -5 / 27, 5 / 9].map(
        (slope) => expect.closeTo(slope, 14) as number,
      ),
    );
    const logits = await run('t p w', '--compat torch --from-logits -f value');
    expect(Number(logits.stdout)).toBeCloseTo(1.0930957631127516, 14);
  });

  it('are the same as rows of them, and the result says that there is one', async () => {
    const options = '--compat torch -f value';
    expect((await run('t p w', options)).stdout).toBe((await run('t p all', options)).stdout);
    expect((await run('t p w', '--compat torch')).stdout).toContain('key w, one row for all');
    expect((await run('t p all', '--compat torch')).stdout).not.toContain('for all');
  });

  it('come from tables as well, beside tables of more than one block', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'row-for-all-'));
    const rows = 20_000;
    const file = (name: string, lines: readonly string[]): string => {
      const path = join(folder, name);
      writeFileSync(path, `${lines.join('\n')}\n`);
      return path;
    };
    const truth = file('true.csv', Array<string>(rows).fill('0,0'));
    const pred = file('pred.csv', Array<string>(rows).fill('1,2'));
    const mse = (weights: readonly string[]): ReturnType<typeof losscalc> =>
      losscalc(
        `mse --true ${truth} --pred ${pred} --weights ${file('w.csv', weights)} --compat optax -f value`,
      );
    // (1 * 3 + 4 * 0.5) / 2
    expect((await mse(['3,0.5'])).stdout).toBe('2.5\n');
    expect((await mse(Array<string>(rows).fill('3,0.5'))).stdout).toBe('2.5\n');
    const few = await mse(['3,0.5', '3,0.5']);
    expect([few.status, few.stdout]).toEqual([2, '']);
    expect(few.stderr).toContain('weights is 2x2');
  });

  it('are of samples where they stand one below the other', async () => {
    const { stdout } = await run('t2 p2 list', '--compat exact --reduction sum -f value');
    const losses = [Math.log(0.8) + Math.log(0.7), Math.log(0.6) + Math.log(0.4)];
    expect(Number(stdout)).toBeCloseTo(-(losses[0]! + 3 * losses[1]!) / 2, 14);
  });

  it.each([
    ['t p list', '--compat torch', 'weights is 2\n  hint: weights of the columns of pred are one row: [[1, 2, 0.5]] in JSON, a single line of a table'],
    ['t p three', '--compat torch', 'shapes differ'],
    ['t p w', '--compat keras', '--weights: keras weighs samples'],
  ])('are refused where they do not fit: %s %s', async (inputs, options, message) => {
    const { stderr, stdout, status } = await run(inputs, options);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  }); // prettier-ignore
});
