import { defineLoss } from '../definition.ts';
import { maskInputs, masksExample, OF_CLASSES, OR_INDICES, samplewise } from '../shared/masks.ts';
import {
  DICE_QUOTIENT,
  MONAI_METHOD,
  monaiOverlap,
  monaiParameters,
  softLabel,
  squaredPred,
  wholeBatch,
} from '../shared/masks-monai.ts';
import { optaxOverlap } from '../shared/masks-optax.ts';
import { monaiAndSmpParameters, smpOverlap, smpParameters } from '../shared/masks-smp.ts';

/** Dice loss. Source: F. Milletari, N. Navab and S.-A. Ahmadi, V-Net, 2016. */
export const dice = defineLoss({
  name: 'dice',
  title: 'Dice loss',
  family: 'overlap',
  aliases: ['dice-loss', 'sorensen-dice'],
  summary: 'One minus the overlap of two masks, twice their intersection over both sizes.',
  description:
    'For segmentation with few foreground pixels, since the background does not count. It is computed over the ' +
    'whole input at once, so that one number comes out whatever the reduction, and large objects outweigh small ones; ' +
    'with --samplewise each sample, an entry of the first axis, has a loss of its own. Masks that are both empty agree, but in Keras cost 1.' +
    OF_CLASSES +
    OR_INDICES,
  parameters: {
    samplewise,
    ...monaiAndSmpParameters,
    ...smpParameters,
    ...monaiParameters,
    batch: wholeBatch,
    squaredPred,
    softLabel,
  },
  inputs: maskInputs,
  conventions: {
    keras: {
      api: 'keras.losses.Dice',
      axis: 'entry',
      formula: `both = samplewise ? sum(y * p) : batch_sum(y * p);
size = samplewise ? sum(y) + sum(p) : batch_sum(y) + batch_sum(p);
1 - 2 * both / (size + eps)`,
      constants: { eps: 1e-7 },
      note: 'Adds 1e-7 to the denominator: where both masks are empty the loss is 1.',
    },
    optax: optaxOverlap(['optax.losses.dice_loss', 'optax.losses.binary_dice_loss'], () => [
      0.5, 0.5,
    ]),
    monai: monaiOverlap(
      { api: 'monai.losses.DiceLoss', method: `${MONAI_METHOD}1 - 2 both / (pred + true)` },
      () => DICE_QUOTIENT,
    ),
    smp: smpOverlap('segmentation_models_pytorch.losses.DiceLoss', ['0.5', '0.5']),
    exact: {
      api: 'Dice loss',
      axis: 'entry',
      // What is in one mask only, over both sizes: nothing cancels where the overlap is nearly complete.
      formula: `d = y * (1 - p) + (1 - y) * p;
apart = samplewise ? sum(d) : batch_sum(d);
size = samplewise ? sum(y + p) : batch_sum(y + p);
apart / (size == 0 ? 1 : size)`,
      raises: ['true', 'pred'],
      note: 'No epsilon: where both masks are empty the loss is 0.',
    },
  },
  references: [
    'F. Milletari, N. Navab and S.-A. Ahmadi, V-Net: fully convolutional neural networks for volumetric medical image segmentation, 2016, 3DV',
    'L. R. Dice, Measures of the amount of ecologic association between species, 1945, Ecology 26',
  ],
  example: masksExample,
});
