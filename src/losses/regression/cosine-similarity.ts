import { defineLoss } from '../definition.ts';
import { directions, directionsExample, directionsReferences } from '../shared/directions.ts';
import { maskIsWhere } from '../shared/where.ts';

/** Cosine similarity. Source: G. Salton, A. Wong and C. S. Yang, 1975. */
export const cosineSimilarity = defineLoss({
  name: 'cosine-similarity',
  title: 'Cosine similarity',
  family: 'regression',
  aliases: ['cosine', 'cosine-proximity'],
  summary: 'The negative cosine of the angle between true and predicted vectors.',
  description:
    'Compares directions and ignores lengths, as is usual for embeddings. As a loss it is the negative cosine: -1 for ' +
    'the same direction, 0 for a right angle, 1 for opposite directions. optax returns the similarity itself, with ' +
    'the other sign, and so do the metrics of Keras. A vector of zeros has no direction. A row of one number has only ' +
    'its sign.',
  parameters: {},
  inputs: { true: 'real', pred: 'real' },
  conventions: {
    'tf-keras': {
      api: 'tf.keras.losses.CosineSimilarity',
      formula: '-sum(unit(y, eps) * unit(p, eps))',
      constants: { eps: 1e-12 },
      note: 'Squared lengths below 1e-12 count as that; a vector of zeros has similarity 0.',
    },
    keras: {
      api: 'keras.losses.CosineSimilarity',
      formula: '-sum(unit(y, eps^2) * unit(p, eps^2))',
      constants: { eps: 1e-7 },
      note: 'Lengths below 1e-7 count as that; a vector of zeros has similarity 0.',
    },
    torchmetrics: {
      api: 'torchmetrics.functional.cosine_similarity',
      formula: 'sum(p * y) / (norm(p) * norm(y))',
      reduction: 'sum',
      better: 'larger',
      note: 'The similarity itself, not its negative, and the sum over samples; TorchMetrics computes it in float32 whatever the dtype; NaN for a vector of zeros.',
    },
    optax: {
      api: 'optax.losses.cosine_similarity',
      formula: 'sum(unit(p, eps) * unit(y, eps))',
      masksRows: true,
      constants: { eps: 0 },
      better: 'larger',
      note: `The similarity itself, not its negative; NaN for a vector of zeros. --epsilon is the least squared length, 0 by default. ${maskIsWhere}`,
    },
    tfjs: {
      api: 'tf.metrics.cosineProximity',
      formula: '-sum(unit(y, eps) * unit(p, eps))',
      constants: { eps: 1e-7 },
      note: 'Squared lengths below 1e-7 count as that; a vector of zeros has similarity 0; TensorFlow.js computes in float32 whatever the dtype.',
    },
    exact: {
      api: 'negative cosine',
      formula: `${directions} -product / sqrt(sum(a^2) * sum(b^2))`,
      masksRows: true,
      note: 'No epsilon: NaN for a vector of zeros; squares of huge and of tiny numbers neither overflow nor vanish.',
    },
  },
  references: directionsReferences,
  example: directionsExample,
});
