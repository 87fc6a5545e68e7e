import { defineLoss } from '../definition.ts';
import {
  COMPARES_SAMPLES,
  embeddingsExample,
  labelledEmbeddings,
  samplesOfLabels,
  withoutItself,
} from '../shared/embeddings.ts';
import type { Batch, BatchKernel } from '../kernel.ts';
import { isSingle, logAddExp, numbersAt, sigmoid } from '../shared/numeric.ts';
import { unitRows } from '../shared/unit-rows.ts';
import { PairScores } from '../shared/pairs/pair-scores.ts';

const METHOD =
  'mean of -log(exp(s_ij) / (exp(s_ij) + sum exp(s_ik))) over all pairs i, j of one label, k running over the samples ' +
  'of other labels; s is the cosine divided by the temperature';

const ntxentKernel: BatchKernel = (batch) => {
  const { rows, inputs, params, round, work } = batch;
  const temperature = Number(params['temperature']);
  const { units, toEmbeddings } = unitRows(
    labelledEmbeddings(batch),
    batch,
    leastSquare(batch),
    rows,
  );
  const pairs = new PairScores(units, rows, work);
  const sameLabel = samplesOfLabels(inputs['true']!);
  const matchesOf = (i: number): Int32Array => withoutItself(sameLabel[i]!, i);

  /** Makes scores of the cosines of a sample; those with its matches are returned, and left out of the others. */
  const takeMatches = (i: number, cosines: Float64Array): Float64Array => {
    pairs.divide(cosines, temperature, isSingle(round));
    const matches = numbersAt(cosines, matchesOf(i));
    for (const j of sameLabel[i]!) cosines[j] = -Infinity;
    return matches;
  };

  let count = 0;
  for (const samples of sameLabel) count += samples.length - 1;
  // What a sample is found against: the log-sum of its scores with samples of other labels.
  const { numbers: against, total } = pairs.fold(1, (i, scores, ofRow, sum) => {
    const matches = takeMatches(i, scores);
    const others = pairs.logSumExp(scores);
    ofRow[0] = others;
    for (let m = 0; m < matches.length; m++) matches[m] = logAddExp(0, others - matches[m]!);
    sum.addAll(matches, matches.length);
  });

  const gradient = (seed: Float64Array): Float64Array => {
    const share = seed[0]! / (count * temperature);
    /** How much the score of a sample with a match lowers the loss; those with all others together raise it as much. */
    const pull = (i: number, score: number): number => share * sigmoid(against[i]! - score);
    const { numbers: pushes } = pairs.fold(1, (i, scores, ofRow) => {
      for (const score of takeMatches(i, scores)) ofRow[0]! += pull(i, score);
    });
    pairs.setWeights(pushes, against);
    const slopes = pairs.combined((i, scores) => {
      const matches = takeMatches(i, scores);
      pairs.weigh(i, scores);
      scores[i] = 0;
      matchesOf(i).forEach((j, m) => {
        scores[j] = -pull(i, matches[m]!) - pull(j, matches[m]!);
      });
    });
    return toEmbeddings(slopes);
  };
  return { losses: total.dividedBy(count), gradient };
};

/** What a squared length is taken as where it is smaller; of two epsilons that of the dtype. */
function leastSquare({ constants, round }: Batch): number {
  const { eps_double: double = 0, eps_single: single = 0 } = constants;
  return isSingle(round) ? single : double;
}

/** Normalised temperature-scaled cross-entropy. Source: T. Chen et al., 2020. */
export const ntxent = defineLoss({
  name: 'ntxent',
  title: 'Normalised temperature-scaled cross-entropy',
  family: 'ranking',
  aliases: ['nt-xent', 'info-nce', 'contrastive-cross-entropy'],
  summary: 'The cross-entropy of finding an embedding of the same label among all others.',
  description:
    'For contrastive learning: every pair of samples with one label is to be nearer, by the cosine, than pairs with ' +
    'samples of other labels. The result is one number, the mean over all such pairs in both directions, and ' +
    'depends on what else is in the batch: more samples make it larger. A low temperature looks at the nearest ' +
    'others only. Without two samples of one label there is no pair, and the mean of nothing is NaN.',
  parameters: {
    temperature: {
      kind: 'number',
      default: 0.07,
      above: 0,
      help: 'what cosines are divided by',
    },
  },
  inputs: { true: { domain: 'label', shape: 'sample' }, pred: 'real' },
  conventions: {
    optax: {
      api: 'optax.losses.ntxent',
      kernel: ntxentKernel,
      method: METHOD,
      batchLevel: true,
      notASum: COMPARES_SAMPLES,
      constants: { eps_double: 2 ** -52, eps_single: 2 ** -23 },
      note: 'Takes squared lengths as at least 2.2e-16 (1.2e-7 in float32): a vector of zeros has cosines of 0.',
    },
    exact: {
      api: 'NT-Xent',
      kernel: ntxentKernel,
      method: METHOD,
      batchLevel: true,
      notASum: COMPARES_SAMPLES,
      raises: ['true'],
      note: 'No epsilon: a vector of zeros has no direction, and makes the loss NaN.',
    },
  },
  references: [
    'T. Chen, S. Kornblith, M. Norouzi and G. Hinton, A simple framework for contrastive learning of visual representations, 2020, ICML 37',
    'K. Sohn, Improved deep metric learning with multi-class N-pair loss objective, 2016, NIPS 29',
  ],
  example: embeddingsExample,
});
