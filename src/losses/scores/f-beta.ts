import { defineLoss } from '../definition.ts';
import {
  average,
  countedInputs,
  OF_LABELS,
  ofAveraged,
  zeroDivision,
} from '../shared/class-scores.ts';
import { threshold } from '../shared/decided.ts';
import { F_SCORE } from '../shared/f-scores.ts';

/** F-beta score. Source: C. J. van Rijsbergen, Information Retrieval, 1979. */
export const fBeta = defineLoss({
  name: 'f-beta',
  title: 'F-beta score',
  family: 'scores',
  aliases: ['fbeta'],
  summary: 'The mean of precision and recall in which recall counts beta times as much.',
  description:
    'F1 where a missed sample is worse than a false alarm, or the reverse: with beta 2 recall counts more, with beta ' +
    '0.5 precision, and with 0 precision alone. Without more it is that of the positive class, 1 or the one of ' +
    '--positive; of several classes --average says how.' +
    OF_LABELS,
  parameters: {
    beta: {
      kind: 'number',
      default: 1,
      min: 0,
      help: 'how many times as much recall counts as precision',
    },
    average: ofAveraged(average),
    threshold,
    zeroDivision: ofAveraged(zeroDivision),
  },
  inputs: countedInputs,
  conventions: {
    sklearn: {
      api: 'sklearn.metrics.fbeta_score',
      ...F_SCORE.sklearn,
    },
    torchmetrics: {
      api: 'torchmetrics.functional.fbeta_score',
      names: {
        'torchmetrics.functional.classification.binary_fbeta_score': { threshold: 0.5 },
        'torchmetrics.functional.classification.multiclass_fbeta_score': { average: 'macro' },
      },
      ...F_SCORE.torchmetrics,
    },
    catboost: {
      api: 'catboost.F',
      ...F_SCORE.catboost,
    },
    exact: {
      api: 'F-beta score',
      ...F_SCORE.exact,
    },
  },
  references: ['C. J. van Rijsbergen, Information Retrieval, 2nd edition, 1979, Butterworths'],
  example: { true: [[0], [1], [1], [1]], pred: [[1], [1], [0], [1]] },
});
