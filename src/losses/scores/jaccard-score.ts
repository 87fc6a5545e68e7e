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

const method = 'Of a class, hits / samples of it or taken for it; over classes as --average says.';

const quotient: Quotient = {
  of: ({ hits, truths, preds }) => [hits, truths + preds - hits],
  lacking: 'is or was taken for',
};

const conventions = conventionsOf(quotient, method, { plainly: true });

/** Jaccard index of labels. Source: P. Jaccard, 1912. */
export const jaccardScore = defineLoss({
  name: 'jaccard-score',
  title: 'Jaccard score',
  family: 'scores',
  aliases: ['jaccard-index'],
  summary: 'Of the samples of a class or taken for it, the share that are both.',
  description:
    'The overlap of what is and what is predicted, hits / (of the class or taken for it): f1 in which errors count ' +
    'double, F / (2 - F). Without more it is that of the positive class, 1 or the one of --positive; of several classes ' +
    '--average says how. The jaccard loss compares masks, also of probabilities.' +
    OF_LABELS,
  parameters: { average, threshold, zeroDivision },
  inputs: countedInputs,
  conventions: {
    sklearn: {
      api: 'sklearn.metrics.jaccard_score',
      ...conventions.sklearn,
    },
    torchmetrics: {
      api: 'torchmetrics.functional.jaccard_index',
      names: {
        'torchmetrics.functional.classification.binary_jaccard_index': { threshold: 0.5 },
        'torchmetrics.functional.classification.multiclass_jaccard_index': { average: 'macro' },
      },
      ...conventions.torchmetrics,
    },
    exact: {
      api: 'Jaccard index',
      ...conventions.exact,
    },
  },
  references: [
    'P. Jaccard, The distribution of the flora in the alpine zone, 1912, New Phytologist 11',
  ],
  example: { true: [[0], [1], [1], [1]], pred: [[1], [1], [0], [1]] },
});
