import { defineLoss } from '../definition.ts';
import {
  average,
  conventionsOf,
  countedInputs,
  OF_LABELS,
  zeroDivision,
  type Quotient,
} from '../shared/class-scores.ts';
import { threshold } from '../shared/decided.ts';

const method =
  'Of a class, samples of others not taken for it / samples of others; over classes as --average says.';

const quotient: Quotient = {
  of: ({ hits, truths, preds, total }) => [total - truths - preds + hits, total - truths],
  lacking: 'is other than',
};

const conventions = conventionsOf(quotient, method);

/** Specificity. Source: J. Yerushalmy, 1947. */
export const specificity = defineLoss({
  name: 'specificity',
  title: 'Specificity',
  family: 'scores',
  aliases: ['tnr', 'selectivity'],
  summary: 'The share of the samples not of a class that are not taken for it.',
  description:
    'How seldom the class is seen where it is not: with recall, also called sensitivity, it describes a medical test. ' +
    'Without more it is that of the positive class, 1 or the one of --positive; of several classes each is held ' +
    'against all others, so that the mean is high already because most samples are of other classes.' +
    OF_LABELS,
  parameters: { average, threshold, zeroDivision },
  inputs: countedInputs,
  conventions: {
    torchmetrics: {
      api: 'torchmetrics.functional.specificity',
      names: {
        'torchmetrics.functional.classification.binary_specificity': { threshold: 0.5 },
        'torchmetrics.functional.classification.multiclass_specificity': { average: 'macro' },
      },
      ...conventions.torchmetrics,
    },
    exact: {
      api: 'specificity',
      ...conventions.exact,
    },
  },
  references: [
    'J. Yerushalmy, Statistical problems in assessing methods of medical diagnosis, 1947, Public Health Reports 62',
  ],
  example: { true: [[0], [1], [1], [1]], pred: [[1], [1], [0], [1]] },
});
