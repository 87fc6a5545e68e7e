import { defineLoss } from '../definition.ts';
import { logitsOfSigmoid } from '../shared/logits.ts';

// Two columns say what one says, and have the same score.
const formula = '(n == 2 || n > 2 && scale_by_half ? 0.5 : 1) * sum((p - y)^2)';

/** Brier score. Source: G. W. Brier, Verification of forecasts expressed in terms of probability, 1950. */
export const brier = defineLoss({
  name: 'brier',
  title: 'Brier score',
  family: 'binary',
  aliases: ['brier-score'],
  summary: 'The squared difference of predicted probabilities and what happened.',
  description:
    'Judges forecasts of probability, calibration and sharpness at once. For yes or no it takes the probability ' +
    'of yes, and lies from 0 to 1; for several classes a row of zeros with a one, or the index or name of the class, ' +
    'and a row of probabilities, whose squared differences are summed, so that it lies from 0 to 2 unless it is scaled by half. Rare events ' +
    'hardly count in it: log-loss punishes their misjudgement more.',
  parameters: {
    fromLogits: { ...logitsOfSigmoid, only: ['catboost'] },
    scaleByHalf: {
      kind: 'flag',
      only: ['sklearn', 'exact'],
      help: 'halves the score of three classes or more, so that it lies from 0 to 1 as that of two does',
    },
  },
  inputs: { true: { domain: 'binary', orIndices: true }, pred: 'class-probability' },
  conventions: {
    sklearn: {
      api: 'sklearn.metrics.brier_score_loss',
      formula,
      reduction: 'weighted-mean',
      raises: ['true', 'pred'],
    },
    catboost: {
      api: 'catboost.BrierScore',
      formula: 'mean((sigmoid(p) - y)^2)',
      requires: 'fromLogits',
      raises: ['true'],
      reduction: 'weighted-mean',
      note: 'Takes logits of class 1 against 0; of several columns, which CatBoost has no score of, it is the mean of theirs.',
    },
    exact: { api: 'Brier score', formula, raises: ['true', 'pred'] },
  },
  references: [
    'G. W. Brier, Verification of forecasts expressed in terms of probability, 1950, Monthly Weather Review 78',
  ],
  example: { true: [[0], [1]], pred: [[0.4], [0.6]] },
});
