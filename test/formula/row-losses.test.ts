import { describe, expect, it } from 'vitest';
import { evaluateFormula, expectGradient, type Setting } from '../support/evaluate-formula.ts';

type Row = readonly number[];
type Reference = (p: Row, y: Row) => number;

const total = (row: Row): number => row.reduce((sum, x) => sum + x, 0);
const mean = (row: Row): number => total(row) / row.length;
/** The positions of a row from its largest value to its smallest, of equal ones in their own order. */
const descending = (row: Row): number[] =>
  row.map((_, j) => j).sort((a, b) => row[b]! - row[a]! || a - b);

const SCORES: Setting = {
  true: [
    [2, 0, 1, 3, 0],
    [1, 1, 0, 2, 4],
  ],
  pred: [
    [0.3, -1.2, 2.5, 0.9, 0.1],
    [1.7, 0.4, -0.6, 0.11, -0.9],
  ],
};
const MEMBERS: Setting = {
  true: SCORES.true.map((_, i) => Array<number>(5).fill(0.55 - i)),
  pred: SCORES.pred,
};
const CLASSES: Setting = {
  true: [Array<number>(5).fill(3), Array<number>(5).fill(1)],
  pred: [
    [0.2, 0.1, 0.35, 0.25, 0.1],
    [0.05, 0.4, 0.3, 0.15, 0.1],
  ],
};
const BOXES: Setting = {
  true: [
    [0, 0, 2, 3],
    [5, 5, 6, 7],
  ],
  pred: [
    [0.5, -1, 2.5, 2],
    [1, 1, 3, 2],
  ],
};

const dcg = (gains: Row): number =>
  total(gains.map((gain, i) => (2 ** gain - 1) / Math.log2(i + 2)));
const ndcgAt =
  (k: number): Reference =>
  (p, y) => {
    const by = (key: Row): number =>
      dcg(
        descending(key)
          .slice(0, k)
          .map((j) => y[j]!),
      );
    return by(p) / by(y);
  };

const absolutePairs = (p: Row): number => total(p.flatMap((a) => p.map((b) => Math.abs(a - b))));
const crps =
  (pairs: (n: number) => number): Reference =>
  (p, y) =>
    mean(p.map((x, j) => Math.abs(x - y[j]!))) - absolutePairs(p) / (2 * pairs(p.length));

const listMle: Reference = (p, y) => {
  const scores = descending(y).map((j) => p[j]!);
  return total(scores.map((s, i) => Math.log(total(scores.slice(i).map(Math.exp))) - s));
};

const area = ([x1, y1, x2, y2]: Row): number => Math.max(x2! - x1!, 0) * Math.max(y2! - y1!, 0);
const generalizedIou: Reference = (p, y) => {
  const inner = [0, 1, 2, 3].map((k) => (k < 2 ? Math.max(p[k]!, y[k]!) : Math.min(p[k]!, y[k]!)));
  const hull = [0, 1, 2, 3].map((k) => (k < 2 ? Math.min(p[k]!, y[k]!) : Math.max(p[k]!, y[k]!)));
  const union = area(p) + area(y) - area(inner);
  return 1 - area(inner) / union + (area(hull) - union) / area(hull);
};
const GENERALIZED_IOU = `
  w = max(min(p[2], y[2]) - max(p[0], y[0]), 0); h = max(min(p[3], y[3]) - max(p[1], y[1]), 0);
  u = (p[2] - p[0]) * (p[3] - p[1]) + (y[2] - y[0]) * (y[3] - y[1]) - w * h;
  c = (max(p[2], y[2]) - min(p[0], y[0])) * (max(p[3], y[3]) - min(p[1], y[1]));
  1 - w * h / u + (c - u) / c`;

const ONE_HOT: Setting = {
  true: [
    [0, 0, 0, 1, 0],
    [0, 1, 0, 0, 0],
  ],
  pred: CLASSES.pred,
};

const LEVELS = [0.05, 0.25, 0.5, 0.75, 0.95];

const LOSSES: Record<string, readonly [formula: string, setting: Setting, reference: Reference]> = {
  RankNet: [
    'sum(pair_sum(y > other(y) ? softplus(other(p) - p) : 0))',
    SCORES,
    (p, y) =>
      total(
        p.flatMap((a, j) => p.map((b, k) => (y[j]! > y[k]! ? Math.log1p(Math.exp(b - a)) : 0))),
      ),
  ],
  ListMLE: ['s = flip(sort_by(p, -y)); sum(logcumsumexp(s) - s)', SCORES, listMle],
  'NDCG at 3': [
    'g = 2^y - 1; d = i < k ? 1 / log(i + 2) : 0; sum(d * sort_by(g, -p)) / sum(d * sort_by(g, -g))',
    { ...SCORES, params: { k: 3 } },
    ndcgAt(3),
  ],
  'NDCG at 3 by ranks': [
    'd = rank(-p) < k ? 1 / log(rank(-p) + 2) : 0; b = i < k ? 1 / log(i + 2) : 0; ' +
      'sum((2^y - 1) * d) / sum((2^flip(sort(y)) - 1) * b)',
    { ...SCORES, params: { k: 3 } },
    ndcgAt(3),
  ],
  CRPS: ['mean(abs(p - y)) - sum((2 * i - n + 1) * sort(p)) / n^2', MEMBERS, crps((n) => n * n)],
  'fair CRPS': [
    'mean(abs(p - y)) - sum((2 * i - n + 1) * sort(p)) / (n * (n - 1))',
    MEMBERS,
    crps((n) => n * (n - 1)),
  ],
  'energy score': [
    'mean(abs(p - y)) - mean(pair_mean(abs(p - other(p)))) / 2',
    MEMBERS,
    crps((n) => n * n),
  ],
  'top-2 accuracy': [
    'rank(-p)[y[0]] < k',
    { ...CLASSES, params: { k: 2 } },
    (p, y) => Number(descending(p).slice(0, 2).includes(y[0]!)),
  ],
  'pinball over several quantiles': [
    'e = y - p; mean(max(q * e, (q - 1) * e))',
    { ...MEMBERS, params: { q: LEVELS } },
    (p, y) => mean(p.map((x, j) => (y[j]! > x ? LEVELS[j]! : LEVELS[j]! - 1) * (y[j]! - x))),
  ],
  'generalized IoU of boxes': [GENERALIZED_IOU, BOXES, generalizedIou],
  'ranked probability score': [
    'sum((cumsum(p) - cumsum(y))^2)',
    ONE_HOT,
    (p, y) => total(p.map((_, j) => (total(p.slice(0, j + 1)) - total(y.slice(0, j + 1))) ** 2)),
  ],
  'ranked probability score of a class index': [
    'sum((cumsum(p) - (i >= y[0]))^2)',
    CLASSES,
    (p, y) => total(p.map((_, j) => (total(p.slice(0, j + 1)) - Number(j >= y[0]!)) ** 2)),
  ],
};

describe.each(Object.entries(LOSSES))('%s', (_name, [formula, setting, reference]) => {
  it('has the right value for each sample', () => {
    const { perSample } = evaluateFormula(formula, setting);
    setting.pred.forEach((p, i) =>
      expect(perSample!.values[i]).toBeCloseTo(reference(p, setting.true[i]!), 13),
    );
  });
  it('has the right derivative', () => expectGradient(formula, setting));
  it('has the right value in float32', () => {
    const { perSample } = evaluateFormula(formula, { ...setting, dtype: 'float32' });
    setting.pred.forEach((p, i) =>
      expect(perSample!.values[i]).toBeCloseTo(reference(p, setting.true[i]!), 5),
    );
  });
});
