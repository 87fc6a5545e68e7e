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

/** Squared angles as parts of that of a right angle. */
const OF_RIGHT_ANGLE = { per_right_angle: 4 / Math.PI ** 2 };

/** Complete IoU loss. Source: Z. Zheng et al., 2020. */
export const completeIou = defineLoss({
  name: 'complete-iou',
  title: 'Complete IoU loss',
  family: 'boxes',
  aliases: ['ciou', 'ciou-loss', 'complete-iou-loss'],
  summary: 'The distance IoU loss, and how far the proportions of both boxes differ.',
  description:
    'For bounding boxes, the usual choice of the YOLO family: overlap, distance of the centres, and the difference of ' +
    'the ratios of width to height, as the angle between the diagonals. The last counts the more the better boxes ' +
    'overlap; its weight is a constant to the gradient in the paper and in torchvision, not in the exact form.' +
    PAIRS_OF_BOXES,
  parameters: boxParameters(),
  inputs: boxInputs,
  conventions: {
    torchvision: {
      api: 'torchvision.ops.complete_box_iou_loss',
      // An epsilon that is given is that of the weight alone.
      formula: `${torchvisionBoxes}
iou = both / (either + small);
${torchvisionDistance('small')}
v = per_right_angle * (atan((u2 - u1) / (v2 - v1)) - atan((x2 - x1) / (y2 - y1)))^2;
weight = stop_gradient(v / (1 - iou + v + eps));
1 - iou + distance + weight * v`,
      constants: { eps: 1e-7, small: 1e-7, ...OF_RIGHT_ANGLE },
      note: 'Adds 1e-7 to what is divided by; a box without width and height makes the loss NaN.',
    },
    exact: {
      api: 'complete IoU loss',
      // The angle from one diagonal to the other, of which nothing cancels where proportions are nearly the same.
      formula: `${exactBoxes}
${exactAround}
${exactDistance}
cross = (right - left) * h - w * (bottom - top);
along = w * w_true + h * h_true;
turn = cross == 0 ? 0 : atan(cross / along);
square = cross^2 + along^2;
angle = with_derivative(turn, cross, square == 0 ? 0 : along / square) + with_derivative(0, along, square == 0 ? 0 : -cross / square);
v = per_right_angle * angle^2;
unshared + distance + (v == 0 ? 0 : v^2 / (unshared + v))`,
      constants: OF_RIGHT_ANGLE,
      raises: ['true', 'pred'],
      note: 'No epsilon, and the weight of proportions is no constant to the gradient; a box without width and height has none.',
    },
  },
  references: [
    'Z. Zheng, P. Wang, W. Liu, J. Li, R. Ye and D. Ren, Distance-IoU loss: faster and better learning for bounding box regression, 2020, AAAI',
  ],
  example: boxesExample,
});
