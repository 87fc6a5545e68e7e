import { defineLoss } from '../definition.ts';

/** Hinge embedding loss. Source: PyTorch's HingeEmbeddingLoss; Hadsell, Chopra and LeCun, 2006. */
export const hingeEmbedding = defineLoss({
  name: 'hinge-embedding',
  title: 'Hinge embedding loss',
  family: 'binary',
  aliases: [],
  summary: 'Distances of similar pairs, and what distances of dissimilar pairs lack to a margin.',
  description:
    'For learning embeddings from pairs that are similar (1) or dissimilar (-1): predictions are the distances of ' +
    'the pairs. Similar pairs cost their distance, dissimilar ones what it falls short of the margin. The margin ' +
    'has the unit of the distances. Labels of 0 do not mean dissimilar: PyTorch charges them both costs.',
  parameters: {
    margin: {
      kind: 'number',
      default: 1,
      help: 'the distance from which on dissimilar pairs cost nothing',
    },
  },
  inputs: { true: 'sign', pred: 'real' },
  conventions: {
    torch: {
      api: 'torch.nn.HingeEmbeddingLoss',
      // The whole gradient passes at a distance of just the margin, as through PyTorch's clamp, and none where it is NaN.
      formula: `m = margin - p;
lack = m >= 0 ? m : m < 0 ? 0 : stop_gradient(m);
mean((y == -1 ? 0 : p) + (y == 1 ? 0 : lack))`,
      over: 'elements',
      note: 'A label that is neither -1 nor 1 costs both the distance and what it lacks to the margin.',
    },
    exact: {
      api: 'hinge embedding loss',
      // The factor -y is 1, but NaN for a label that is missing.
      formula: 'mean(y == 1 ? p : -y * max(margin - p, 0))',
      raises: ['true'],
    },
  },
  references: [
    'R. Hadsell, S. Chopra and Y. LeCun, Dimensionality reduction by learning an invariant mapping, 2006, CVPR',
  ],
  example: { true: [[1], [-1]], pred: [[0.3], [0.6]] },
});
