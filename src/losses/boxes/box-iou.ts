import { defineLoss } from '../definition.ts';
import {
  boxesExample,
  boxInputs,
  boxParameters,
  exactBoxes,
  PAIRS_OF_BOXES,
} from '../shared/boxes.ts';

/** One minus the intersection over union of boxes. Source: J. Yu et al., UnitBox, 2016, which takes its logarithm. */
export const boxIou = defineLoss({
  name: 'box-iou',
  title: 'IoU loss of boxes',
  family: 'boxes',
  aliases: ['bbox-iou', 'box-iou-loss', 'bounding-box-iou'],
  summary: 'One minus the intersection over the union of two boxes.',
  description:
    'How well predicted bounding boxes match, whatever their size: 1 minus it is the IoU that detections are judged by, ' +
    'of pairs the diagonal of torchvision.ops.box_iou. Boxes that do not overlap cost 1 however far apart they are, and ' +
    'have no gradient; the generalized, distance and complete IoU repair that.' +
    PAIRS_OF_BOXES,
  parameters: boxParameters(),
  inputs: boxInputs,
  conventions: {
    exact: {
      api: 'IoU loss',
      formula: `${exactBoxes}
unshared`,
      raises: ['true', 'pred'],
      note: 'No epsilon: boxes without an area share nothing and cost 1.',
    },
  },
  references: [
    'J. Yu, Y. Jiang, Z. Wang, Z. Cao and T. Huang, UnitBox: an advanced object detection network, 2016, ACM Multimedia',
  ],
  example: boxesExample,
});
