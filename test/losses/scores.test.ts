import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lossNamed, UserError } from '../../src/index.ts';
import { ulpsBetween } from '../support/ulps.ts';

interface ExactCase {
  readonly loss: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly true: readonly number[];
  readonly pred: readonly number[];
  readonly weights: readonly number[];
  /** To 50 digits. */
  readonly ref: string;
}

const path = new URL('../../fixtures/accuracy/scores.json', import.meta.url);
const cases = JSON.parse(readFileSync(path, 'utf8')) as ExactCase[];

/** Units in the last place. */
const TOLERANCE = 4;

type Options = Readonly<Record<string, unknown>>;

function scored(name: string, options: Options, truth: unknown, pred: unknown): number {
  const loss = lossNamed(name, { warn: () => undefined, ...options });
  return loss.reduced(truth as number[], pred as number[]);
}

function warningsOf(name: string, options: Options, truth: number[], pred: number[]): string[] {
  const warnings: string[] = [];
  lossNamed(name, { ...options, warn: (message) => warnings.push(message) }).reduced(truth, pred);
  return warnings;
}

describe('exact scores of hard weights', () => {
  it.each([...new Set(cases.map(({ loss }) => loss))])('%s', (name) => {
    for (const { loss, params, true: truth, pred, weights, ref } of cases) {
      if (loss !== name) continue;
      const exact = lossNamed(loss, { compat: 'exact', warn: () => undefined, ...params });
      const result = exact.reduced(truth, pred, { weights });
      const ulps = ulpsBetween(result, ref);
      expect(ulps, `${JSON.stringify(params)}: ${result}, expected ${ref}`).toBeLessThanOrEqual(
        TOLERANCE,
      );
    }
  });
});

describe('scores of labels', () => {
  it('that are any whole numbers are by class as those of 0, 1 and 2', () => {
    const [truth, pred] = [
      [0, 1, 2, 2, 1],
      [0, 2, 2, 2, 1],
    ];
    const renamed = (labels: readonly number[]): number[] =>
      labels.map((k) => [-7, 3, 2 ** 40][k]!);
    for (const name of ['precision', 'recall', 'f1', 'jaccard-score', 'matthews', 'cohen-kappa']) {
      const options = /matthews|kappa/.test(name) ? {} : { average: 'macro' };
      expect(scored(name, options, renamed(truth), renamed(pred)), name).toBe(
        scored(name, options, truth, pred),
      );
    }
  });

  it('are NaN where a label is missing', () => {
    for (const name of ['f1', 'matthews', 'accuracy']) {
      expect(scored(name, {}, [0, 1, 1], [0, NaN, 1]), name).toBeNaN();
      expect(scored(name, {}, [0, NaN, 1], [0, 1, 1]), name).toBeNaN();
    }
  });

  it('say which class has no score, and what it counts as', () => {
    const [truth, pred] = [
      [0, 1, 2],
      [0, 1, 1],
    ];
    expect(warningsOf('precision', { average: 'macro' }, truth, pred)).toEqual([
      'pred: no sample was taken for 2, whose score counts as 0; --zero-division says what it counts as',
    ]);
    expect(warningsOf('precision', { average: 'macro', zeroDivision: '1' }, truth, pred)).toEqual(
      [],
    );
    expect(warningsOf('recall', {}, [0, 0], [1, 0])).toEqual([
      'pred: no sample is the positive class, whose score counts as 0; --zero-division says what it counts as',
    ]);
    expect(warningsOf('matthews', {}, [0, 0], [1, 0])[0]).toContain('all samples are of one class');
    expect(warningsOf('balanced-accuracy', {}, [0, 0], [1, 0])[0]).toContain('left out: 1');
  });

  it('ask which of several classes is the positive one', () => {
    expect(() => scored('f1', {}, [0, 1, 2], [0, 1, 2])).toThrow(
      'expected two classes, found 3: 0, 1, 2',
    );
    expect(() => scored('f1', {}, [2, 3], [2, 3])).toThrow(
      'expected a label that is 1, found 2, 3',
    );
  });

  it('refuse several labels in a row where one is wanted', () => {
    const rows = [
      [0, 1],
      [1, 1],
    ];
    expect(() => scored('matthews', { threshold: 0.5 }, rows, rows)).toThrow(UserError);
    expect(() => scored('f1', { threshold: 0.5 }, rows, rows)).toThrow('--average binary');
  });
});

