import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveRequest } from '../../src/engine/request.ts';
import { loss, losses } from '../../src/index.ts';
import type { ConventionName, LossDefinition } from '../../src/losses/definition.ts';
import { losscalc } from '../cli/losscalc.ts';
import { computed } from '../support/evaluate-rows.ts';

type Rows = readonly (readonly number[])[];

const requests = losses.flatMap((definition: LossDefinition) =>
  Object.entries(definition.conventions)
    .filter(([, { masksRows }]) => masksRows)
    .map(([compat]) => {
      const params = 'fromLogits' in definition.parameters ? { fromLogits: true } : {};
      const options = { compat: compat as ConventionName, params };
      return [`${definition.name} ${compat}`, resolveRequest(definition, options)] as const;
    }),
);

/** Rows of a few numbers of which two or more take part, each below 1; those of true that do sum to 1. */
const masked = fc.integer({ min: 2, max: 6 }).chain((width) => {
  const lengths = { minLength: width, maxLength: width };
  const numbers = fc.array(fc.integer({ min: 1, max: 30 }), lengths);
  const mask = fc.array(fc.constantFrom(0, 1), lengths).filter((each) => sumOf(each) > 1);
  return fc.array(fc.record({ true: numbers, pred: numbers, mask }), {
    minLength: 1,
    maxLength: 4,
  });
});

it('is there for optax and exact', () => {
  expect(requests.map(([name]) => name)).toMatchSnapshot();
});

describe.each(requests)('%s', (_, request) => {
  const isOfIndices = request.inputs.get('true')!.shape === 'sample';

  it('of a masked row is that of a row without what is left out', () => {
    fc.assert(
      fc.property(masked, (rows) => {
        // What is left out may be anything.
        const of = (each: 'true' | 'pred'): Rows =>
          rows.map(({ mask, ...row }) => {
            const kept = row[each].filter((_, k) => mask[k] === 1);
            const scale = each === 'true' ? sumOf(kept) : 40;
            return row[each].map((x, k) => (mask[k] === 1 ? x / scale : NaN));
          });
        const given = {
          true: isOfIndices ? rows.map(({ mask }) => mask.indexOf(1)) : of('true'),
          pred: of('pred'),
          mask: rows.map(({ mask }) => mask),
        };
        const asked = { ...request, reduction: 'sum' } as const;
        const whole = computed(asked, given);
        const parts = rows.map((row, i) => {
          const kept = (each: Rows): readonly number[] => each[i]!.filter((_, k) => row.mask[k]);
          const ofRow = {
            true: isOfIndices ? [0] : [kept(given.true as Rows)],
            pred: [kept(given.pred)],
          };
          return computed(asked, ofRow);
        });
        const losses = [...whole.perSample!.values];
        parts.forEach(({ result }, i) => expect(losses[i]).toBeCloseTo(result!, 12));
        const slopes = [...whole.gradient!.values];
        const isKept = given.mask.flat();
        const ofKept = slopes.filter((_, at) => isKept[at] === 1);
        parts
          .flatMap(({ gradient }) => [...gradient!.values])
          .forEach((slope, at) => expect(ofKept[at]).toBeCloseTo(slope, 12));
        expect(slopes.every((slope, at) => isKept[at] === 1 || slope === 0)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

describe('a mask of classes', () => {
  const stdin = JSON.stringify({
    t: [0, 2],
    p: [[1, 2, 3], [0.5, 1, 2]],
    y: [[0, 1, 0], [0.25, 0.25, 0.5]],
    m: [[1, 1, 0], [0, 1, 1]],
    none: [[1, 1, 0], [0, 0, 0]],
    odd: [[1, 1, 0], [0, 2, 1]],
    wrong: [[0, 1, 1], [1, 1, 1]],
  }); // prettier-ignore
  const run = (name: string, inputs: string): ReturnType<typeof losscalc> =>
    losscalc(`${name} --pred -#p --input-format json --from-logits ${inputs}`, { stdin });

  it('leaves them out of the softmax', async () => {
    const { stdout } = await run('scce', '--true -#t --mask -#m --compat optax -f value');
    // log(1 + e) and log(1 + 1 / e)
    expect(Number(stdout)).toBeCloseTo((Math.log1p(Math.E) + Math.log1p(1 / Math.E)) / 2, 14);
  });

  it.each([
    ['scce', '--true -#t --mask -#m --compat keras', '--mask: keras masks samples of sparse-categorical-crossentropy: expected one number for each, found one for each number of pred\n  hint: --compat optax or --compat exact leaves numbers out of rows'],
    ['scce', '--true -#t --mask -#wrong --compat optax', 'row 1: expected a class that the mask leaves in its row, found 0'],
    ['scce', '--true -#t --mask -#odd --compat optax', 'row 2: expected 0 for a number that is left out or 1 for one that is not, found 2'],
    ['scce', '--true -#t --mask -#m --weights -#m --compat optax', '--weights: expected one weight for each sample, found one for each class of it'],
  ])('is refused with its reason: %s %s', async (name, inputs, message) => {
    const { stderr, stdout, status } = await run(name, inputs);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  }); // prettier-ignore

  it('leaves out a sample of which no class is left', async () => {
    const { stdout } = await run('cce', '--true -#y --mask -#none --compat optax -f json');
    expect(JSON.parse(stdout)).toMatchObject({ samples: 1, denominator: 1 });
  });

  it('has targets that sum to 1 without what it leaves out', async () => {
    const { stderr } = await run('cce', '--true -#y --mask -#m --compat optax');
    expect(stderr).toContain('1 row does not sum to 1 (row 2: 0.75)');
  });

  it('belongs to the value of the sample with every dtype', () => {
    const options = { compat: 'optax', fromLogits: true, dtype: 'float32' } as const;
    const of = (pred: number[][], mask?: number[][]): number =>
      loss('scce', options).reduced([1], pred, mask && { mask });
    expect(of([[1, 2, 3]], [[1, 1, 0]])).toBe(of([[1, 2]]));
  });
});
