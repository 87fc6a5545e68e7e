import { describe, expect, it } from 'vitest';
import { lossNamed } from '../../src/index.ts';
import type { TensorLike } from '../../src/tensor/nested.ts';
import { losscalc } from '../cli/losscalc.ts';

/*
 * Where frameworks differ, each has its own value: Keras 3.15.1, tf-keras 2.21, PyTorch 2.13,
 * scikit-learn 1.9.1 and optax 0.2.8 computed the numbers.
 */

interface Computed {
  readonly result: number | null;
  readonly slopes: readonly number[];
  readonly told: readonly string[];
}

type Inputs = Readonly<Record<string, TensorLike>>;

function computed(
  name: string,
  options: Readonly<Record<string, unknown>>,
  { true: y, pred, ...more }: Inputs,
): Computed {
  const told: string[] = [];
  const loss = lossNamed(name, { ...options, warn: (message: string) => void told.push(message) });
  const { result, gradient } = loss.evaluate(y, pred!, more, {
    gradient: options['reduction'] !== 'none',
  });
  return { result, slopes: [...(gradient?.values ?? [])], told };
}

function expectAll(found: readonly number[], expected: readonly number[], digits = 14): void {
  expect(found).toHaveLength(expected.length);
  found.forEach((value, i) => expect(value, `number ${i}`).toBeCloseTo(expected[i]!, digits));
}

describe('label smoothing along another axis than the last', () => {
  const masks: Inputs = {
    true: [[[0, 1], [1, 0], [0, 0]], [[1, 0], [0, 0], [0, 1]]],
    pred: [[[0.05, 0.6], [0.85, 0.3], [0.1, 0.1]], [[0.1, 0.2], [0.8, 0.1], [0.1, 0.7]]],
  }; // prettier-ignore
  const smoothed = { axis: 1, labelSmoothing: 0.1 };

  it.each([
    ['cce', 'keras', {}, 0.9820264265917342],
    ['cce', 'keras', { fromLogits: true }, 0.9962197886037911],
    ['categorical-focal', 'keras', {}, 0.15456881947573686],
    ['categorical-focal', 'keras', { fromLogits: true }, 0.10181503324916981],
    ['cce', 'tf-keras', {}, 0.9046296286592304],
    ['cce', 'exact', {}, 0.9046296286592304],
  ])(
    'is divided by the length of the last with Keras 3 alone: %s of %s %j',
    (name, compat, params, value) => {
      const { result } = computed(name, { ...smoothed, compat, ...params }, masks);
      expect(result).toBeCloseTo(value, 14);
    },
  );

  it('has the gradient of that', () => {
    const { slopes } = computed('cce', { ...smoothed, compat: 'keras' }, masks);
    expectAll(slopes, [
      0.012500000000000011, -0.1333333333333333, -0.01691176470588235, 0.22083333333333338, 0.1375,
      0.13750000000000007, -2.1125, 0.2, 0.246875, 0.1375, 0.1375, -0.07678571428571429,
    ]); // prettier-ignore
  });

  it('is the same for classes along the last, however they are counted', () => {
    const rows = { true: [[0, 1, 0]], pred: [[0.05, 0.85, 0.1]] };
    const of = (axis: number): number | null =>
      computed('cce', { ...smoothed, axis, compat: 'keras' }, rows).result;
    expect(of(1)).toBe(of(-1));
    expect(of(1)).toBeCloseTo(computed('cce', { ...smoothed, compat: 'exact' }, rows).result!, 14);
  });

  it('is refused where the last axis is that of samples', () => {
    const columns = { true: [[1, 0], [0, 1], [0, 0]], pred: [[0.8, 0.2], [0.1, 0.7], [0.1, 0.1]] }; // prettier-ignore
    const of = (compat: string): number | null =>
      computed('cce', { axis: 0, labelSmoothing: 0.1, compat }, columns).result;
    expect(() => of('keras')).toThrow(
      '--label-smoothing: keras divides it by the length of the last axis, which is that of samples with --axis 0',
    );
    expect(of('exact')).toBeGreaterThan(0);
  });
});

