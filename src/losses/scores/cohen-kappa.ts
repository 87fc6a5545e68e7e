import type { CountsKernel } from '../class-counts.ts';
import { defineLoss } from '../definition.ts';
import {
  counting,
  countedInputs,
  OF_LABELS,
  ofCatboost,
  requireLabels,
} from '../shared/class-scores.ts';
import { threshold } from '../shared/decided.ts';
import { accurateDot, compensatedSum } from '../shared/numeric.ts';

/** What agreement is more than chance would have it, and what could be more: their quotient is kappa. */
type Agreement = (counts: Parameters<CountsKernel>[0]) => readonly [more: number, most: number];

const ofHits: Agreement = ({ total, truths, preds, hits }) => {
  const expected = preds.map((x) => -x);
  const less = (count: number): number => accurateDot([count, ...truths], [total, ...expected]);
  return [less(compensatedSum(hits)), less(total)];
};

/** @param distance what it costs to take a class for another that is so many places away */
const ofDistances =
  (distance: (places: number) => number): Agreement =>
  ({ total, truths, preds, pairs }) => {
    const [left, right]: [number[], number[]] = [[], []];
    for (const [i, truth] of truths.entries()) {
      for (const [j, pred] of preds.entries()) {
        if (truth === 0 || pred === 0 || i === j) continue;
        left.push(distance(Math.abs(i - j)) * truth);
        right.push(pred);
      }
    }
    const most = accurateDot(left, right);
    for (const { truth, pred, count } of pairs) {
      left.push(-distance(Math.abs(truth - pred)) * count);
      right.push(total);
    }
    return [accurateDot(left, right), most];
  };

const AGREEMENTS: Readonly<Record<string, Agreement>> = {
  none: ofHits,
  linear: ofDistances((places) => places),
  quadratic: ofDistances((places) => places ** 2),
};

/** @param undefinedIs what it is where all labels are the same */
const kappa =
  (undefinedIs: number): CountsKernel =>
  (counts, { weighting }) => {
    requireLabels(counts, 'cohen-kappa');
    const [more, most] = AGREEMENTS[weighting as string]!(counts);
    if (most !== 0) return { loss: more / most };
    return {
      loss: undefinedIs,
      doubt:
        'all labels are the same, true and predicted: chance agrees as well, and it is not defined',
    };
  };

const method =
  'What agreement is above chance, as a share of what it could be: 1 - sum w c / sum w t p / n, of n samples, where c are ' +
  'of one class and taken for another, t and p of either, and w is 1 for two classes, or how many places these are apart, ' +
  'or its square.';

const takesPairs = ({ weighting }: Readonly<Record<string, unknown>>): boolean =>
  weighting !== 'none';

const convention = { ...counting(kappa(NaN), method), takesPairs };

/** Cohen's kappa. Source: J. Cohen, 1960, and with weights 1968. */
export const cohenKappa = defineLoss({
  name: 'cohen-kappa',
  title: "Cohen's kappa",
  family: 'scores',
  aliases: ['kappa', 'quadratic-weighted-kappa', 'qwk'],
  aliasParams: {
    'quadratic-weighted-kappa': { weighting: 'quadratic' },
    qwk: { weighting: 'quadratic' },
  },
  summary: 'The agreement of two labellings above what chance would have, at most 1.',
  description:
    'For two raters of the same samples, or a model and a rater: accuracy less what labels drawn at random with the same ' +
    'frequencies would have. 0 is chance, and below it is worse. For grades, --weighting linear or quadratic has an ' +
    'error cost how many places it is off, or their square; places are among the labels that there are, in their ' +
    'order, unless --labels names all. It depends on how frequent the classes are, and is not comparable between data.' +
    OF_LABELS,
  parameters: {
    weighting: {
      kind: 'choice',
      choices: ['none', 'linear', 'quadratic'],
      default: 'none',
      help: 'what an error costs: all the same, the places between the classes, or their square',
    },
    threshold,
  },
  inputs: countedInputs,
  conventions: {
    sklearn: { api: 'sklearn.metrics.cohen_kappa_score', ...convention, weighted: true },
    torchmetrics: {
      api: 'torchmetrics.functional.cohen_kappa',
      names: { 'torchmetrics.functional.classification.binary_cohen_kappa': { threshold: 0.5 } },
      ...convention,
      note: 'It has no weights of samples.',
    },
    catboost: {
      api: 'catboost.Kappa',
      names: { WKappa: { weighting: 'quadratic' } },
      ...ofCatboost(kappa(-1), method, 'It is -1 where all labels are the same.'),
      takesPairs,
    },
    exact: { api: "Cohen's kappa", ...convention, weighted: true },
  },
  references: [
    'J. Cohen, A coefficient of agreement for nominal scales, 1960, Educational and Psychological Measurement 20',
    'J. Cohen, Weighted kappa, 1968, Psychological Bulletin 70',
  ],
  example: { true: [[0], [0], [1], [1]], pred: [[0], [1], [1], [1]] },
});
