import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/messages/errors.ts';
import type { LossDefinition } from '../../src/losses/definition.ts';
import { LOSSES } from '../../src/losses/index.ts';
import { findLoss } from '../../src/losses/names.ts';
import { chartOf, type Chart, type ChartOptions } from '../../src/plot/chart.ts';
import { lossOf } from './definitions.ts';

const huber = findLoss('huber')!;
const bce = findLoss('bce')!;
const cce = findLoss('cce')!;

/** The losses of a chart's curves at the x nearest to the given one. */
function at({ x, curves }: Chart, where: number): number[] {
  const nearest = x.reduce(
    (best, value, i) => (Math.abs(value - where) < Math.abs(x[best]! - where) ? i : best),
    0,
  );
  return curves.map(({ losses }) => losses[nearest]!);
}

function labels({ curves }: Chart): string[] {
  return curves.map(({ label }) => label);
}

function complaint(definition: LossDefinition, options?: ChartOptions): string {
  try {
    chartOf(definition, options);
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  throw new Error('no error');
}

describe('the axis', () => {
  test('is the error of a loss that depends on it alone', () => {
    const chart = chartOf(huber);
    expect(chart).toMatchObject({ xTitle: 'error p - y', settings: ['tf-keras', 'delta 1'] });
    expect([chart.x[0], chart.x[240], chart.x.at(-1)]).toEqual([-3, 0, 3]);
    expect(labels(chart)).toEqual(['']);
    expect([-3, -1, 0, 0.5, 3].map((x) => at(chart, x)[0])).toEqual([2.5, 0.5, 0, 0.125, 2.5]);
  });

  test('is the prediction for a target of 1 where the loss depends on more than the error', () => {
    const chart = chartOf(lossOf('mean(abs(p - y) / abs(y))'));
    expect(chart.xTitle).toBe('prediction p (y = 1)');
    expect([at(chart, 1), at(chart, 3)]).toEqual([[0], [2]]);
  });

  test('is the prediction for both labels', () => {
    const chart = chartOf(bce, { compat: ['exact'] });
    expect(chart.xTitle).toBe('prediction p');
    expect(labels(chart)).toEqual(['y = 0', 'y = 1']);
    expect(at(chart, 0)).toEqual([0, Infinity]);
    expect(at(chart, 0.75)).toEqual([Math.log(4), -Math.log(0.75)]);
  });

  test('is a logit with --from-logits', () => {
    const chart = chartOf(bce, { params: { fromLogits: [true] } });
    expect(chart.xTitle).toBe('logit p');
    expect([chart.x[0], chart.x.at(-1)]).toEqual([-6, 6]);
    expect(at(chart, 0)).toEqual([Math.LN2, Math.LN2]);
  });

  test('is the probability of the true class, the others sharing the rest', () => {
    const chart = chartOf(cce, { compat: ['exact'], params: { labelSmoothing: [0, 0.3] } });
    expect(chart.xTitle).toBe('probability of the true class (of 3)');
    const [plain, smoothed] = at(chart, 0.5);
    expect(plain).toBe(Math.LN2);
    expect(smoothed).toBeCloseTo(-0.8 * Math.log(0.5) - 0.2 * Math.log(0.25), 14);
  });

  test('is the logit of the true class, the others being 0', () => {
    const chart = chartOf(cce, { params: { fromLogits: [true] }, range: [0, 2] });
    expect(chart.xTitle).toBe('logit of the true class (2 others at 0)');
    expect(at(chart, 2)[0]).toBeCloseTo(Math.log(1 + 2 * Math.exp(-2)), 14);
  });

  test('takes class indices for targets', () => {
    const chart = chartOf(lossOf('-log(p[y])', { true: 'class-index', pred: 'distribution' }));
    expect(chart.xTitle).toBe('probability of the true class (of 3)');
    expect(at(chart, 0.25)).toEqual([-Math.log(0.25)]);
  });

  test('is cut to the domain of the predictions', () => {
    const deviance = 'mean(2 * (y * log(y / p) - y + p))';
    const chart = chartOf(lossOf(deviance, { true: 'positive', pred: 'positive' }));
    expect(chart.xTitle).toBe('prediction p (y = 1)');
    expect([chart.x[0], chart.x.at(-1)]).toEqual([0, 3]);
    expect([at(chart, 0), at(chart, 1)]).toEqual([[NaN], [0]]);
  });

  test.each([
    ['sign', ['y = -1', 'y = 1']],
    ['binary', ['y = 0', 'y = 1']],
    ['binary-or-sign', ['y = -1', 'y = 1']],
  ] as const)('has a curve for each label of %s targets', (domain, expected) => {
    const definition = lossOf('mean(max(0, 1 - y * p))', { true: domain, pred: 'real' });
    expect(labels(chartOf(definition))).toEqual(expected);
  });
});

describe('settings', () => {
  test('of a list are told apart, what they share is said once', () => {
    const chart = chartOf(huber, {
      compat: ['keras'],
      params: { delta: [0.5, 1, 2, 1] },
      dtype: 'float32',
    });
    expect(labels(chart)).toEqual(['delta 0.5', 'delta 1', 'delta 2']);
    expect(chart.settings).toEqual(['keras', 'float32']);
    expect(at(chart, 3)).toEqual([1.375, 2.5, 4]);
  });

  test('of several lists are combined', () => {
    const chart = chartOf(bce, {
      compat: ['keras', 'exact'],
      params: { labelSmoothing: [0, 0.5] },
    });
    expect(labels(chart)).toEqual([
      'y = 0, label-smoothing 0, keras',
      'y = 1, label-smoothing 0, keras',
      'y = 0, label-smoothing 0, exact',
      'y = 1, label-smoothing 0, exact',
      'y = 0, label-smoothing 0.5, keras',
      'y = 1, label-smoothing 0.5, keras',
      'y = 0, label-smoothing 0.5, exact',
      'y = 1, label-smoothing 0.5, exact',
    ]);
    expect(chart.settings).toEqual([]);
  });

  test('of a vector draw a curve for each number', () => {
    const chart = chartOf(bce, {
      compat: ['torch'],
      params: { posWeight: [1, 3], fromLogits: [true] },
    });
    expect(labels(chart)).toEqual([
      'y = 0, pos-weight 1',
      'y = 1, pos-weight 1',
      'y = 0, pos-weight 3',
      'y = 1, pos-weight 3',
    ]);
  });

  test('decide what frameworks do at the ends', () => {
    const [, exact, , keras] = at(chartOf(bce, { compat: ['exact', 'keras'] }), 0);
    expect(exact).toBe(Infinity);
    expect(keras).toBeCloseTo(-Math.log(1e-7), 6);
  });

  test('of float32 round x and the losses', () => {
    const { x, curves } = chartOf(huber, { dtype: 'float32', range: [0.1, 0.7] });
    expect([...x]).toEqual([...x.map(Math.fround)]);
    expect([...curves[0]!.losses]).toEqual([...curves[0]!.losses.map(Math.fround)]);
    expect(x[0]).not.toBe(0.1);
  });
});

test('a prediction outside its domain leaves a gap', () => {
  const { x, curves } = chartOf(bce, { compat: ['exact'], range: [-1, 1] });
  curves.forEach(({ losses }) => {
    expect([...losses].map(Number.isNaN)).toEqual([...x].map((value) => value < 0));
  });
});

/** From probabilities and from logits, of a loss that takes both. */
const forms = LOSSES.flatMap(({ name, parameters }) =>
  'fromLogits' in parameters
    ? [
        [name, { fromLogits: [false] }],
        [name, { fromLogits: [true] }],
      ]
    : [[name, {}]],
) as [string, NonNullable<ChartOptions['params']>][];

test.each(forms)('%s %o: the derivative is the slope of the curve', (name, params) => {
  const definition = findLoss(name)!;
  for (const compat of Object.keys(definition.conventions)) {
    for (const { x, curves } of chartOrNone(definition, {
      compat: [compat],
      params,
      gradient: true,
    })) {
      for (const { losses, derivatives } of curves) {
        expect(smoothShare(x, losses, derivatives!)).toBeGreaterThan(0.95);
      }
    }
  }
});

/** The chart, or none for a loss that has no curve and a convention without this form, as long as the error says so. */
function chartOrNone(definition: LossDefinition, options: ChartOptions): Chart[] {
  try {
    return [chartOf(definition, options)];
  } catch (error) {
    const reasons = /has no curve|needs --[a-z]+-|no such parameter/;
    if (error instanceof UserError && reasons.test(error.message)) return [];
    throw error;
  }
}

/** At what share of the points the derivative is the slope of a chord around it; a kink spoils two points. */
function smoothShare(x: Float64Array, losses: Float64Array, derivatives: Float64Array): number {
  const inner = [...x.keys()].slice(1, -1);
  const close = inner.filter((i) => {
    const chord = (losses[i + 1]! - losses[i - 1]!) / (x[i + 1]! - x[i - 1]!);
    const error = Math.abs(chord - derivatives[i]!);
    return Number.isNaN(chord) || error <= 0.01 * (1 + Math.abs(chord));
  });
  return close.length / inner.length;
}

describe('a loss has no curve', () => {
  const none = 'test-loss has no curve over a single prediction: it';

  test.each([
    ['is one number for the batch', 'sqrt(batch_mean((p - y)^2))'],
    ['depends on other samples', 'mean(abs(p - y)) / batch_mean(abs(p - y))'],
  ])('where it %s', (_, formula) => {
    expect(complaint(lossOf(formula))).toContain(`${none} is computed over the whole batch`);
  });

  test.each([
    ['an angle between rows', '-sum(y * p) / sqrt(sum(y^2) * sum(p^2))'],
    ['the root of a mean over the row', 'sqrt(mean((p - y)^2))'],
  ])('where it is %s', (_, formula) => {
    expect(complaint(lossOf(formula))).toContain(`${none} is computed over the whole row`);
  });

  test('where it takes more than true and pred', () => {
    const inputs = { true: 'real', pred: 'real', variance: 'positive' } as const;
    const definition = lossOf('mean((p - y)^2 / variance)', inputs);
    expect(complaint(definition)).toBe(
      `${none} takes true, pred, variance\n` +
        '  hint: a loss of single numbers has one, summed or averaged over rows, and so has a loss of one class of several',
    );
  });

  test('where predictions are no quantities', () => {
    const definition = lossOf('mean(abs(p - y))', { true: 'binary', pred: 'binary' });
    expect(complaint(definition)).toContain(`${none} takes predictions that are 0 or 1`);
  });

  test('where it takes sequences', () => {
    const definition = lossOf('mean(p)', {
      true: { domain: 'class-indices', shape: 'batch' },
      pred: { domain: 'real', shape: 'batch' },
    });
    expect(complaint(definition)).toContain(`${none} takes whole sequences`);
  });
});

describe('errors', () => {
  test('too many curves', () => {
    expect(complaint(bce, { params: { labelSmoothing: [0, 0.1, 0.2, 0.3, 0.4] } })).toBe(
      'expected at most 8 curves, found 10\n' +
        '  hint: each value in a list adds one, or two where both labels are drawn',
    );
  });

  test('a range without values', () => {
    expect(complaint(bce, { range: [2, 3] })).toBe(
      'binary-crossentropy has no finite value from 2 to 3\n  hint: choose another --range',
    );
  });

  test('conventions that take logits together with some that do not', () => {
    const { exact } = lossOf('mean(abs(p - y))').conventions;
    const definition: LossDefinition = {
      ...lossOf(''),
      parameters: { fromLogits: { kind: 'flag', help: 'predictions are logits' } },
      conventions: { exact: exact!, torch: { ...exact!, defaults: { fromLogits: true } } },
    };
    expect(complaint(definition, { compat: ['exact', 'torch'] })).toBe(
      '--compat: torch takes logits, exact does not\n' +
        '  hint: one axis cannot be both: plot them by themselves, or say --from-logits',
    );
  });

  test('a parameter out of range, a convention without the loss', () => {
    expect(complaint(huber, { params: { delta: [1, -1] } })).toContain('--delta: expected');
    expect(complaint(huber, { compat: ['keras', 'sklearn'] })).toContain(
      '--compat: sklearn has no',
    );
  });
});