describe('the mean of samples of which none counts', () => {
  const pairs: Inputs = { true: [[1], [2]], pred: [[2], [4]] };
  const none = [0, 0];
  const warned = (cause: string): string =>
    `${cause}; no sample counts, and the result says nothing about the predictions`;

  it.each(['tf-keras', 'keras'])('is 0 with %s, which divides without a NaN', (compat) => {
    for (const reduction of ['mean', 'weighted-mean']) {
      const { told, ...of } = computed('mse', { compat, reduction }, { ...pairs, weights: none });
      expect(of).toEqual({ result: 0, slopes: [0, 0] });
      expect(told).toEqual([warned('weights: all weights are 0')]);
    }
    const { result, told } = computed('mse', { compat }, { ...pairs, mask: none });
    expect(result).toBe(0);
    expect(told).toEqual([warned('mask: the mask is 0 for every sample')]);
  });

  it.each(['torch', 'exact'])('is NaN with %s', (compat) => {
    const weighted = computed(
      'mse',
      { compat, reduction: 'weighted-mean' },
      { ...pairs, weights: none },
    );
    expect([weighted.result, weighted.told]).toEqual([NaN, [warned('weights: all weights are 0')]]);
    expect(computed('mse', { compat }, { ...pairs, mask: none }).result).toBeNaN();
  });

  it.each([
    'mse', 'mae', 'rmse', 'rmsle', 'msle', 'median-absolute-error', 'mape', 'pinball', 'poisson-deviance',
  ])('is an error with %s of scikit-learn', (name) => {
    const of = (more: Inputs): Computed =>
      computed(name, { compat: 'sklearn' }, { ...pairs, ...more });
    expect(() => of({ weights: none })).toThrow(
      'weights: sklearn expects a weight that is not 0, but all weights are 0',
    );
    expect(() => of({ mask: none })).toThrow(/mask: .*expect.* a sample that is not left out/);
  }); // prettier-ignore

  it('is an error with scikit-learn where weights cancel', () => {
    expect(() => computed('mse', { compat: 'sklearn' }, { ...pairs, weights: [-1, 1] })).toThrow(
      'weights: sklearn expects weights whose sum is not 0, but the sum of the weights is 0',
    );
  });

  it('is no root of 0: a perfect prediction would have that', () => {
    expect(computed('rmse', { compat: 'exact' }, { ...pairs, weights: none }).result).toBeNaN();
    expect(computed('rmse', { compat: 'exact' }, { ...pairs, mask: none }).result).toBeNaN();
    expect(computed('rmse', { compat: 'keras' }, { ...pairs, weights: none }).result).toBe(0);
    const perfect = { true: [1, 2], pred: [1, 2], weights: [0, 1] };
    expect(computed('rmse', { compat: 'exact' }, perfect).result).toBe(0);
  });

  it.each([
    ['tf-keras', NaN],
    ['keras', 0],
  ])('is %s where all classes are ignored: %d', (compat, expected) => {
    const ignored = { true: [-1, -1], pred: [[0.4, 0.6], [0.5, 0.5]] }; // prettier-ignore
    const { result, told } = computed('scce', { compat, ignoreClass: -1 }, ignored);
    expect(result).toBe(expected);
    expect(told).toEqual([
      warned('true: all samples are of classes that are ignored or have a weight of 0'),
    ]);
  });

  it('is told of segments', async () => {
    const stdin = 'g,t,p,w\na,1,2,0\na,2,4,0\nb,1,2,1\n';
    const { stdout, stderr } = await losscalc(
      'mse - -t t -p p --weights w --by g --reduction weighted-mean -f csv',
      { stdin },
    );
    expect(stdout).toContain('g,a,mean-squared-error,tf-keras,weighted-mean,2,0,');
    expect(stderr).toBe(
      'losscalc: warning: 1 segment has no sample that counts, and a result that says nothing: "a"\n',
    );
  });
});

describe('the slope of an error that is infinite, or overflows in float32', () => {
  it.each([
    ['huber', { compat: 'torch', delta: 0.7 }, [[0, 0]], [[Infinity, 1]], [0.35, 0.35]],
    ['smooth-l1', { compat: 'torch', dtype: 'float32' }, [[-3e38]], [[3e38]], [1]],
    ['huber', { compat: 'optax', dtype: 'float32' }, [[-3e38]], [[3e38]], [1]],
  ] as const)('is that of the linear part in %s of %j', (name, options, y, p, expected) => {
    const given = { true: y.map((row) => [...row]), pred: p.map((row) => [...row]) };
    expectAll(computed(name, options, given).slopes, expected, 7);
  });
});

describe('predictions that are NaN, with PyTorch', () => {
  const warning = (count: string): string =>
    `pred: ${count} of NaN cost nothing with torch; --compat exact has NaN for them`;

  it.each([
    ['multi-margin', [0], [[NaN, 1, 2]], 0, [0, 0, 0]],
    ['multi-margin', [0], [[1, NaN, 2]], 2 / 3, [-1 / 3, 0, 1 / 3]],
    ['multilabel-margin', [[0, -1]], [[NaN, 1]], 0, [0, 0]],
  ])('exceed no score in %s of %j and %j, which is told', (name, y, pred, value, slopes) => {
    const found = computed(name, { compat: 'torch' }, { true: y, pred });
    expect(found.result).toBeCloseTo(value, 15);
    expectAll(found.slopes, slopes);
    expect(found.told).toEqual([warning('1 prediction')]);
    expect(computed(name, { compat: 'exact' }, { true: y, pred }).result).toBeNaN();
  });

  it.each([
    ['mae', {}, { true: [[1, 0]], pred: [[NaN, 1]] }, [0, 0.5]],
    ['mse', {}, { true: [[1, 0]], pred: [[NaN, 1]] }, [NaN, 1]],
    ['hinge-embedding', {}, { true: [1, -1], pred: [NaN, NaN] }, [0.5, 0]],
    ['margin-ranking', { margin: 0.5 }, { true: [1, -1], pred: [NaN, NaN], other: [1, 2] }, [0, 0]],
  ])('have the slope of its clamps in %s', (name, params, given, slopes) => {
    const found = computed(name, { compat: 'torch', ...params }, given);
    expect(found.result).toBeNaN();
    expect(found.slopes).toEqual(slopes);
  });
});

