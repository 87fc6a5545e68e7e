import { defineLoss } from '../definition.ts';
import {
  boxesExample,
  boxInputs,
  boxParameters,
  exactAround,
  exactBoxes,
  PAIRS_OF_BOXES,
  torchvisionBoxes,
} from '../shared/boxes.ts';

/** Generalized IoU loss. Source: H. Rezatofighi et al., 2019. */
export const generalizedIou = defineLoss({
  name: 'generalized-iou',
  title: 'Generalized IoU loss',
  family: 'boxes',
  aliases: ['giou', 'giou-loss', 'generalized-iou-loss'],
  summary: 'The IoU loss, and the share of the box around both that neither covers.',
  description:
    'For bounding boxes: 1 - IoU, to which comes how much of the smallest box around both is empty, so that boxes ' +
    'that do not overlap are still drawn together. From 0 to 2; above 1 the boxes are mostly apart. Where one box lies ' +
    'within the other it is the IoU loss.' +
    PAIRS_OF_BOXES,
  parameters: boxParameters(),
  inputs: boxInputs,
  conventions: {
    torchvision: {
      api: 'torchvision.ops.generalized_box_iou_loss',
      formula: `${torchvisionBoxes}
around = w_around * h_around;
1 - (both / (either + eps) - (around - either) / (around + eps))`,
      constants: { eps: 1e-7 },
      note: 'Adds 1e-7 to both areas that are divided by, which small boxes feel: of two equal ones with sides of 0.001 it is 0.09.',
    },
    exact: {
      api: 'generalized IoU loss',
      // Of boxes that overlap, what neither covers are corners of the box around them.
      formula: `${exactBoxes}
${exactAround}
around = w_around * h_around;
corners = max(-left * top, 0) + max(left * bottom, 0) + max(right * top, 0) + max(-right * bottom, 0);
empty = overlap ? corners / around : around == 0 ? 0 : 1 - (w * h + w_true * h_true) / around;
unshared + empty`,
      raises: ['true', 'pred'],
      note: 'No epsilon: boxes without an area share nothing, and where the box around them has none either the loss is 1.',
    },
  },
  references: [
    'H. Rezatofighi, N. Tsoi, J. Gwak, A. Sadeghian, I. Reid and S. Savarese, Generalized intersection over union, 2019, CVPR',
  ],
  example: boxesExample,
});
