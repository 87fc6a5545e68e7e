import { defineLoss } from '../definition.ts';
import { columnAverage, ranked, rankedInputs, type OfTies } from '../shared/ranked-scores.ts';
import { compensatedSum } from '../shared/numeric.ts';

/** @param ofOneClass what it is where samples are of one class only */
const area =
  (ofOneClass: number): OfTies =>
  (ties, { positive, negative }) => {
    if (positive === 0 || negative === 0) return ofOneClass;
    let above = 0;
    // Of a pair with equal scores half counts.
    const pairs = ties.map((tie) => {
      const won = tie.negative * (above + tie.positive / 2);
      above += tie.positive;
      return won;
    });
    return compensatedSum(pairs) / positive / negative;
  };

/** The labels that there have to be. */
const NEEDS = ['positive', 'negative'] as const;

const method =
  'The share of pairs of a positive and a negative sample in which the positive has the higher score, where equal scores ' +
  'count half; of several columns their mean.';

/** Area under the ROC curve. Source: J. A. Hanley and B. J. McNeil, 1982. */
export const rocAuc = defineLoss({
  name: 'roc-auc',
  title: 'Area under the ROC curve',
  family: 'scores',
  aliases: ['auc', 'auroc'],
  summary: 'How often a positive sample has a higher score than a negative one.',
  description:
    'How well scores order the samples, whatever threshold is chosen later and however they are scaled: 1 is a perfect ' +
    'order, 0.5 none, and below that it is upside down. It says nothing of calibration, and where positives are rare it ' +
    'looks good while most of the samples ranked first are negative: average-precision tells that. Of several classes ' +
    'each is held against all others; --per output has each by itself.',
  parameters: { average: columnAverage },
  inputs: rankedInputs,
  conventions: {
    sklearn: {
      api: 'sklearn.metrics.roc_auc_score',
      ...ranked(area(NaN), { skipsNaN: false, needs: NEEDS }, method),
      weighted: true,
      note: 'A class that all samples are of, or none, makes it NaN; of several classes it is one against the rest.',
    },
    torchmetrics: {
      api: 'torchmetrics.functional.auroc',
      names: {
        'torchmetrics.functional.classification.binary_auroc': {},
        'torchmetrics.functional.classification.multiclass_auroc': {},
        'torchmetrics.functional.classification.multilabel_auroc': {},
      },
      ...ranked(area(0), { skipsNaN: true, needs: NEEDS }, method),
      note: 'A class that all samples are of, or none, counts 0; scores of classes are taken as they are, where it would make probabilities of those outside [0, 1].',
    },
    lightgbm: {
      api: 'lightgbm.auc',
      ...ranked(area(1), { skipsNaN: true, needs: NEEDS }, method),
      weighted: true,
      note: 'Where all samples are of one class it is 1.',
    },
    xgboost: {
      api: 'xgboost.auc',
      ...ranked(area(NaN), { skipsNaN: false, needs: NEEDS }, method),
      weighted: true,
      note: 'Scores are float32 there, which ties those that are closer: --dtype float32 has them so.',
    },
    catboost: {
      api: 'catboost.AUC',
      ...ranked(area(0), { skipsNaN: true, needs: NEEDS }, method),
      weighted: true,
      note: 'Where all samples are of one class it is 0.',
    },
    exact: {
      api: 'area under the ROC curve',
      ...ranked(area(NaN), { skipsNaN: false, needs: NEEDS }, method),
      weighted: true,
    },
  },
  references: [
    'J. A. Hanley and B. J. McNeil, The meaning and use of the area under a receiver operating characteristic (ROC) curve, 1982, Radiology 143',
  ],
  example: { true: [[0], [0], [1], [1]], pred: [[0.1], [0.4], [0.35], [0.8]] },
});
