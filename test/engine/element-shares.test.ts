import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveRequest, type LossRequest } from '../../src/engine/request.ts';
import { loss, losses, lossNamed } from '../../src/index.ts';
import type { ConventionName, LossDefinition } from '../../src/losses/definition.ts';
import { isBox } from '../../src/losses/domain.ts';
import { inputsOf } from '../../src/losses/inputs.ts';
import { arbitraryInputs, lengthOfLists, type Given } from '../support/arbitrary-inputs.ts';
import { isOfColumns } from '../support/of-columns.ts';
import { computed, evaluationOf } from '../support/evaluate-rows.ts';
import { losscalc } from '../cli/losscalc.ts';

type Rows = readonly (readonly number[])[];

const REDUCTIONS = ['mean', 'sum', 'weighted-mean', 'nonzero-mean'] as const;

/** Every loss of a number for each prediction, in rows of any length, under every convention. */
const requests = losses.filter(takesAnyLength).flatMap((definition: LossDefinition) =>
  (Object.keys(definition.conventions) as ConventionName[]).map((compat) => {
    const { requires } = definition.conventions[compat]!;
    const params = requires ? { [requires]: true } : {};
    return [
      `${definition.name} ${compat}`,
      resolveRequest(definition, { compat, params }),
    ] as const;
  }),
);

function takesAnyLength(definition: LossDefinition): boolean {
  const inputs = [...inputsOf(definition).values()];
  const areRows = inputs.every(({ domain, shape }) => !isBox(domain) && shape !== 'sample');
  return areRows && lengthOfLists(definition) === undefined;
}

function isTaken(request: LossRequest, share: 'weights' | 'mask'): boolean {
  const rows = [[0.25, 0.5], [0.75, 0.125]]; // prettier-ignore
  const given = [...request.inputs].map(([name, { shape }]) => {
    return [name, shape === 'sample' ? [0, 1] : rows] as const;
  });
  const ones = [[1, 1], [1, 1]]; // prettier-ignore
  try {
    evaluationOf(request, Object.fromEntries([...given, [share, ones]]));
    return true;
  } catch (error) {
    expect(String(error)).toMatch(new RegExp(`--${share}.*: .*(expected|takes no weights)`));
    return false;
  }
}

const weighing = requests.filter(([, request]) => isTaken(request, 'weights'));
// Where a mask says what takes part in a row its numbers are no samples.
const masked = requests.filter(
  ([, request]) => !request.convention.masksRows && isTaken(request, 'mask'),
);
it('is a matter of losses of single numbers, and of frameworks that weigh them', () => {
  expect(weighing.map(([name]) => name)).toMatchSnapshot('weights');
  expect(masked.map(([name]) => name)).toMatchSnapshot('masks');
});

describe.each(masked.filter(([name]) => !isOfColumns(name)))('%s', (name, request) => {
  const takesWeights = weighing.some(([each]) => each === name);

  it('of weighted and masked numbers is that of a list of them', () => {
    const inputs = arbitraryInputs(request.definition, request.params['fromLogits'] === true);
    const shares = fc.array(fc.nat(4), { minLength: 5, maxLength: 9 });
    fc.assert(
      fc.property(inputs, shares, fc.constantFrom(...REDUCTIONS), (given, drawn, reduction) => {
        const pred = given['pred'] as Rows;
        const width = pred[0]!.length;
        const share = (i: number, k: number): number => drawn[(i * width + k) % drawn.length]!;
        // The first counts.
        const mask = pred.map((row, i) =>
          row.map((_, k) => Number(i + k === 0 || share(i, k) !== 1)),
        );
        const weights = pred.map((row, i) => row.map((_, k) => share(i, k) / 2 + Number(k === 0)));
        const isWhole = evaluationOf(request, given).isBatchLevel;
        const asked = isWhole ? request : { ...request, reduction };
        const more = { mask, ...(takesWeights && { weights }) };
        const found = computed(asked, { ...given, ...more });
        const list = listOf({ ...given, ...(takesWeights && { weights }) }, mask);
        const expected = computed(asked, list);
        expect(found.result).toEqual(closeTo(expected.result));
        expect(found.denominator).toEqual(closeTo(expected.denominator));
        const slopes = [...found.gradient!.values].filter((_, at) => mask.flat()[at] === 1);
        expect(slopes).toHaveLength(expected.gradient!.values.length);
        expected.gradient!.values.forEach((slope, at) =>
          expect(slopes[at]).toEqual(closeTo(slope)),
        );
        const leftOut = [...found.gradient!.values].filter((_, at) => mask.flat()[at] === 0);
        expect(leftOut.every((slope) => slope === 0)).toBe(true);
      }),
      { numRuns: 25 },
    );
  });
});

/** The numbers that a mask leaves, each a row by itself. */
function listOf(given: Given, mask: readonly (readonly number[])[]): Given {
  const kept = mask.flatMap((row, i) => row.flatMap((each, k) => (each === 1 ? [[i, k]] : [])));
  const lists = Object.entries(given).map(([name, rows]) => {
    const values = kept.map(([i, k]) => {
      const ofRow = (rows as readonly (number | readonly number[])[])[i!]!;
      return typeof ofRow === 'number' ? ofRow : ofRow[k!]!;
    });
    return [name, name === 'weights' ? values : values.map((value) => [value])] as const;
  });
  return Object.fromEntries(lists);
}

