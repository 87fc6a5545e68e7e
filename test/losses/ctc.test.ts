import { describe, expect, it } from 'vitest';
import { lossNamed, type NumberArray, type Result } from '../../src/index.ts';

const LOGITS = [
  [0.5, 2, -1],
  [1, 0.2, 0.4],
  [-0.5, 0.1, 1.5],
  [0.3, -0.7, 0.9],
];

interface Setting {
  readonly compat?: 'keras' | 'torch' | 'exact';
  readonly [option: string]: unknown;
}

function ctc(yTrue: NumberArray, pred: NumberArray, setting: Setting = {}): Result {
  return lossNamed('ctc', { compat: 'exact', ...setting }).evaluate(
    yTrue,
    pred,
    {},
    { gradient: true },
  );
}

/** The loss by its definition: the sum over every path of classes that reads as the labels. */
function byEveryPath(labels: readonly number[], logits: readonly number[][], blank = 0): number {
  const probabilities = logits.map((row) => {
    const total = row.reduce((sum, x) => sum + Math.exp(x), 0);
    return row.map((x) => Math.exp(x) / total);
  });
  const reads = (path: readonly number[]): string =>
    path.filter((c, t) => c !== blank && c !== path[t - 1]).join();
  let sum = 0;
  const walk = (path: readonly number[], product: number): void => {
    const row = probabilities[path.length];
    if (row) row.forEach((probability, c) => walk([...path, c], product * probability));
    else if (reads(path) === labels.join()) sum += product;
  };
  walk([], 1);
  return -Math.log(sum);
}

describe('ctc', () => {
  it.each([[[1, 2]], [[1, 1]], [[2, 1, 2]], [[2]], [[]]])(
    'sums the paths that read as %j',
    (labels) => {
      const padded = [...labels, ...Array<number>(4 - labels.length).fill(-1)];
      expect(ctc([padded], [LOGITS]).result).toBeCloseTo(byEveryPath(labels, LOGITS), 13);
    },
  );

  it('takes any class as the blank, and the blank as padding', () => {
    const expected = byEveryPath([0, 1], LOGITS, 2);
    expect(ctc([[0, 1, 2]], [LOGITS], { blank: 2 }).result).toBeCloseTo(expected, 13);
    expect(ctc([[0, 1, -1]], [LOGITS], { blank: 2 }).result).toBeCloseTo(expected, 13);
  });

  it('is Infinity and has no gradient where the labels do not fit the frames', () => {
    const frames = LOGITS.slice(0, 2);
    const impossible = ctc([[1, 1]], [frames]);
    expect(impossible.result).toBe(Infinity);
    expect(new Set(impossible.gradient!.values)).toEqual(new Set([NaN]));

    const zeroed = ctc([[1, 1]], [frames], { compat: 'torch', zeroInfinity: true });
    expect(zeroed.result).toBe(0);
    expect(new Set(zeroed.gradient!.values)).toEqual(new Set([0]));
  });

  it('keeps its digits for logits of any size', () => {
    const far = LOGITS.map((row) => row.map((x) => x + 1e4));
    expect(ctc([[1, 2]], [far]).result).toBeCloseTo(ctc([[1, 2]], [LOGITS]).result!, 10);
    const certain = [
      [-1000, 0, -1000],
      [-1000, -1000, 0],
    ];
    expect(ctc([[1, 2]], [certain]).result).toBe(0);
  });

  it('divides by the number of labels in a mean of PyTorch only', () => {
    const batch = [
      [
        [1, 2, 1],
        [2, 0, 0],
      ],
      [LOGITS, LOGITS],
    ] as const;
    const [three, one] = ctc(...batch).perSample!.values;
    expect(ctc(...batch, { compat: 'torch' }).result).toBeCloseTo((three! / 3 + one!) / 2, 14);
    expect(ctc(...batch, { compat: 'torch', reduction: 'sum' }).result).toBeCloseTo(three! + one!);
    expect(ctc(...batch).result).toBeCloseTo((three! + one!) / 2, 14);
  });

  it('is a float32 in Keras', () => {
    const { result } = ctc([[1, 2]], [LOGITS], { compat: 'keras' });
    expect(result).toBe(Math.fround(result!));
    expect(result).toBeCloseTo(ctc([[1, 2]], [LOGITS]).result!, 6);
  });

  it('is NaN where a label or a logit is missing', () => {
    expect(ctc([[1, NaN]], [LOGITS]).result).toBeNaN();
    expect(ctc([[1, 2]], [[[NaN, 0, 0], ...LOGITS]]).result).toBeNaN();
  });

  it.each([
    [
      'labels that are no class',
      [[1, 3]],
      [LOGITS],
      {},
      /true, row 1: expected a class index below 3, found 3/,
    ],
    [
      'padding before a label',
      [[0, 1]],
      [LOGITS],
      {},
      /true, row 1: expected labels up to the last one, found 0/,
    ],
    [
      'a blank that is no class',
      [[1, 2]],
      [LOGITS],
      { blank: 3 },
      /--blank: expected a class index below 3, found 3/,
    ],
    [
      'frames without classes',
      [[1, 2]],
      [[1, 2]],
      {},
      /pred: expected batch x frames x classes, found 1x2/,
    ],
    ['one label for each entry', [1], [LOGITS], {}, /true: expected batch x labels, found 1$/m],
  ])('refuses %s', (_, yTrue, pred, options, message) => {
    expect(() => ctc(yTrue, pred, options)).toThrow(message);
  });
});
