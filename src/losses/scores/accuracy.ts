import { defineLoss } from '../definition.ts';
import { countedInputs, OF_LABELS } from '../shared/class-scores.ts';
import { decided, threshold } from '../shared/decided.ts';

// Of a missing label the sign is NaN, where a comparison would make it an error or a hit.
const formula = `${decided}
1 - max(abs(sign(q - y)))`;

/** Accuracy. Source: scikit-learn's accuracy_score and top_k_accuracy_score. */
export const accuracy = defineLoss({
  name: 'accuracy',
  title: 'Accuracy',
  family: 'scores',
  aliases: ['acc', 'top-k-accuracy'],
  summary: 'The share of samples whose label is predicted right.',
  description:
    'The score that is asked for first, and one minus zero-one. Where one class is rare, predicting the others looks ' +
    'good: balanced-accuracy, f1 and matthews look at each class. With --k 5 a prediction is right where the true class ' +
    'is among the 5 largest scores of a row. Of several labels in a row, with a threshold, every one has to be right. ' +
    '--by on the true column makes it the recall of each class.' +
    OF_LABELS,
  parameters: {
    k: {
      kind: 'number',
      default: 1,
      whole: true,
      min: 1,
      help: 'of a row of scores, how many of the largest may be the true class',
    },
    threshold,
  },
  inputs: countedInputs,
  conventions: {
    sklearn: {
      api: 'sklearn.metrics.accuracy_score',
      names: { 'sklearn.metrics.top_k_accuracy_score': { k: 2 } },
      formula,
      reduction: 'weighted-mean',
      better: 'larger',
      raises: ['true', 'pred'],
      note: 'With k above 1, of scores that are equal the last go before the others.',
    },
    keras: {
      api: 'keras.metrics.Accuracy',
      names: {
        'keras.metrics.BinaryAccuracy': { threshold: 0.5 },
        'keras.metrics.CategoricalAccuracy': {},
        'keras.metrics.SparseCategoricalAccuracy': {},
        'keras.metrics.TopKCategoricalAccuracy': { k: 5 },
        'keras.metrics.SparseTopKCategoricalAccuracy': { k: 5 },
      },
      formula: `${decided}
mean(1 - abs(sign(q - y)))`,
      reduction: 'weighted-mean',
      better: 'larger',
      note: 'Counts each of several labels in a row by itself; with k above 1 the true class is among the largest scores also where it only equals them.',
    },
    torchmetrics: {
      api: 'torchmetrics.functional.accuracy',
      names: { 'torchmetrics.functional.classification.binary_accuracy': { threshold: 0.5 } },
      formula: `${decided}
mean(1 - abs(sign(q - y)))`,
      better: 'larger',
      raises: ['true'],
      note: 'Counts each of several labels in a row by itself.',
    },
    catboost: {
      api: 'catboost.Accuracy',
      formula,
      defaults: { threshold: 0 },
      decidesRows: true,
      reduction: 'weighted-mean',
      better: 'larger',
      note: 'Takes logits, of which those above 0 are of class 1; of a row with a score for each class the largest decides.',
    },
    exact: {
      api: 'accuracy',
      formula,
      reduction: 'weighted-mean',
      better: 'larger',
      raises: ['true', 'pred'],
      note: 'Of scores that are equal the first go before the others.',
    },
  },
  references: [
    'scikit-learn documentation, sklearn.metrics.accuracy_score and top_k_accuracy_score',
  ],
  example: { true: [[0], [1], [2], [2]], pred: [[0], [2], [2], [2]] },
});
