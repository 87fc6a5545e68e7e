import { defineLoss } from '../definition.ts';
import type { BatchKernel } from '../kernel.ts';
import { COMPARES_SAMPLES, embeddingsExample } from '../shared/embeddings.ts';
import { labelledInputs, LEAST_OF_TORCH, rowsOfCosines } from '../shared/labelled-rows.ts';
import { logAddExp } from '../shared/numeric.ts';

const METHOD =
  'log(1 + sum exp(-alpha (s_p - base))) / alpha + log(1 + sum exp(beta (s_n - base))) / beta for each sample, with its ' +
  'cosines s_p with others of its label and s_n with the rest';

const kernel: BatchKernel = (batch) => {
  const { inputs, params } = batch;
  const [alpha, beta, base] = ['alpha', 'beta', 'base'].map((name) => Number(params[name])) as [
    number,
    number,
    number,
  ];
  const labels = inputs['true']!;
  const isMatch = (i: number, j: number): boolean => labels[i] === labels[j];
  const ofMatch = (score: number): number => -alpha * (score - base);
  const ofOther = (score: number): number => beta * (score - base);
  return rowsOfCosines(batch, {
    size: 3,
    fold: (i, scores, kept, pairs) => {
      const matches = scores.slice();
      for (let j = 0; j < scores.length; j++) {
        matches[j] = isMatch(i, j) && i !== j ? ofMatch(matches[j]!) : -Infinity;
        scores[j] = isMatch(i, j) ? -Infinity : ofOther(scores[j]!);
      }
      kept[2] = logAddExp(0, pairs.logSumExp(scores));
      scores.set(matches);
      kept[1] = logAddExp(0, pairs.logSumExp(scores));
      kept[0] = kept[1] / alpha + kept[2] / beta;
    },
    slope: (i, j, score, kept) => {
      if (i === j) return 0;
      return isMatch(i, j)
        ? -Math.exp(ofMatch(score) - kept[1]!)
        : Math.exp(ofOther(score) - kept[2]!);
    },
  });
};

/** Multi-similarity loss. Source: X. Wang et al., 2019. */
export const multiSimilarity = defineLoss({
  name: 'multi-similarity',
  title: 'Multi-similarity loss',
  family: 'embeddings',
  aliases: ['ms-loss', 'multi-similarity-loss'],
  summary:
    'Pulls embeddings of one label above a cosine and pushes the others below, hardest first.',
  description:
    'For embeddings with a label for each, as in retrieval: of each sample the matches that are least similar and the ' +
    'others that are most similar count most, by how far they are from the base. It is without the mining of pairs ' +
    'that the paper puts before it. alpha and beta say how much the hardest pairs outweigh the rest.',
  parameters: {
    alpha: { kind: 'number', default: 2, above: 0, help: 'the scale of exponents of matches' },
    beta: { kind: 'number', default: 50, above: 0, help: 'the scale of exponents of the others' },
    base: {
      kind: 'number',
      default: 0.5,
      min: -1,
      max: 1,
      help: 'the cosine that matches should exceed and others should not, from -1 to 1',
    },
  },
  inputs: labelledInputs,
  conventions: {
    'metric-learning': {
      api: 'pytorch_metric_learning.losses.MultiSimilarityLoss',
      kernel,
      method: METHOD,
      notASum: COMPARES_SAMPLES,
      constants: LEAST_OF_TORCH,
      note: 'Takes the lengths of embeddings as at least 1e-12; every sample counts in the mean.',
    },
    exact: {
      api: 'multi-similarity loss',
      kernel,
      method: METHOD,
      notASum: COMPARES_SAMPLES,
      raises: ['true'],
      note: 'No epsilon: a vector of zeros has no direction, and makes the loss NaN.',
    },
  },
  references: [
    'X. Wang, X. Han, W. Huang, D. Dong and M. R. Scott, Multi-similarity loss with general pair weighting for deep metric learning, 2019, CVPR',
  ],
  example: embeddingsExample,
});
