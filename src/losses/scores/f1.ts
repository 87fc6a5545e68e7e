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

/** F1 score. Source: C. J. van Rijsbergen, Information Retrieval, 1979. */
export const f1 = defineLoss({
  name: 'f1',
  title: 'F1 score',
  family: 'scores',
  aliases: ['f1-score', 'f-score'],
  summary: 'The harmonic mean of precision and recall.',
  description:
    'High only where precision and recall both are: 2 hits / (samples of the class + samples taken for it). Without ' +
    'more it is that of the positive class, 1 or the one of --positive; of several classes --average says how: macro has ' +
    'rare classes count as much as others, micro is the accuracy. What is neither of the class nor taken for it does ' +
    'not count, so that it depends on which class is the positive one; matthews does not.' +
    OF_LABELS,
  parameters: { average: ofAveraged(average), threshold, zeroDivision: ofAveraged(zeroDivision) },
  inputs: countedInputs,
  conventions: {
    sklearn: {
      api: 'sklearn.metrics.f1_score',
      ...F_SCORE.sklearn,
    },
    torchmetrics: {
      api: 'torchmetrics.functional.f1_score',
      names: {
        'torchmetrics.functional.classification.binary_f1_score': { threshold: 0.5 },
        'torchmetrics.functional.classification.multiclass_f1_score': { average: 'macro' },
      },
      ...F_SCORE.torchmetrics,
    },
    catboost: {
      api: 'catboost.F1',
      ...F_SCORE.catboost,
    },
    exact: {
      api: 'F1 score',
      ...F_SCORE.exact,
    },
  },
  references: ['C. J. van Rijsbergen, Information Retrieval, 2nd edition, 1979, Butterworths'],
  example: { true: [[0], [1], [1], [1]], pred: [[1], [1], [0], [1]] },
});
