import { defineLoss } from '../definition.ts';
import { DECIDED, hardMaskScore, meanOfNumbers } from '../shared/hard-masks.ts';
import { includeBackground, maskInputs, masksExample, OR_INDICES } from '../shared/masks.ts';

const kernel = hardMaskScore((sums) =>
  meanOfNumbers(sums.map(({ both, pred, true: truth }) => both / (pred + truth - both))),
);

const METHOD =
  'the mean over the classes of a sample of both / (pred + true - both), with the pixels that both masks have, and those of either';

/** Mean intersection over union. Source: P. Jaccard, 1912. */
export const meanIou = defineLoss({
  name: 'mean-iou',
  title: 'Mean IoU',
  family: 'overlap',
  aliases: ['miou', 'mean-jaccard'],
  summary: 'The pixels that two masks share, over those that any has, averaged over classes.',
  description:
    'How segmentations of scenes are judged: from 0 to 1, a larger score is the better. It is that of each sample, and then ' +
    'their mean, which is not the IoU of all pixels together; a class that is in neither mask has no score, and a sample ' +
    'without any makes the mean NaN.' +
    DECIDED +
    OR_INDICES,
  parameters: { includeBackground: includeBackground({}) },
  inputs: { ...maskInputs, pred: 'real' },
  conventions: {
    torchmetrics: {
      api: 'torchmetrics.functional.segmentation.mean_iou',
      axis: 'masks',
      kernel,
      method: METHOD,
      better: 'larger',
      note: 'Averages over the classes of each sample; a class that is in neither mask is left out.',
    },
    exact: {
      api: 'mean IoU',
      axis: 'masks',
      kernel,
      method: METHOD,
      better: 'larger',
      raises: ['true'],
      note: 'The same.',
    },
  },
  references: [
    'P. Jaccard, The distribution of the flora in the alpine zone, 1912, New Phytologist 11',
  ],
  example: masksExample,
});
