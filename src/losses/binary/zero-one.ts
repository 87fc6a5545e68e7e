import { defineLoss } from '../definition.ts';
import { decided, decidedInputs, threshold } from '../shared/decided.ts';

// Of a missing label the sign is NaN, where a comparison would make it an error or a hit.
const formula = `${decided}
max(abs(sign(q - y)))`;

/** Zero-one loss. Source: scikit-learn's zero_one_loss. */
export const zeroOne = defineLoss({
  name: 'zero-one',
  title: 'Zero-one loss',
  family: 'binary',
  aliases: ['error-rate', 'misclassification'],
  summary: 'Whether the predicted label is wrong; the mean is the share of errors.',
  description:
    'One minus the accuracy. Predictions are labels, as the true values are, of two classes or more, as numbers or ' +
    'text. Of a row with a score for each class the largest decides, the first of those that are equal; a score for ' +
    'each label needs a threshold. Of several labels in a row every one has to be right; hamming counts them one by ' +
    'one. Its gradient is 0: it cannot be trained with.',
  parameters: { threshold },
  inputs: decidedInputs,
  conventions: {
    sklearn: {
      api: 'sklearn.metrics.zero_one_loss',
      formula,
      reduction: 'weighted-mean',
      raises: ['true', 'pred'],
    },
    lightgbm: {
      api: 'lightgbm.binary_error',
      formula,
      defaults: { threshold: 0.5 },
      reduction: 'weighted-mean',
      note: 'Takes probabilities, of which those above 0.5 are of class 1.',
    },
    xgboost: {
      api: 'xgboost.error, xgboost.merror',
      formula,
      defaults: { threshold: 0.5 },
      decidesRows: true,
      reduction: 'weighted-mean',
      note: 'Takes probabilities, of which those above 0.5, or another threshold, are of class 1; of a row with one for each class the largest decides.',
    },
    catboost: {
      api: 'catboost.ZeroOneLoss',
      formula,
      defaults: { threshold: 0 },
      decidesRows: true,
      reduction: 'weighted-mean',
      note: 'Takes logits, of which those above 0 are of class 1; of a row with a score for each class the largest decides.',
    },
    exact: { api: 'zero-one loss', formula, raises: ['true', 'pred'] },
  },
  references: ['scikit-learn documentation, sklearn.metrics.zero_one_loss'],
  example: { true: [[0], [1], [2]], pred: [[0], [2], [2]] },
});
