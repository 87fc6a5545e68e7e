import { defineLoss } from '../definition.ts';
import {
  boxesExample,
  boxInputs,
  boxParameters,
  exactAround,
  exactBoxes,
  exactDistance,
  PAIRS_OF_BOXES,
  torchvisionBoxes,
  torchvisionDistance,
} from '../shared/boxes.ts';

/** Distance IoU loss. Source: Z. Zheng et al., 2020. */
export const distanceIou = defineLoss({
  name: 'distance-iou',
  title: 'Distance IoU loss',
  family: 'boxes',
  aliases: ['diou', 'diou-loss', 'distance-iou-loss'],
  summary: 'The IoU loss, and how far apart the centres of both boxes are.',
  description:
    'For bounding boxes: 1 - IoU, to which comes the squared distance of the centres over the squared diagonal of the ' +
    'smallest box around both. It converges faster than the generalized IoU, also where one box lies within the other; ' +
    'the proportions of the boxes do not count, as they do in the complete IoU.' +
    PAIRS_OF_BOXES,
  parameters: boxParameters(),
  inputs: boxInputs,
  conventions: {
    torchvision: {
      api: 'torchvision.ops.distance_box_iou_loss',
      formula: `${torchvisionBoxes}
iou = both / (either + eps);
${torchvisionDistance('eps')}
1 - iou + distance`,
      constants: { eps: 1e-7 },
      note: 'Adds 1e-7 to the area and to the squared diagonal that are divided by, which boxes with small sides feel.',
    },
    exact: {
      api: 'distance IoU loss',
      formula: `${exactBoxes}
${exactAround}
${exactDistance}
unshared + distance`,
      raises: ['true', 'pred'],
      note: 'No epsilon: boxes without an area share nothing and cost at least 1.',
    },
  },
  references: [
    'Z. Zheng, P. Wang, W. Liu, J. Li, R. Ye and D. Ren, Distance-IoU loss: faster and better learning for bounding box regression, 2020, AAAI',
  ],
  example: boxesExample,
});
