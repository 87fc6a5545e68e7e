import { describe, expect, it } from 'vitest';
import { loss, lossNamed, losses, UserError } from '../src/index.ts';

it('checks names, parameters and conventions by their types', () => {
  const misused = [
    // @ts-expect-error there is no such loss
    () => loss('hubr'),
    // @ts-expect-error there is no such parameter
    () => loss('huber', { detla: 1 }),
    // @ts-expect-error a number is wanted
    () => loss('huber', { delta: 'x' }),
    // @ts-expect-error scikit-learn has no such loss
    () => loss('huber', { compat: 'sklearn' }),
  ];
  for (const misuse of misused) expect(misuse).toThrow(UserError);
});

describe('loss', () => {
  it('computes the examples of its documentation', () => {
    expect(loss('huber', { delta: 0.5, compat: 'torch' }).reduced([0, 1], [0.6, 0.4])).toBe(0.175);
  });

  it('finds every spelling', () => {
    for (const name of ['mse', 'MSE', 'mean_squared_error', 'MeanSquaredError', 'MSELoss', 'l2']) {
      expect(lossNamed(name).definition.name).toBe('mean-squared-error');
    }
    expect(losses.map(({ name }) => lossNamed(name).definition.name)).toEqual(
      losses.map(({ name }) => name),
    );
  });

  it('gives a value for each sample, the reduced loss and the gradient', () => {
    const mse = loss('mse');
    const [yTrue, yPred] = [
      [[0, 1], [2, 3]],
      [[1, 1], [2, 5]],
    ]; // prettier-ignore
    expect(mse.perSample(yTrue, yPred)).toEqual([0.5, 2]);
    expect(mse.reduced(yTrue, yPred)).toBe(1.25);
    expect(mse.reduced(yTrue, yPred, { weights: [1, 3] })).toBe(3.25);
    expect(mse.gradient(yTrue, yPred)).toEqual([[0.5, 0], [0, 1]]); // prettier-ignore
    expect(loss('mse', { reduction: 'sum' }).gradient(yTrue, yPred)).toEqual([[1, 0], [0, 2]]); // prettier-ignore
  });

  it('takes tensors of any rank, typed arrays, and values with a shape', () => {
    const mae = loss('mae');
    expect(mae.reduced(1, 3)).toBe(2);
    expect(mae.perSample(Float64Array.of(1, 2), Float32Array.of(3, 3))).toEqual([2, 1]);
    const cube = { shape: [2, 1, 2], values: Float64Array.of(1, 2, 3, 4) };
    expect(mae.perSample([[[0, 0]], [[0, 0]]], cube)).toEqual([[1.5], [3.5]]);
    const result = mae.evaluate([[[0, 0]], [[0, 0]]], cube, {}, { gradient: true });
    expect(result).toMatchObject({ shape: [2, 1, 2], samples: 2, denominator: 2, result: 2.5 });
    expect(result.gradient!.shape).toEqual([2, 1, 2]);
  });

  it('counts what was clipped and warns of what was outside', () => {
    const warnings: string[] = [];
    const bce = loss('bce', { warn: (message) => warnings.push(message) });
    const result = bce.evaluate([[0], [1], [1]], [[0], [1.5], [0.5]]);
    expect(result.clipped).toBe(2);
    expect(result.constants).toEqual({ eps: 1e-7 });
    expect(warnings).toEqual([
      'pred: 1 value is not a probability from 0 to 1 (row 2: 1.5); tf-keras clips them to [1e-7, 1 - 1e-7]; if they are logits, add --from-logits',
    ]);
  });

  it.each<[string, () => unknown]>([
    ['unknown loss "mes"\n  hint: did you mean mse?', () => lossNamed('mes')],
    ['unknown loss "\\x1b[31m"', () => lossNamed('\u001b[31m')],
    ['--delta: expected a number above 0, found "0"', () => loss('huber', { delta: 0 })],
    ['--delta: expected a number above 0, found "NaN"', () => loss('huber', { delta: NaN })],
    ['--beta: huber has no such parameter', () => lossNamed('huber', { beta: 1 })],
    [
      '--compat: keras has no smooth-l1; expected one of torch, exact',
      () => lossNamed('smooth-l1', { compat: 'keras' as 'exact' }),
    ],
    [
      '--label-smoothing: torch has no such parameter',
      () => loss('bce', { compat: 'torch', labelSmoothing: 0.1 }),
    ],
    [
      '--compat torch: torch.nn.CrossEntropyLoss needs --from-logits',
      () => loss('cce', { compat: 'torch' }),
    ],
    ['shapes differ: true is 3, pred is 2', () => loss('mse').reduced([1, 2, 3], [1, 2])],
    [
      'shapes differ: true is 3x1, pred is 1x3',
      () => loss('mse').reduced([[1], [2], [3]], [[1, 2, 3]]),
    ],
    [
      'shapes differ: weights is 3, expected 2 for pred 2',
      () => loss('mse').reduced([1, 2], [1, 2], { weights: [1, 2, 3] }),
    ],
    [
      'pred[1]: expected an array of 2, found an array of 1',
      () =>
        loss('mse').reduced(
          [
            [1, 2],
            [3, 4],
          ],
          [[1, 2], [3]],
        ),
    ],
    [
      'pred[1]: expected a number, found "null"',
      () => loss('mse').reduced([1, 2], [1, null as unknown as number]),
    ],
    ['pred: expected samples, found none', () => loss('mse').reduced([], [])],
    [
      '--pos-weight: expected 2 numbers, one for each column of pred, found 3',
      () =>
        loss('bce', { compat: 'torch', fromLogits: true, posWeight: [1, 2, 3] }).reduced(
          [[0, 1]],
          [[0.5, 0.5]],
        ),
    ],
    [
      'pred, row 2: torch expects a probability from 0 to 1, found 1.5\n  hint: add --from-logits',
      () => loss('bce', { compat: 'torch' }).reduced([0, 1], [0.5, 1.5]),
    ],
    [
      'axis 5: expected an axis from -2 to 1 for true of shape 2',
      () => loss('mse', { axis: 5 }).reduced([1, 2], [1, 2]),
    ],
    [
      'with the reduction "none" there is no reduced loss',
      () => loss('mse', { reduction: 'none' }).reduced([1], [2]),
    ],
  ])('%s', (message, act) => {
    expect(act).toThrow(UserError);
    expect(act).toThrow(message);
  });
});