describe('rows of scores', () => {
  const scores = [
    [0.5, 0.3, 0.2],
    [0.2, 0.5, 0.3],
    [0.6, 0.3, 0.1],
  ];

  it('have the class of the largest, beside a label or a row with a 1 for it', () => {
    expect(scored('accuracy', {}, [0, 1, 2], scores)).toBe(2 / 3);
    expect(
      scored(
        'accuracy',
        {},
        [
          [1, 0, 0],
          [0, 1, 0],
          [0, 0, 1],
        ],
        scores,
      ),
    ).toBe(2 / 3);
    expect(scored('accuracy', { k: 2 }, [1, 2, 2], scores)).toBe(2 / 3);
  });

  it('are refused beside rows that have no single 1, and without any score for k to count', () => {
    expect(() =>
      scored(
        'accuracy',
        {},
        [
          [1, 1, 0],
          [0, 1, 0],
          [0, 0, 1],
        ],
        scores,
      ),
    ).toThrow('expected a 1 for the class and else zeros');
    expect(() => scored('accuracy', { k: 2 }, [0, 1], [0, 1])).toThrow('--k');
    expect(() => scored('accuracy', { k: 3 }, [0, 1, 2], scores)).toThrow(
      'expected fewer than the 3 classes',
    );
    expect(() => scored('accuracy', { k: 1.5 }, [0, 1, 2], scores)).toThrow(
      'expected a whole number',
    );
  });

  it('are a label each with a threshold', () => {
    const truth = [
      [1, 0, 0],
      [0, 1, 1],
      [1, 1, 0],
    ];
    expect(scored('accuracy', { threshold: 0.25 }, truth, scores)).toBe(2 / 3);
    expect(scored('f1', { threshold: 0.25, average: 'micro' }, truth, scores)).toBe(10 / 11);
  });
});

describe('calibration error', () => {
  const truth = [0, 1, 1, 0, 1, 1];
  const pred = [[0.1], [0.9], [0.9], [0.2], [0.6], [0.3]];

  it('has as many samples in each bin of the same mass, those with the same confidence together', () => {
    const mass = { compat: 'exact', binning: 'mass', bins: 3 };
    // Bins: 0.1, 0.2 / 0.3, 0.6 / 0.9, 0.9.
    expect(scored('ece', mass, truth, pred)).toBeCloseTo((0.15 + 0.55 + 0.1) / 3, 15);
    const tied = [[0.5], [0.5], [0.5], [0.5], [0.5], [0.9]];
    expect(scored('ece', mass, truth, tied)).toBeCloseTo((5 / 6) * 0.1 + (1 / 6) * 0.1, 15);
  });

  it('is of single bins the difference of the means', () => {
    expect(scored('ece', { compat: 'exact', bins: 1 }, truth, pred)).toBeCloseTo(4 / 6 - 0.5, 15);
    expect(() => scored('ece', { bins: 1.5 }, truth, pred)).toThrow('expected a whole number');
    expect(() => scored('ece', { bins: 1e9 }, truth, pred)).toThrow('at most 1000000');
  });

  it('is NaN where a probability is missing', () => {
    expect(scored('ece', {}, [0, 1], [[0.5], [NaN]])).toBeNaN();
    expect(scored('roc-auc', {}, [0, 1], [[0.5], [NaN]])).toBeNaN();
  });
});

describe('scores of ranked samples of which a label is missing', () => {
  const pred = [0.3, 0.8];

  it.each([
    ['roc-auc', 'sklearn', [1, 1], 'no sample is negative', 'it is NaN here'],
    ['roc-auc', 'torchmetrics', [0, 0], 'no sample is positive', 'it is 0 here'],
    ['average-precision', 'sklearn', [0, 0], 'no sample is positive', 'it is 0 here'],
    ['average-precision', 'exact', [0, 0], 'no sample is positive', 'it is NaN here'],
  ])('%s of %s says so', (name, compat, truth, what, taken) => {
    expect(warningsOf(name, { compat }, truth, pred)).toEqual([
      `pred: ${what}, without which the score is not defined: ${taken}`,
    ]);
  });

  it('says in how many columns', () => {
    const warnings: string[] = [];
    const warn = (message: string): number => warnings.push(message);
    const options = { compat: 'torchmetrics', warn } as const;
    const rows = [
      [0.2, 0.3, 0.5],
      [0.6, 0.3, 0.1],
    ];
    lossNamed('average-precision', options).reduced([0, 1], rows);
    expect(warnings).toEqual([
      'pred: no sample is positive in 1 of 3 columns, without which the score is not defined: it is left out of the mean',
    ]);
  });

  it('is no matter where none is missing, or none is needed', () => {
    expect(warningsOf('roc-auc', {}, [0, 1], pred)).toEqual([]);
    expect(warningsOf('average-precision', {}, [1, 1], pred)).toEqual([]);
  });
});
