import { defineLoss } from '../definition.ts';
import { clippedShares } from '../shared/classes.ts';
import { focalReferences, focusing } from '../shared/focal.ts';
import { acrossSmoothed, classSmoothing, smoothedClasses } from '../shared/label-smoothing.ts';
import { logitsOfSoftmax } from '../shared/logits.ts';

const kerasOf = (smoothed: string): string => `${smoothed}
r = from_logits ? softmax(p) : p;
q = clip(r / sum(r), eps, 1 - eps);
a = max(alpha) == min(alpha) ? alpha : float32(alpha);
-sum(a * (1 - q)^gamma * t * log(q))`;

/** Categorical focal cross-entropy. Source: T.-Y. Lin et al., Focal loss for dense object detection, 2017. */
export const categoricalFocalCrossentropy = defineLoss({
  name: 'categorical-focal-crossentropy',
  title: 'Categorical focal cross-entropy',
  family: 'multi-class',
  aliases: ['categorical-focal'],
  summary: 'Cross-entropy in which classes that are predicted well count little.',
  description:
    'Cross-entropy with each class multiplied by alpha (1 - p)^gamma, so that the many easy samples of unbalanced ' +
    'data do not drown the few hard ones. alpha is always applied, also as one number for all classes, so that the ' +
    'loss is a quarter of the cross-entropy even with gamma 0; binary-focal-crossentropy applies it on request only.',
  parameters: {
    alpha: {
      kind: 'vector',
      default: 0.25,
      min: 0,
      help: 'weight of the classes, one number or one for each class',
    },
    gamma: focusing('how strongly well predicted classes are played down; 0 is not at all'),
    fromLogits: logitsOfSoftmax,
    labelSmoothing: classSmoothing(),
  },
  inputs: { true: 'distribution', pred: 'distribution' },
  conventions: {
    keras: {
      api: 'keras.losses.CategoricalFocalCrossentropy',
      formula: kerasOf(smoothedClasses),
      across: acrossSmoothed(kerasOf),
      ...clippedShares,
      note:
        'Divides each row of probabilities by its sum and clips to [1e-7, 1 - 1e-7], also after the softmax of logits; ' +
        'rounds alphas that differ to float32 whatever the dtype; divides label smoothing by the length of the last axis, whatever axis the classes lie along.',
    },
    exact: {
      api: 'categorical focal cross-entropy',
      // 1 - p as -expm1(log p) where logits tell log p: no digits are lost as p nears 1. A perfect prediction is
      // left out of the power, whose slope there can be infinite.
      formula: `${smoothedClasses}
l = from_logits ? log_softmax(p) : log(t == 0 ? 1 : p);
rest = from_logits ? -expm1(l) : 1 - p;
base = rest == 0 ? 1 : rest;
scale = rest == 0 ? gamma == 0 : base^gamma;
-sum(t == 0 ? 0 : alpha * scale * t * l)`,
      raises: ['true', 'pred'],
      note: 'No clipping and no division by the sum: a probability of 0 for the true class costs Infinity.',
    },
  },
  references: focalReferences,
  example: {
    true: [
      [0, 1, 0],
      [0, 0, 1],
    ],
    pred: [
      [0.05, 0.9, 0.05],
      [0.1, 0.8, 0.1],
    ],
  },
});
