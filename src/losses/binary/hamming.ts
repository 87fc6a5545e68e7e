import { defineLoss } from '../definition.ts';
import { decided, decidedInputs, threshold } from '../shared/decided.ts';

// Of a missing label the sign is NaN, where a comparison would make it an error or a hit.
const formula = `${decided}
mean(abs(sign(q - y)))`;

/** Hamming loss. Source: R. W. Hamming, Error detecting and error correcting codes, 1950. */
export const hamming = defineLoss({
  name: 'hamming',
  title: 'Hamming loss',
  family: 'binary',
  aliases: [],
  summary: 'The share of labels in a row that are predicted wrong.',
  description:
    'For samples with several labels, each right or wrong by itself; zero-one counts a row as wrong with its ' +
    'first wrong label. Predictions are labels, as the true values are, as numbers or text; a score for each label ' +
    'needs a threshold. Of a row with a score for each class, of which one is true, the largest decides. Where most ' +
    'labels are 0, predicting none of them already looks good.',
  parameters: { threshold },
  inputs: decidedInputs,
  conventions: {
    sklearn: {
      api: 'sklearn.metrics.hamming_loss',
      formula,
      reduction: 'weighted-mean',
      raises: ['true', 'pred'],
    },
    torchmetrics: {
      api: 'torchmetrics.functional.classification.multilabel_hamming_distance',
      names: {
        multilabel_hamming_distance: { threshold: 0.5 },
        binary_hamming_distance: { threshold: 0.5 },
      },
      formula: `s = threshold == threshold && !batch_min(p >= 0 && p <= 1) ? sigmoid(p) : p;
q = s > threshold ? 1 : s <= threshold ? 0 : s;
mean(abs(sign(q - y)))`,
      readsEncoding: true,
      raises: ['true', 'pred'],
      note: 'Scores go through a sigmoid before the threshold where one of the batch is outside [0, 1]; its own default threshold is 0.5.',
    },
    catboost: {
      api: 'catboost.HammingLoss',
      formula,
      defaults: { threshold: 0 },
      reduction: 'weighted-mean',
      note: 'Takes logits, of which those above 0 are of class 1.',
    },
    exact: { api: 'Hamming loss', formula, raises: ['true', 'pred'] },
  },
  references: [
    'R. W. Hamming, Error detecting and error correcting codes, 1950, Bell System Technical Journal 29',
  ],
  example: { true: [[0, 1, 1]], pred: [[0, 1, 0]] },
});
