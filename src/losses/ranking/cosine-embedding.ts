import { defineLoss } from '../definition.ts';
import { squareScale } from '../shared/square-scale.ts';

/** Cosine embedding loss. Source: R. Hadsell, S. Chopra and Y. LeCun, 2006, with the angle for the distance. */
export const cosineEmbedding = defineLoss({
  name: 'cosine-embedding',
  title: 'Cosine embedding loss',
  family: 'ranking',
  aliases: [],
  summary: 'Pulls the directions of similar pairs together and pushes others apart.',
  description:
    'For pairs of embeddings, pred and other, with one label for each pair: 1 for a similar pair costs 1 - cos, ' +
    '-1 for a dissimilar one costs what the cosine exceeds the margin by. The lengths of the vectors do not count. ' +
    'With the default margin of 0, dissimilar pairs are pushed to a right angle and no further; a vector of zeros ' +
    'has no direction, and frameworks make up a cosine of 0 for it.',
  parameters: {
    margin: {
      kind: 'number',
      default: 0,
      min: -1,
      max: 1,
      help: 'the cosine up to which a dissimilar pair costs nothing, from -1 to 1',
    },
  },
  inputs: {
    true: { domain: 'sign', shape: 'sample' },
    pred: 'real',
    other: { domain: 'real', help: 'the second embedding of each pair' },
  },
  conventions: {
    torch: {
      api: 'torch.nn.CosineEmbeddingLoss',
      formula: `cosine = sum(p * other) / sqrt((sum(p^2) + eps) * (sum(other^2) + eps));
excess = cosine - margin;
y == 1 ? 1 - cosine : (y == -1 ? (excess < 0 ? 0 : excess) : 0)`,
      // PyTorch has the constant in float32 whatever the dtype.
      constants: { eps: Math.fround(1e-12) },
      note: 'Adds 1e-12 to both squared lengths; a label other than 1 and -1 costs nothing.',
    },
    exact: {
      api: 'cosine embedding loss',
      // The squared chord between unit vectors is 2 (1 - cos), without the cancellation near 0.
      formula: `k = stop_gradient(max(abs(p)));
l = stop_gradient(max(abs(other)));
a = p / ${squareScale('k')};
b = other / ${squareScale('l')};
u = a / norm(a);
v = b / norm(b);
y == 1 ? sum((u - v)^2) / 2 : max(sum(u * v) - margin, 0)`,
      raises: ['true'],
      note: 'No epsilon: a vector of zeros has no direction, and its loss is NaN.',
    },
  },
  references: [
    'R. Hadsell, S. Chopra and Y. LeCun, Dimensionality reduction by learning an invariant mapping, 2006, CVPR',
    'PyTorch documentation, torch.nn.CosineEmbeddingLoss',
  ],
  example: {
    true: [1, -1],
    pred: [
      [1, 2],
      [3, 1],
    ],
    other: [
      [2, 1],
      [1, 1],
    ],
  },
});
