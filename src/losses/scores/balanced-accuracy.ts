import { UserError } from '../../messages/errors.ts';
import type { CountsKernel } from '../class-counts.ts';
import { defineLoss } from '../definition.ts';
import { counting, countedInputs, OF_LABELS, ofCatboost } from '../shared/class-scores.ts';
import { threshold } from '../shared/decided.ts';
import { compensatedSum } from '../shared/numeric.ts';

const kernel: CountsKernel = ({ classes, truths, hits, preds }, { adjusted }) => {
  const there = [...classes.keys()].filter((k) => truths[k] !== 0);
  const recalls = there.map((k) => hits[k]! / truths[k]!);
  const score = compensatedSum(recalls) / there.length;
  const chance = 1 / there.length;
  const others = [...classes.keys()].filter((k) => truths[k] === 0 && preds[k] !== 0);
  return {
    loss: adjusted === true ? (score - chance) / (1 - chance) : score,
    doubt:
      others.length === 0
        ? undefined
        : `classes are predicted that no sample is of, which have no recall and are left out: ${others.map((k) => classes[k]!).join(', ')}`,
  };
};

/** CatBoost's, of two classes: one that no sample is of counts 0, unless all is right. */
const ofTwo: CountsKernel = ({ classes, truths, hits, total }) => {
  if (classes.length > 2) {
    throw new UserError({
      where: '--compat catboost',
      problem: `expected two classes, found ${classes.length}`,
      hint: 'choose another --compat',
    });
  }
  if (compensatedSum(hits) === total) return { loss: 1 };
  const recalls = [...classes.keys()].map((k) => (truths[k] === 0 ? 0 : hits[k]! / truths[k]!));
  return { loss: compensatedSum(recalls) / 2 };
};

const method =
  'The mean over the classes that samples are of of their recall, hits / samples of the class; adjusted, what it is above ' +
  'chance, (mean - 1 / classes) / (1 - 1 / classes).';

/** Balanced accuracy. Source: K. H. Brodersen et al., The balanced accuracy and its posterior distribution, 2010. */
export const balancedAccuracy = defineLoss({
  name: 'balanced-accuracy',
  title: 'Balanced accuracy',
  family: 'scores',
  aliases: ['bacc'],
  summary: 'The mean over classes of the share of their samples that is predicted right.',
  description:
    'Accuracy in which every class counts the same, however few its samples are: predicting the most frequent class ' +
    'only scores 1 / classes. It is the recall averaged over the classes that samples are of. Adjusted, guessing ' +
    'scores 0 and a perfect prediction 1. A class of few samples makes it as uncertain as these are few.' +
    OF_LABELS,
  parameters: {
    adjusted: {
      kind: 'flag',
      only: ['sklearn', 'exact'],
      help: 'what it is above chance, so that guessing scores 0',
    },
    threshold,
  },
  inputs: countedInputs,
  conventions: {
    sklearn: {
      api: 'sklearn.metrics.balanced_accuracy_score',
      ...counting(kernel, method),
      weighted: true,
    },
    catboost: {
      api: 'catboost.BalancedAccuracy',
      ...ofCatboost(ofTwo, method, 'A class that no sample is of counts 0, unless all is right.'),
    },
    exact: { api: 'balanced accuracy', ...counting(kernel, method), weighted: true },
  },
  references: [
    'K. H. Brodersen, C. S. Ong, K. E. Stephan and J. M. Buhmann, The balanced accuracy and its posterior distribution, 2010, ICPR',
  ],
  example: { true: [[0], [1], [1], [1]], pred: [[0], [1], [0], [1]] },
});
