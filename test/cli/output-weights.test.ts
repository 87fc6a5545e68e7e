import { describe, expect, it } from 'vitest';
import { losscalc } from './losscalc.ts';

const stdin = 'a,b,p,q\n1,2,1.5,2\n3,5,3,4\n2,2,2,3\n';

function run(name: string, more: string): ReturnType<typeof losscalc> {
  return losscalc(`${name} - -t a,b -p p,q ${more}`, { stdin });
}

/** scikit-learn 1.9.1 computed these, with multioutput=[1, 3] and 'raw_values'. */
describe('weights of outputs', () => {
  it.each([
    ['mae', 0.5416666666666666, [0.16666666666666666, 0.6666666666666666]],
    ['mse', 0.5208333333333334, [0.08333333333333333, 0.6666666666666666]],
    ['rmse', 0.6845412193444977, [0.28867513459481287, 0.816496580927726]],
    ['rmsle', 0.17968816014071393, [0.1288319894191881, 0.19664021704788917]],
    ['median-absolute-error', 0.75, [0, 1]],
    ['r2', 0.71875, [0.875, 0.6666666666666667]],
    ['explained-variance', 0.7291666666666666, [0.9166666666666666, 0.6666666666666667]],
  ] as const)('of %s are those of multioutput', async (name, weighted, raw) => {
    const { stdout } = await run(name, '--compat sklearn --output-weights 1,3 -f value');
    expect(Number(stdout)).toBeCloseTo(weighted, 14);
    // That an output counts nothing beside others is no matter of its own result.
    const each = await run(name, '--compat sklearn --output-weights 1,0 --per output -f json');
    const { segments } = JSON.parse(each.stdout) as { segments: { results: number[] }[] };
    const results = segments.flatMap((segment) => segment.results);
    expect(results).toEqual(raw.map((value) => expect.closeTo(value, 14) as number));
  });

  it.each([
    ['mae', '--compat sklearn --output-weights 1,2,3', '--output-weights: expected 2 numbers, one for each column of pred, found 3'],
    ['median-absolute-error', '--compat sklearn --output-weights 1,2,3', '--output-weights: expected 2 numbers, one for each column of pred, found 3'],
    ['rmse', '--compat sklearn --output-weights 0,0', '--output-weights: expected a number or a comma list of numbers at least 0 and not all 0, found "0,0"'],
    ['rmse', '--compat keras --output-weights 1,2', 'keras has no such parameter of root-mean-squared-error\n  hint: use --compat sklearn'],
    ['r2', '--output-weights 1,2 --multioutput variance-weighted', '--output-weights: expected this or --multioutput, found both'],
    ['mae', '--compat sklearn --output-weights 1,2 --missing skip-element', '--output-weights: expected outputs that count in every sample, found --missing skip-element'],
    ['median-absolute-error', '--compat sklearn --output-weights 1,2 --mask a,b', '--output-weights: expected outputs that count in every sample, found --mask of single elements'],
  ])('are refused where they say nothing: %s %s', async (name, options, message) => {
    const { stderr, stdout, status } = await run(name, options);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  }); // prettier-ignore
});
