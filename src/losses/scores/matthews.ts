import type { ClassCounts, CountsKernel } from '../class-counts.ts';
import { defineLoss } from '../definition.ts';
import {
  counting,
  countedInputs,
  OF_LABELS,
  ofCatboost,
  requireLabels,
} from '../shared/class-scores.ts';
import { threshold } from '../shared/decided.ts';
import { accurateDot, compensatedSum } from '../shared/numeric.ts';

/** The coefficient's covariances, times the square of how many samples there are. */
function covariances({ total, truths, preds, hits }: ClassCounts): {
  both: number;
  ofTruths: number;
  ofPreds: number;
} {
  const right = compensatedSum(hits);
  const minus = (values: Float64Array): Float64Array => values.map((x) => -x);
  // What cancels is only rounded once.
  const less = (a: number, x: Float64Array, y: Float64Array): number =>
    accurateDot([a, ...x], [total, ...minus(y)]);
  return {
    both: less(right, truths, preds),
    ofTruths: less(total, truths, truths),
    ofPreds: less(total, preds, preds),
  };
}

/** @param undefinedIs what it is where all samples are of one class, or taken for one */
const coefficient =
  (undefinedIs: number): CountsKernel =>
  (counts) => {
    requireLabels(counts, 'matthews');
    const { both, ofTruths, ofPreds } = covariances(counts);
    const scale = Math.sqrt(ofTruths) * Math.sqrt(ofPreds);
    if (scale !== 0) return { loss: both / scale };
    const subject =
      ofTruths === 0 ? 'all samples are of one class' : 'all samples are taken for one class';
    return {
      loss: undefinedIs,
      doubt: `${subject}, and a correlation with it is not defined: it is ${undefinedIs} here`,
    };
  };

const EPSILON = 2 ** -23;

/** Of two classes TorchMetrics has values for the cases in which nothing correlates. */
const withCases: CountsKernel = (counts, params) => {
  const { classes, truths, preds, hits, total } = counts;
  if (classes.length > 2) return coefficient(0)(counts, params);
  if (classes.length < 2) return { loss: 1 };
  const tp = hits[1]!;
  const tn = hits[0]!;
  const fp = preds[1]! - tp;
  const fn = truths[1]! - tp;
  if (fp + fn === 0) return { loss: 1 };
  if (fp + fn === total) return { loss: -1 };
  const { ofTruths, ofPreds } = covariances(counts);
  if (ofTruths !== 0 && ofPreds !== 0) return coefficient(0)(counts, params);
  const root = Math.sqrt(EPSILON);
  const numerator = (): number => {
    if (fn === 0 && tn === 0) return root * (tp - fp);
    if (fp === 0 && tn === 0) return root * (tp - fn);
    if (tp === 0 && fn === 0) return root * (tn - fp);
    return root * (tn - fn);
  };
  const product = [tp + fp, tp + fn, tn + fp, tn + fn].reduce((all, x) => all * (x + EPSILON), 1);
  return { loss: numerator() / Math.sqrt(product) };
};

const method =
  'The correlation of true and predicted classes, (c n - sum t p) / sqrt((n^2 - sum t^2) (n^2 - sum p^2)), of n samples, ' +
  'of which c are right, t are of a class and p taken for it.';

/** Matthews correlation coefficient. Source: B. W. Matthews, 1975; J. Gorodkin, 2004, for several classes. */
export const matthews = defineLoss({
  name: 'matthews',
  title: 'Matthews correlation coefficient',
  family: 'scores',
  aliases: ['mcc', 'phi', 'phi-coefficient'],
  summary: 'The correlation of true and predicted classes, from -1 to 1.',
  description:
    'One number for a classification that is high only where all classes are predicted well, however unequal they ' +
    'are: 1 is perfect, 0 no better than chance, and of two classes -1 the reverse. Unlike f1 it does not depend on ' +
    'which class is the positive one. Where all samples are of one class, or predicted as one, it is not defined.' +
    OF_LABELS,
  parameters: { threshold },
  inputs: countedInputs,
  conventions: {
    sklearn: {
      api: 'sklearn.metrics.matthews_corrcoef',
      ...counting(coefficient(0), method),
      weighted: true,
      note: 'It is 0 where it is not defined.',
    },
    torchmetrics: {
      api: 'torchmetrics.functional.matthews_corrcoef',
      names: {
        'torchmetrics.functional.classification.binary_matthews_corrcoef': { threshold: 0.5 },
      },
      ...counting(withCases, method),
      note: 'Of two classes it is 1 where all is right, -1 where all is wrong, and where it is not defined a number that is 0 only if as much is right as wrong.',
    },
    catboost: {
      api: 'catboost.MCC',
      ...ofCatboost(coefficient(0), method, 'It is 0 where it is not defined.'),
    },
    exact: {
      api: 'Matthews correlation coefficient',
      ...counting(coefficient(NaN), method),
      weighted: true,
      note: 'It is NaN where it is not defined.',
    },
  },
  references: [
    'B. W. Matthews, Comparison of the predicted and observed secondary structure of T4 phage lysozyme, 1975, Biochimica et Biophysica Acta 405',
    'J. Gorodkin, Comparing two K-category assignments by a K-category correlation coefficient, 2004, Computational Biology and Chemistry 28',
  ],
  example: { true: [[0], [1], [1], [1]], pred: [[0], [1], [0], [1]] },
});
