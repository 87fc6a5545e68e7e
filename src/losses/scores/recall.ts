import { defineLoss } from '../definition.ts';
import {
  average,
  counting,
  conventionsOf,
  countedInputs,
  ofAveraged,
  ofKeras,
  ofOneClass,
  OF_LABELS,
  zeroDivision,
  type Quotient,
} from '../shared/class-scores.ts';
import { threshold } from '../shared/decided.ts';

const method = 'Of a class, hits / samples of it; over classes as --average says.';

const quotient: Quotient = {
  of: ({ hits, truths }) => [hits, truths],
  lacking: 'is',
};

const conventions = conventionsOf(quotient, method);

/** Recall. Source: C. J. van Rijsbergen, Information Retrieval, 1979. */
export const recall = defineLoss({
  name: 'recall',
  title: 'Recall',
  family: 'scores',
  aliases: ['sensitivity', 'tpr'],
  summary: 'The share of the samples of a class that are taken for it.',
  description:
    'How much of the class is found: hits / samples of it. Predicting the class everywhere has a recall of 1, so that ' +
    'it is read with precision, or as f1. Without more it is that of the positive class, 1 or the one of --positive; ' +
    'of several classes --average says how, and macro is the balanced accuracy. --by on the true column of accuracy ' +
    'makes it the recall of each class.' +
    OF_LABELS,
  parameters: { average: ofAveraged(average), threshold, zeroDivision: ofAveraged(zeroDivision) },
  inputs: countedInputs,
  conventions: {
    sklearn: {
      api: 'sklearn.metrics.recall_score',
      ...conventions.sklearn,
    },
    keras: {
      api: 'keras.metrics.Recall',
      ...counting(ofKeras(quotient), method),
      weighted: true,
      defaults: { threshold: 0.5 },
      note: 'Of a score above 0.5 it makes the label 1; of a row of labels it counts all together.',
    },
    torchmetrics: {
      api: 'torchmetrics.functional.recall',
      names: {
        'torchmetrics.functional.classification.binary_recall': { threshold: 0.5 },
        'torchmetrics.functional.classification.multiclass_recall': { average: 'macro' },
      },
      ...conventions.torchmetrics,
    },
    catboost: {
      api: 'catboost.Recall',
      ...ofOneClass(quotient, method, '1'),
    },
    exact: {
      api: 'recall',
      ...conventions.exact,
    },
  },
  references: ['C. J. van Rijsbergen, Information Retrieval, 2nd edition, 1979, Butterworths'],
  example: { true: [[0], [1], [1], [1]], pred: [[1], [1], [0], [1]] },
});