/** The same number, up to the rounding of other sums in float64. */
function closeTo(value: number | null): unknown {
  if (value === null || !Number.isFinite(value)) return value;
  return expect.toSatisfy((found: number) => {
    return Math.abs(found - value) <= 1e-12 * Math.max(Math.abs(value), 1e-3);
  });
}

/** PyTorch 2.13, optax 0.2.8 and TensorFlow.js 4.22 computed these. */
describe('weights of single numbers', () => {
  const given = { true: [[0, 0], [1, 1]], pred: [[1, 2], [3, 5]] }; // prettier-ignore
  const weights = [[1, 0.5], [3, 2]]; // prettier-ignore

  it.each([
    ['mse', { compat: 'torch' }, 47 / 6.5],
    ['mse', { compat: 'torch', reduction: 'sum' }, 47],
    ['huber', { compat: 'torch' }, (0.5 + 0.5 * 1.5 + 3 * 1.5 + 2 * 3.5) / 4],
    ['mse', { compat: 'optax' }, 47 / 4],
    ['mse', { compat: 'tfjs' }, 47 / 4],
    ['mse', { compat: 'tfjs', reduction: 'sum' }, 47],
    ['mse', { compat: 'tfjs', reduction: 'weighted-mean' }, 47 / 6.5],
    ['mse', { compat: 'exact' }, 47 / 4],
    ['rmse', { compat: 'exact' }, Math.sqrt(47 / 6.5)],
  ] as const)('divide in %s of %j as they do there', (name, options, value) => {
    const { result } = lossNamed(name, options).evaluate(given.true, given.pred, {
      weights,
    });
    expect(result).toBeCloseTo(value, 14);
  });

  it('weigh the losses of single numbers that are not reduced', () => {
    const { perElement } = loss('bce', { compat: 'torch', reduction: 'none' }).evaluate(
      [[1, 1]],
      [[0.5, 0.25]],
      { weights: [[2, 3]] },
      { perElement: true },
    );
    expect([...perElement!.values]).toEqual([2 * Math.LN2, 3 * Math.log(4)]);
  });

  it('weigh losses of TensorFlow.js that are not reduced, each or those of a sample', () => {
    const of = (shares: number[] | number[][]): number[] => {
      const asked = loss('mse', { compat: 'tfjs', reduction: 'none' });
      const { perElement } = asked.evaluate(given.true, given.pred, { weights: shares }, { perElement: true });
      return [...perElement!.values];
    };
    expect(of([[1, 0.5], [3, 2]])).toEqual([1, 2, 12, 32]);
    expect(of([1, 3])).toEqual([1, 4, 12, 48]);
  }); // prettier-ignore

  it('lie along the axes of the predictions', () => {
    const of = (axis: number): number =>
      loss('mse', { compat: 'exact', axis }).reduced([[0, 0, 0], [1, 1, 1]], [[1, 2, 3], [3, 5, 7]], {
        weights: [[1, 0, 2], [0, 3, 0]],
      }); // prettier-ignore
    expect(of(0)).toBeCloseTo(of(-1), 14);
    expect(of(-1)).toBeCloseTo((1 + 2 * 9 + 3 * 16) / 6, 14);
  });

  it.each([
    ['mse', { compat: 'keras' }, '--weights: keras weighs samples'],
    ['cce', { compat: 'exact' }, '--weights: expected one weight for each sample'],
  ] as const)('are refused where there are none such, in %s of %j', (name, options, message) => {
    const of = (): unknown =>
      lossNamed(name, options).evaluate(given.true, given.pred, { weights });
    expect(of).toThrow(message);
  });

  it('come from columns, and count in segments', async () => {
    const stdin = 'g,a,b,p,q,v,w\nx,0,0,1,2,1,0.5\ny,1,1,3,5,3,2\n';
    const command = 'mse - -t a,b -p p,q --weights v,w --compat torch';
    expect((await losscalc(`${command} -f value`, { stdin })).stdout).toBe('7.230769230769231\n');
    const { stdout } = await losscalc(`${command} --by g -f csv`, { stdin });
    expect(stdout).toContain('g,x,mean-squared-error,torch,weighted-mean,1,2,');
    expect(stdout).toContain('g,y,mean-squared-error,torch,weighted-mean,1,8.8,');
  });
});

describe('a mask of single numbers', () => {
  it('is read from files of the shape of the predictions', async () => {
    const stdin = JSON.stringify({
      t: [[[0, 0]], [[1, 1]]],
      p: [[[1, 2]], [[3, 5]]],
      m: [[[1, 0]], [[0, 1]]],
    });
    const { stdout } = await losscalc(
      'mse --true -#t --pred -#p --mask -#m -f value --input-format json',
      { stdin },
    );
    expect(stdout).toBe('8.5\n');
  });

  it('has 0 and 1 only', () => {
    expect(() => loss('mse').reduced([[1, 2]], [[1, 3]], { mask: [[1, 0.5]] })).toThrow(
      'mask, row 1: expected 0 for a number that is left out or 1 for one that is not, found 0.5',
    );
  });

  it('leaves no number where it is 0 for all', () => {
    const { result } = loss('mse', { compat: 'keras', warn: () => undefined }).evaluate(
      [[1, 2]],
      [[1, 3]],
      { mask: [[0, 0]] },
    );
    expect(result).toBe(0);
  });
});
