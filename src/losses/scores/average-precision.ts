import { defineLoss } from '../definition.ts';
import { columnAverage, ranked, rankedInputs, type OfTies } from '../shared/ranked-scores.ts';
import { compensatedSum } from '../shared/numeric.ts';

/** @param ofNone what it is where no sample is positive: of single labels, and of one of several classes */
const steps =
  (ofNone: { readonly label: number; readonly class: number }): OfTies =>
  (ties, totals, areClasses) => {
    if (totals.positive === 0) return areClasses() ? ofNone.class : ofNone.label;
    let positive = 0;
    let all = 0;
    const gains = ties.map((tie) => {
      positive += tie.positive;
      all += tie.positive + tie.negative;
      return tie.positive === 0 ? 0 : tie.positive * (positive / all);
    });
    return compensatedSum(gains) / totals.positive;
  };

/** The labels that there have to be. */
const NEEDS = ['positive'] as const;

const method =
  'The sum over the scores that there are, from the highest down, of the precision at it as a threshold times what it adds ' +
  'to the recall; of several columns their mean.';

/** Average precision. Source: scikit-learn's average_precision_score; M. Zhu, Recall, precision and average precision, 2004. */
export const averagePrecision = defineLoss({
  name: 'average-precision',
  title: 'Average precision',
  family: 'scores',
  aliases: ['ap', 'auprc', 'pr-auc'],
  summary: 'The precision averaged over the thresholds at which positives are found.',
  description:
    'The area under the curve of precision over recall, as steps and without interpolation. For ranking where positives ' +
    'are rare: it falls with every negative that is ranked before them, where roc-auc hardly moves. Scores without order ' +
    'have the share of positives, so that it is not comparable between data with other shares. Samples with the same ' +
    'score are taken together. --per output has each of several columns by itself.',
  parameters: { average: columnAverage },
  inputs: rankedInputs,
  conventions: {
    sklearn: {
      api: 'sklearn.metrics.average_precision_score',
      ...ranked(steps({ label: 0, class: 0 }), { skipsNaN: false, needs: NEEDS }, method),
      weighted: true,
      note: 'It is 0 where no sample is positive.',
    },
    torchmetrics: {
      api: 'torchmetrics.functional.average_precision',
      names: {
        'torchmetrics.functional.classification.binary_average_precision': {},
        'torchmetrics.functional.classification.multiclass_average_precision': {},
        'torchmetrics.functional.classification.multilabel_average_precision': {},
      },
      ...ranked(steps({ label: 0, class: NaN }), { skipsNaN: true, needs: NEEDS }, method),
      note: 'A class that no sample is of is left out of the mean, a label that none has counts 0; scores of classes are taken as they are, where it would make probabilities of those outside [0, 1].',
    },
    lightgbm: {
      api: 'lightgbm.average_precision',
      ...ranked(steps({ label: 1, class: 1 }), { skipsNaN: true, needs: NEEDS }, method),
      weighted: true,
      note: 'It is 1 where no sample is positive.',
    },
    exact: {
      api: 'average precision',
      ...ranked(steps({ label: NaN, class: NaN }), { skipsNaN: false, needs: NEEDS }, method),
      weighted: true,
      note: 'It is NaN where no sample is positive.',
    },
  },
  references: [
    'M. Zhu, Recall, precision and average precision, 2004, technical report, University of Waterloo',
  ],
  example: { true: [[0], [0], [1], [1]], pred: [[0.1], [0.4], [0.35], [0.8]] },
});