describe('weights', () => {
  const given: Inputs = {
    true: [[0, 0], [1, 1]],
    pred: [[1, 2], [3, 5]],
    weights: [1, 3],
  }; // prettier-ignore

  it.each([
    ['mse', {}, 8.125],
    ['mae', {}, 2.625],
    ['huber', {}, 4.25],
    ['mse', { reduction: 'mean' }, 16.25],
  ])('divide in %s of PyTorch %j as there', (name, options, value) => {
    expect(computed(name, { compat: 'torch', ...options }, given).result).toBe(value);
  });

  it('leave the mean of PyTorch a mean where there are none', () => {
    const loss = lossNamed('mse', { compat: 'torch' });
    expect(loss.evaluate(given['true'], given['pred']!)).toMatchObject({
      reduction: 'mean',
      denominator: 4,
    });
  });

  it('are what differs between the frameworks, and said to be', async () => {
    const { stdout } = await losscalc('diff mse - -t t -p p --weights w -f json', {
      stdin: 't,p,w\n1,2,1\n2,4,3\n',
    });
    const conventions = JSON.parse(stdout) as { compat: string }[];
    expect(conventions.find(({ compat }) => compat === 'torch')).toMatchObject({
      result: 3.25,
      reasons: ['weighted mean, divided by 4, instead of mean over 2 samples'],
    });
  });

  it.each(['tf-keras', 'keras', 'torch'] as const)(
    'count in losses of %s that are not reduced',
    (compat) => {
      const loss = lossNamed('mse', { compat, reduction: 'none' });
      const { result, perSample } = loss.evaluate([1, 2, 3], [2, 4, 3.5], {
        weights: [1, 3, 0],
      });
      expect(result).toBeNull();
      expect([...perSample!.values]).toEqual([1, 12, 0]);
    },
  );

  it('count in those of elements, too', async () => {
    const { stdout } = await losscalc(
      'mse - -t a,b -p p,q --weights w --compat torch --reduction none --per element -f json',
      { stdin: 'a,b,p,q,w\n0,0,1,2,1\n1,1,3,5,3\n' },
    );
    expect(JSON.parse(stdout)).toMatchObject({ perElement: [[1, 4], [12, 48]] }); // prettier-ignore
  });

  it.each(['sklearn', 'optax', 'exact'] as const)(
    'are refused for such losses of %s, which has none',
    (compat) => {
      const loss = lossNamed('mse', { compat, reduction: 'none' });
      expect(() => loss.evaluate([1, 2], [2, 4], { weights: [1, 3] })).toThrow(
        `--weights: ${compat} weighs losses only where it reduces them`,
      );
    },
  );
});

describe('what is said of a convention', () => {
  it('is that optax has an epsilon for cosines, of 0', () => {
    const given = { true: [[1, 0], [1, 1], [1, 1]], pred: [[3, 4], [0, 0], [0.1, 0.2]] }; // prettier-ignore
    const values = (name: string, epsilon?: number): readonly number[] => [
      ...lossNamed(name, { compat: 'optax', reduction: 'none', epsilon }).evaluate(
        given.true,
        given.pred,
      ).perSample!.values,
    ];
    expectAll(values('cosine-similarity', 0.25), [0.6000000000000001, 0, 0.4242640687119285]);
    expectAll(values('cosine-distance', 0.25), [0.3999999999999999, 1, 0.5757359312880714]);
    expect(values('cosine-similarity')[1]).toBeNaN();
  });

  it.each([
    ['probabilities below the clip', 't,p\n0.3,0.4\n0,0.2\n1e-8,0.3\n', '(2 rows)'],
    ['values above 1', 't,p\n1,2\n2,4\n', '(2 rows)'],
  ])('is that Keras clips for the divergence of one column of %s', async (_, stdin, rows) => {
    const { stdout } = await losscalc('diff kl - -t t -p p -f json --quiet', { stdin });
    const conventions = JSON.parse(stdout) as { compat: string; reasons: string[] }[];
    const clips = `clips true and pred to [1e-7, 1] ${rows}`;
    const others = ['torchmetrics', 'exact'];
    const reasons = conventions
      .filter(({ compat }) => !others.includes(compat))
      .map(({ compat, reasons: why }) => [compat, why]);
    expect(reasons).toEqual([
      ['tf-keras', [clips]],
      ['keras', ['same']],
      ['torch', [`tf-keras ${clips}`]],
      ['optax', [`tf-keras ${clips}`]],
    ]);
  });
});
