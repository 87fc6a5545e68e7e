import { defineLoss } from '../definition.ts';
import { maskInputs, masksExample, OF_CLASSES, OR_INDICES, samplewise } from '../shared/masks.ts';
import {
  MONAI_METHOD,
  monaiOverlap,
  monaiParameters,
  softLabel,
  tverskyQuotient,
  wholeBatch,
} from '../shared/masks-monai.ts';
import { optaxOverlap } from '../shared/masks-optax.ts';
import { monaiAndSmpParameters, smpOverlap, smpParameters } from '../shared/masks-smp.ts';

/** Tversky loss. Source: S. S. M. Salehi, D. Erdogmus and A. Gholipour, 2017. */
export const tversky = defineLoss({
  name: 'tversky',
  title: 'Tversky loss',
  family: 'overlap',
  aliases: ['tversky-loss'],
  summary: 'The Dice loss with weights for what is predicted too much and what is missed.',
  description:
    'For segmentation where a missed pixel is worse than a false alarm, or the reverse: alpha weighs false ' +
    'positives and beta false negatives. With both 0.5 it is the Dice loss, with both 1 the Jaccard loss. Keras up ' +
    'to 3.15 has the two the other way round. It is computed over the whole input unless --samplewise is given.' +
    OF_CLASSES +
    OR_INDICES,
  parameters: {
    alpha: {
      kind: 'number',
      default: 0.5,
      min: 0,
      help: 'weight of false positives (of false negatives in keras)',
    },
    beta: {
      kind: 'number',
      default: 0.5,
      min: 0,
      help: 'weight of false negatives (of false positives in keras)',
    },
    gamma: {
      kind: 'number',
      default: 1,
      above: 0,
      only: ['smp'],
      help: 'the power that the mean is taken to',
    },
    samplewise,
    ...monaiAndSmpParameters,
    ...smpParameters,
    ...monaiParameters,
    batch: wholeBatch,
    softLabel,
  },
  inputs: maskInputs,
  conventions: {
    keras: {
      api: 'keras.losses.Tversky',
      axis: 'entry',
      formula: `both = samplewise ? sum(y * p) : batch_sum(y * p);
missed = samplewise ? sum(y * (1 - p)) : batch_sum(y * (1 - p));
extra = samplewise ? sum((1 - y) * p) : batch_sum((1 - y) * p);
1 - both / (both + alpha * missed + beta * extra + eps)`,
      constants: { eps: 1e-7 },
      note: 'As Keras 3.15 and before, alpha weighs false negatives and beta false positives; 1e-7 is added to the denominator.',
    },
    optax: optaxOverlap(['optax.losses.dice_loss(alpha)'], ({ params }) => [
      Number(params['alpha']),
      Number(params['beta']),
    ]),
    monai: monaiOverlap(
      {
        api: 'monai.losses.TverskyLoss',
        method: `${MONAI_METHOD}1 - both / (both + alpha (pred - both) + beta (true - both))`,
      },
      ({ params }) => tverskyQuotient(Number(params['alpha']), Number(params['beta'])),
    ),
    smp: smpOverlap(
      'segmentation_models_pytorch.losses.TverskyLoss',
      ['alpha', 'beta'],
      (mean) => `(${mean})^gamma`,
    ),
    exact: {
      api: 'Tversky loss',
      axis: 'entry',
      // What is in one mask only, weighted, over everything: nothing cancels where the overlap is nearly complete.
      formula: `d = alpha * (1 - y) * p + beta * y * (1 - p);
apart = samplewise ? sum(d) : batch_sum(d);
all = samplewise ? sum(y * p + d) : batch_sum(y * p + d);
apart / (all == 0 ? 1 : all)`,
      raises: ['true', 'pred'],
      note: 'No epsilon: where both masks are empty the loss is 0.',
    },
  },
  references: [
    'S. S. M. Salehi, D. Erdogmus and A. Gholipour, Tversky loss function for image segmentation using 3D fully convolutional deep networks, 2017, MLMI',
    'A. Tversky, Features of similarity, 1977, Psychological Review 84',
  ],
  example: masksExample,
});
