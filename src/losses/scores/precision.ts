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

const method = 'Of a class, hits / samples taken for it; over classes as --average says.';

const quotient: Quotient = {
  of: ({ hits, preds }) => [hits, preds],
  lacking: 'was taken for',
};

const conventions = conventionsOf(quotient, method);

/** Precision. Source: C. J. van Rijsbergen, Information Retrieval, 1979. */
export const precision = defineLoss({
  name: 'precision',
  title: 'Precision',
  family: 'scores',
  aliases: ['ppv'],
  summary: 'The share of the samples taken for a class that are of it.',
  description:
    'How far a prediction of the class can be trusted: hits / taken for it. It is easily raised by predicting the class ' +
    'only where it is certain, at the cost of recall, so that the two are read together, or as f1. Without more it is ' +
    'that of the positive class, 1 or the one of --positive; of several classes --average says how. --by on the ' +
    'predicted column of accuracy makes it the precision of each class.' +
    OF_LABELS,
  parameters: { average: ofAveraged(average), threshold, zeroDivision: ofAveraged(zeroDivision) },
  inputs: countedInputs,
  conventions: {
    sklearn: {
      api: 'sklearn.metrics.precision_score',
      ...conventions.sklearn,
    },
    keras: {
      api: 'keras.metrics.Precision',
      ...counting(ofKeras(quotient), method),
      weighted: true,
      defaults: { threshold: 0.5 },
      note: 'Of a score above 0.5 it makes the label 1; of a row of labels it counts all together.',
    },
    torchmetrics: {
      api: 'torchmetrics.functional.precision',
      names: {
        'torchmetrics.functional.classification.binary_precision': { threshold: 0.5 },
        'torchmetrics.functional.classification.multiclass_precision': { average: 'macro' },
      },
      ...conventions.torchmetrics,
    },
    catboost: {
      api: 'catboost.Precision',
      ...ofOneClass(quotient, method, '0'),
    },
    exact: {
      api: 'precision',
      ...conventions.exact,
    },
  },
  references: ['C. J. van Rijsbergen, Information Retrieval, 2nd edition, 1979, Butterworths'],
  example: { true: [[0], [1], [1], [1]], pred: [[1], [1], [0], [1]] },
});
