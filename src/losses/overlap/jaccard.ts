import { defineLoss } from '../definition.ts';
import { maskInputs, masksExample, OF_CLASSES, OR_INDICES, samplewise } from '../shared/masks.ts';
import {
  JACCARD_QUOTIENT,
  MONAI_METHOD,
  monaiOverlap,
  monaiParameters,
  softLabel,
  squaredPred,
  wholeBatch,
} from '../shared/masks-monai.ts';
import { monaiAndSmpParameters, smpOverlap, smpParameters } from '../shared/masks-smp.ts';

/** Jaccard loss, soft intersection over union. Source: M. A. Rahman and Y. Wang, 2016. */
export const jaccard = defineLoss({
  name: 'jaccard',
  title: 'Jaccard loss',
  family: 'overlap',
  aliases: ['soft-iou', 'iou-loss', 'jaccard-loss'],
  summary: 'One minus the intersection over the union of two masks (soft IoU).',
  description:
    'The measure by which segmentations are usually judged, made differentiable: probabilities count as parts of ' +
    'pixels. With d the Dice loss it is 2 d / (1 + d), so that both have the same minimum but this one costs more for ' +
    'a fair overlap. It is computed over the whole input unless --samplewise is given.' +
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
    exact: {
      api: 'Jaccard loss',
      axis: 'entry',
      // What is in one mask only, over the union: nothing cancels where the overlap is nearly complete.
      formula: `d = y * (1 - p) + (1 - y) * p;
apart = samplewise ? sum(d) : batch_sum(d);
union = samplewise ? sum(y * p + d) : batch_sum(y * p + d);
apart / (union == 0 ? 1 : union)`,
      raises: ['true', 'pred'],
      note: 'No epsilon: where both masks are empty the loss is 0.',
    },
    monai: monaiOverlap(
      {
        api: 'monai.losses.DiceLoss(jaccard=True)',
        method: `${MONAI_METHOD}1 - both / (pred + true - both)`,
      },
      () => JACCARD_QUOTIENT,
    ),
    smp: smpOverlap('segmentation_models_pytorch.losses.JaccardLoss', ['1', '1']),
  },
  references: [
    'M. A. Rahman and Y. Wang, Optimizing intersection-over-union in deep neural networks for image segmentation, 2016, ISVC',
    'P. Jaccard, The distribution of the flora in the alpine zone, 1912, New Phytologist 11',
  ],
  example: masksExample,
});
