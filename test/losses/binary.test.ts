import { describe, expect, it } from 'vitest';
import { loss, type Loss, type NumberArray } from '../../src/index.ts';

const warn = (): void => undefined;
const perSample = (computed: Loss, yTrue: NumberArray, yPred: NumberArray): unknown =>
  computed.evaluate(yTrue, yPred).perSample?.values;

describe('labels of the hinge loss', () => {
  const scores = [0.5, 0.5];
  it.each(['tf-keras', 'keras'] as const)('are converted by %s all or none', (compat) => {
    const hinge = loss('hinge', { compat, warn });
    expect(perSample(hinge, [0, 1], scores)).toEqual(Float64Array.of(1.5, 0.5));
    expect(perSample(hinge, [0, 1, 2], [...scores, 3])).toEqual(Float64Array.of(1, 0.5, 0));
    expect(perSample(loss('squared-hinge', { compat, warn }), [0, 1], scores)).toEqual(
      Float64Array.of(2.25, 0.25),
    );
  });
  it('are the smaller and the larger of two in sklearn', () => {
    const hinge = loss('hinge', { compat: 'sklearn', warn });
    expect(perSample(hinge, [2, 7], scores)).toEqual(Float64Array.of(1.5, 0.5));
    expect(hinge.reduced([1, 1], scores)).toBe(1.5);
    expect(hinge.reduced([-1, 0, 1], [0.5, 0.5, 0.5])).toBeNaN();
  });
  it('are taken as they are by optax', () => {
    const hinge = loss('hinge', { compat: 'optax', warn });
    expect(perSample(hinge, [0, 1], scores)).toEqual(Float64Array.of(1, 0.5));
  });
});

describe('log-loss', () => {
  it('clips to the epsilon of the dtype in sklearn', () => {
    expect(loss('log-loss').reduced([1], [0])).toBeCloseTo(36.04365338911715, 13);
    expect(loss('log-loss', { dtype: 'float32' }).reduced([1], [0])).toBeCloseTo(15.94238, 5);
  });
  it('does not divide rows by their sums', () => {
    expect(loss('log-loss', { warn }).reduced([0], [[0.2, 0.1, 0.1]])).toBe(-Math.log(0.2));
  });
  it('keeps the digits of small losses in its exact form', () => {
    expect(loss('log-loss', { compat: 'exact' }).reduced([0], [1e-20])).toBe(1e-20);
  });
});

it('weights the classes of the focal loss only where Keras is told to', () => {
  const inputs = [
    [1, 0],
    [0.6, 0.3],
  ] as const;
  expect(loss('binary-focal', { compat: 'keras' }).reduced(...inputs)).toBeCloseTo(0.056916, 6);
  const balanced = loss('binary-focal', { compat: 'keras', applyClassBalancing: true });
  expect(balanced.reduced(...inputs)).toBeCloseTo(0.022254, 6);
  expect(loss('binary-focal', { compat: 'exact' }).reduced(...inputs)).toBeCloseTo(0.056916, 6);
  const weighted = loss('binary-focal', { compat: 'exact', alpha: 0.25 });
  expect(weighted.reduced(...inputs)).toBeCloseTo(balanced.reduced(...inputs), 15);
});

it('is infinite for soft margins that overflow in torch, and exact otherwise', () => {
  expect(loss('soft-margin', { compat: 'torch' }).reduced([1], [-1000])).toBe(Infinity);
  expect(loss('soft-margin', { compat: 'exact' }).reduced([1], [-1000])).toBe(1000);
});

it('charges labels of 0 both costs of the hinge embedding in torch', () => {
  const hingeEmbedding = loss('hinge-embedding', { compat: 'torch', warn });
  expect(perSample(hingeEmbedding, [1, -1, 0], [0.5, 0.25, 0.5])).toEqual(
    Float64Array.of(0.5, 0.75, 1),
  );
  expect(() => loss('hinge-embedding', { compat: 'exact' }).reduced([0], [0.5])).toThrow('-1 or 1');
});

describe('multilabel-margin', () => {
  const margins = loss('multilabel-margin');
  it('ignores what follows the first -1, and misses nothing where no class is true', () => {
    const scores = [0.5, -0.2, 0.9];
    expect(margins.reduced([[0, -1, 2]], [scores])).toBe(margins.reduced([[0, -1, -1]], [scores]));
    expect(margins.reduced([[-1, 0, 0]], [scores])).toBe(0);
  });
  it('refuses classes without a column', () => {
    expect(() => margins.reduced([[0, 3, -1]], [[0.5, -0.2, 0.9]])).toThrow(
      'true, sample 1: expected a class index below 3, found 3',
    );
  });
  it('is NaN where a score is missing', () => {
    const exact = loss('multilabel-margin', { compat: 'exact' });
    expect(exact.reduced([[0, -1]], [[NaN, 1]])).toBeNaN();
  });
});

describe('the Brier score', () => {
  it('of two columns is that of one', () => {
    expect(loss('brier').reduced([[0, 1]], [[0.25, 0.75]])).toBe(
      loss('brier').reduced([1], [0.75]),
    );
  });
  it('of three sums over them, unless it is scaled by half', () => {
    const inputs = [[[0, 1, 0]], [[0.25, 0.5, 0.25]]] as const;
    expect(loss('brier').reduced(...inputs)).toBe(0.375);
    expect(loss('brier', { scaleByHalf: true }).reduced(...inputs)).toBe(0.1875);
  });
});

it('counts a row of labels once in zero-one, and label by label in hamming', () => {
  const inputs = [[[0, 1, 1, 2]], [[0, 2, 1, 0]]] as const;
  expect(loss('zero-one').reduced(...inputs)).toBe(1);
  expect(loss('hamming').reduced(...inputs)).toBe(0.5);
  expect(loss('zero-one').reduced([1], [NaN])).toBeNaN();
});
