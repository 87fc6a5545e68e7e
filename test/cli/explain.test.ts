import { describe, expect, test } from 'vitest';
import { CHOOSING } from '../../src/losses/choosing.ts';
import { LOSSES } from '../../src/losses/index.ts';
import { losscalc } from './losscalc.ts';

interface Explanation {
  readonly name: string;
  readonly forms: readonly {
    readonly from: string | null;
    readonly formulas: readonly {
      readonly conventions: readonly string[];
      readonly formula: string;
    }[];
    readonly results: readonly {
      readonly convention: string;
      readonly result: number;
      readonly difference: number;
    }[];
  }[];
}

async function explanation(loss: string): Promise<Explanation> {
  const { stdout } = await losscalc(`explain ${loss} -f json`);
  return JSON.parse(stdout) as Explanation;
}

test.each(['huber', 'binary-crossentropy'])('explain %s', async (name) => {
  const { status, stdout, stderr } = await losscalc(`explain ${name}`);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  await expect(stdout).toMatchFileSnapshot(`expected/explain-${name}.txt`);
});

test.each(LOSSES.map(({ name }) => name))('explain %s fits 80 columns', async (name) => {
  const { stdout } = await losscalc(`explain ${name}`);
  expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
});

test('says when to use which loss of the family', async () => {
  const { stdout } = await losscalc('explain huber');
  const section = /^Choosing \(regression\)\n((?: {2}.*\n)+)/m.exec(stdout)?.[1] ?? '';
  const shown = section.trim().split(/\s+/).join(' ');
  expect(shown).toBe(CHOOSING.regression.replaceAll('`', ''));
});

test('any spelling of a loss will do', async () => {
  expect(await losscalc('explain MSELoss')).toEqual(await losscalc('explain mean-squared-error'));
});

test('headings are bold on a terminal', async () => {
  const { stdout } = await losscalc('explain huber', { columns: 80 });
  expect(stdout).toMatch(/^\u001b\[1mHuber loss\u001b\[22m\n/);
});

describe('-f json', () => {
  test('conventions with the same formula share it', async () => {
    const { forms } = await explanation('huber');
    expect(forms).toHaveLength(1);
    expect(forms[0]!.from).toBeNull();
    expect(forms[0]!.formulas.map(({ conventions }) => conventions)).toEqual([
      ['tf-keras'],
      ['keras', 'torch', 'optax'],
      ['tfjs'],
      ['lightgbm'],
      ['catboost'],
      ['exact'],
    ]);
  });

  test('the example is worked under every convention, with the difference from the first', async () => {
    const [fromProbabilities] = (await explanation('bce')).forms;
    const results = Object.fromEntries(
      fromProbabilities!.results.map(({ convention, result }) => [convention, result]),
    );
    expect(results).toEqual({
      'tf-keras': 0.510825457099338,
      keras: 0.5108256237659907,
      torch: 0.5108256237659907,
      tfjs: 0.510825457099338,
      lightgbm: 0.5108256237659907,
      xgboost: 0.5108256237659907,
      exact: 0.5108256237659907,
    });
    expect(fromProbabilities!.results.map(({ difference }) => difference)).toEqual([
      0,
      ...[1, 1, 0, 1, 1, 1].map((is) => is * (0.5108256237659907 - 0.510825457099338)),
    ]);
  });

  test('a convention that takes logits only has a formula and a result from logits alone', async () => {
    const { forms } = await explanation('cce');
    const [fromProbabilities, fromLogits] = forms;
    const holders = (form: typeof fromLogits) => form!.formulas.flatMap((each) => each.conventions);
    expect(fromProbabilities!.from).toBe('probabilities');
    expect(holders(fromProbabilities)).not.toContain('torch');
    expect(fromLogits!.from).toBe('logits');
    expect(holders(fromLogits)).toContain('torch');
    expect(fromLogits!.formulas.map(({ formula }) => formula).join()).not.toContain('from_logits');
  });
});
