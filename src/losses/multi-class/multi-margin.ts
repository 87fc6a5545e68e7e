import { defineLoss } from '../definition.ts';
import { classWeight } from '../shared/classes.ts';

const formula = `h = margin - (p[y] - p);
class_weight[y] * mean(one_hot(y) || h <= 0 ? 0 : h^exponent)`;

/** Multi-class margin loss. Source: J. Weston and C. Watkins, 1999; PyTorch's MultiMarginLoss. */
export const multiMargin = defineLoss({
  name: 'multi-margin',
  title: 'Multi-class margin loss',
  family: 'multi-class',
  aliases: ['weston-watkins'],
  summary: 'What the score of the true class lacks to exceed each other by a margin.',
  description:
    'A hinge loss that counts every class whose score comes within the margin of the true one, not only the worst ' +
    'as multiclass-hinge does. The sum is divided by the number of classes, the true one included. Class weights ' +
    'multiply the losses, but the mean still divides by the number of samples.',
  parameters: {
    exponent: {
      kind: 'number',
      default: 1,
      min: 1,
      help: 'the power that violations are raised to; PyTorch has 1 and 2',
    },
    margin: {
      kind: 'number',
      default: 1,
      help: 'by how much the score of the true class should exceed each other',
    },
    classWeight: classWeight(),
  },
  inputs: { true: 'class-index', pred: 'real' },
  conventions: {
    torch: {
      api: 'torch.nn.MultiMarginLoss',
      // In this order, as its float32 rounds.
      formula: `h = margin - p[y] + p;
class_weight[y] * mean(one_hot(y) ? 0 : h > 0 ? h^exponent : 0)`,
      passesNaN: true,
      note: 'A score that is NaN exceeds no other, and costs nothing.',
    },
    exact: { api: 'multi-class margin loss', formula },
  },
  references: [
    'J. Weston and C. Watkins, Support vector machines for multi-class pattern recognition, 1999, ESANN',
    'PyTorch documentation, torch.nn.MultiMarginLoss',
  ],
  example: {
    true: [2, 1],
    pred: [
      [0.1, 0.2, 0.4],
      [0.5, 1.8, -0.3],
    ],
  },
});
