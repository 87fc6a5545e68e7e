import { defineLoss } from '../definition.ts';

/** The Lp length of a difference, with the slope 0 where the length is 0 and the root has none; of one number its size. */
const length = (name: string, difference: string): string => `
d_${name} = abs(${difference});
s_${name} = sum(d_${name}^exponent);
${name} = n == 1 ? d_${name}[0] : s_${name} == 0 ? 0 : (s_${name} == 0 ? 1 : s_${name})^(1 / exponent);`;

/** The distances that the loss compares; `shift` is added to each difference. */
const distances = (shift: string): string =>
  [
    length('near', `p - positive${shift}`),
    length('away', `p - negative${shift}`),
    length('across', `positive - negative${shift}`),
    '\nfar = swap ? min(away, across) : away;\n',
  ].join('');

/** Triplet margin loss. Source: V. Balntas et al., 2016. */
export const tripletMargin = defineLoss({
  name: 'triplet-margin',
  title: 'Triplet margin loss',
  family: 'ranking',
  aliases: ['triplet', 'triplet-loss'],
  summary: 'What an anchor lacks to be nearer to its positive than its negative by a margin.',
  description:
    'For embeddings in triples: pred is the anchor, positive an example of the same kind, negative one of another. ' +
    'A triple whose negative is farther away than the positive by at least the margin costs nothing, so most random ' +
    'triples soon teach nothing. The distance is not squared, and its unit is that of the embeddings; where two ' +
    'points coincide it has no slope, which frameworks avoid by an epsilon in different places. The gradient is ' +
    'with respect to the anchor.',
  parameters: {
    margin: {
      kind: 'number',
      default: 1,
      above: 0,
      help: 'by how much the negative should be farther than the positive, in the unit of the distance',
    },
    exponent: {
      kind: 'number',
      default: 2,
      above: 0,
      help: 'the exponent of the norm that measures distances: 2 is Euclidean, 1 is city block',
    },
    swap: {
      kind: 'flag',
      only: ['torch', 'exact'],
      help: 'take the distance from positive to negative where that is smaller than from the anchor',
    },
  },
  inputs: {
    pred: 'real',
    positive: { domain: 'real', help: 'an example of the same kind as the anchor' },
    negative: { domain: 'real', help: 'an example of another kind than the anchor' },
  },
  conventions: {
    torch: {
      api: 'torch.nn.TripletMarginLoss',
      formula: `${distances(' + eps')}excess = margin + near - far; excess < 0 ? 0 : excess`,
      constants: { eps: 1e-6 },
      note: 'Adds 1e-6 to each element of a difference before the norm.',
    },
    optax: {
      api: 'optax.losses.triplet_margin_loss',
      formula: `near = (sum((p - positive)^exponent) + eps)^(1 / exponent);
far = (sum((p - negative)^exponent) + eps)^(1 / exponent);
max(near - far + margin, 0)`,
      constants: { eps: 1e-6 },
      note: 'Adds 1e-6 to the sum under the root, and takes no absolute values: with an odd exponent differences cancel.',
    },
    exact: {
      api: 'triplet margin loss',
      formula: `${distances('')}max(near - far + margin, 0)`,
      note: 'No epsilon; the slope of a distance of 0 is taken as 0.',
    },
  },
  references: [
    'V. Balntas, E. Riba, D. Ponsa and K. Mikolajczyk, Learning local feature descriptors with triplets and shallow convolutional neural networks, 2016, BMVC',
    'F. Schroff, D. Kalenichenko and J. Philbin, FaceNet: a unified embedding for face recognition and clustering, 2015, CVPR',
  ],
  example: {
    pred: [
      [0, 0],
      [1, 1],
    ],
    positive: [
      [0.3, 0.4],
      [1, 3],
    ],
    negative: [
      [0, 2],
      [2, 1],
    ],
  },
});
