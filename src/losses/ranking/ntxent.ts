import { ExactSum } from '../../reduce/exact-sum.ts';
import { defineLoss } from '../definition.ts';
import { COMPARES_SAMPLES, embeddingsExample, labelledEmbeddings } from '../shared/embeddings.ts';
import type { Batch, BatchKernel } from '../kernel.ts';
import { addScaled, dot, logAddExp, logSumExp, rowsOf } from '../shared/numeric.ts';

const METHOD =
  'mean of -log(exp(s_ij) / (exp(s_ij) + sum exp(s_ik))) over all pairs i, j of one label, k running over the samples ' +
  'of other labels; s is the cosine divided by the temperature';

const ntxentKernel: BatchKernel = (batch) => {
  const { rows, inputs, params, round } = batch;
  const labels = inputs['true']!;
  const temperature = Number(params['temperature']);
  const least = leastSquare(batch);
  const given = labelledEmbeddings(batch);
  // Without an epsilon only directions count, of vectors of any length.
  const scales = given.map((embedding) => (least === 0 ? scaleOf(embedding) : 1));
  const embeddings = given.map((embedding, i) => embedding.map((x) => x * scales[i]!));
  const squares = embeddings.map((embedding) => round(dot(embedding, embedding)));
  const lengths = squares.map((square) => round(Math.sqrt(Math.max(square, least))));
  const units = embeddings.map((embedding, i) => embedding.map((x) => round(x / lengths[i]!)));
  const indices = Array.from(labels, (_, i) => i);

  /** The cosines of a sample with the others, by the temperature; who is of its label, and who of another. */
  const relationsOf = (i: number): { scores: number[]; matches: number[]; others: number[] } => ({
    scores: units.map((unit) => round(round(dot(units[i]!, unit)) / temperature)),
    matches: indices.filter((j) => j !== i && labels[j] === labels[i]),
    others: indices.filter((j) => labels[j] !== labels[i]),
  });

  const total = new ExactSum();
  let pairs = 0;
  for (let i = 0; i < rows; i++) {
    const { scores, matches, others } = relationsOf(i);
    const against = logSumExp(others.map((k) => scores[k]!));
    for (const j of matches) total.add(logAddExp(0, against - scores[j]!));
    pairs += matches.length;
  }

  const gradient = (seed: Float64Array): Float64Array => {
    const slopes = new Float64Array(inputs['pred']!.length);
    const slopeOf = rowsOf(slopes, rows);
    const share = seed[0]! / (pairs * temperature);
    for (let i = 0; i < rows; i++) {
      const { scores, matches, others } = relationsOf(i);
      const against = logSumExp(others.map((k) => scores[k]!));
      const pull = (other: number, factor: number): void => {
        addScaled(slopeOf[i]!, factor, units[other]!);
        addScaled(slopeOf[other]!, factor, units[i]!);
      };
      const weights = matches.map(
        (j) => share * Math.exp(against - logAddExp(against, scores[j]!)),
      );
      matches.forEach((j, m) => pull(j, -weights[m]!));
      const push = weights.reduce((sum, weight) => sum + weight, 0);
      for (const k of others) pull(k, push * Math.exp(scores[k]! - against));
    }
    // From unit vectors to the embeddings: what is along a vector does not turn it.
    slopeOf.forEach((slope, i) => {
      const unit = units[i]!;
      if (squares[i]! >= least) addScaled(slope, -dot(slope, unit), unit);
      slope.forEach((x, j) => (slope[j] = (x / lengths[i]!) * scales[i]!));
    });
    return slopes;
  };
  return { losses: total.dividedBy(pairs), gradient };
};

/** A power of two that brings a vector to a length whose square is a double; 1 where it is one as it is. */
function scaleOf(embedding: Float64Array): number {
  const largest = embedding.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  const isOrdinary = largest > 1e-100 && largest < 1e100;
  if (isOrdinary || largest === 0 || !Number.isFinite(largest)) return 1;
  return 2 ** Math.min(-Math.floor(Math.log2(largest)), 1000);
}

/** What a squared length is taken as where it is smaller; of two epsilons that of the dtype. */
function leastSquare({ constants, round }: Batch): number {
  const { eps_double: double = 0, eps_single: single = 0 } = constants;
  return round(1 + double) === 1 ? single : double;
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
