import { defineLoss } from '../definition.ts';

const formulaOf = (linear: string): string =>
  `e = abs(p - y); mean(beta == 0 ? ${linear} : e < beta ? e^2 / 2 / beta : e - beta / 2)`;

/** Smooth L1 loss. Source: R. Girshick, Fast R-CNN, 2015; PyTorch's SmoothL1Loss. */
export const smoothL1 = defineLoss({
  name: 'smooth-l1',
  title: 'Smooth L1 loss',
  family: 'regression',
  aliases: [],
  summary: 'Linear for large errors, quadratic below beta; Huber divided by beta.',
  description:
    'Used for the corners of boxes in object detection. Its slope far from the minimum is always 1, where that ' +
    'of huber is delta: the two are equal at 1 only, smooth-l1 being huber divided by beta. With beta 0 it is ' +
    'the absolute error.',
  parameters: {
    beta: {
      kind: 'number',
      default: 1,
      min: 0,
      help: 'where the loss turns from quadratic to linear, in the unit of the data',
    },
  },
  inputs: { true: 'real', pred: 'real' },
  conventions: {
    torch: {
      api: 'torch.nn.SmoothL1Loss',
      // With beta 0 it is PyTorch's absolute error, whose gradient of a NaN is 0.
      formula: formulaOf('(e >= 0 ? e : stop_gradient(e))'),
      over: 'elements',
    },
    exact: { api: 'smooth L1 loss', formula: formulaOf('e') },
  },
  references: ['R. Girshick, Fast R-CNN, 2015, ICCV'],
  example: { true: [[0], [1]], pred: [[0.6], [0.4]] },
});
