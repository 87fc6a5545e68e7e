import { defineLoss } from '../definition.ts';
import { focalReferences, focusing } from '../shared/focal.ts';
import { labelSmoothing, smoothedLabels } from '../shared/label-smoothing.ts';
import { logitsOfSigmoid } from '../shared/logits.ts';

const keras = (entropy: string): string => `${smoothedLabels}
x = from_logits ? sigmoid(p) : p;
q = clip(x, eps, 1 - eps);
weight = apply_class_balancing ? t * alpha + (1 - t) * (1 - alpha) : 1;
focus = (1 - (t * x + (1 - t) * (1 - x)))^gamma;
entropy = from_logits ? max(p, 0) - p * t + softplus(-abs(p)) : ${entropy};
mean(weight * focus * entropy)`;

/** Focal loss of binary targets. Source: T.-Y. Lin et al., Focal loss for dense object detection, 2017. */
export const binaryFocalCrossentropy = defineLoss({
  name: 'binary-focal-crossentropy',
  title: 'Binary focal cross-entropy',
  family: 'binary',
  aliases: ['binary-focal'],
  summary: 'Binary cross-entropy in which samples that are predicted well count little.',
  description:
    'For yes-or-no targets of which most are easy, as in object detection: cross-entropy times the probability of ' +
    'the wrong answer, to the power of gamma; with gamma 0 it is binary-crossentropy. alpha weights positive ' +
    'against negative samples: Keras heeds it with --apply-class-balancing only, torchvision has 0.25 unless told ' +
    'otherwise, the others heed it wherever it is given.',
  parameters: {
    fromLogits: logitsOfSigmoid,
    gamma: focusing('how fast a sample loses weight as its prediction gets better; 0: not at all'),
    alpha: {
      kind: 'number',
      default: null,
      min: -1,
      max: 1,
      except: [-1, 0],
      help: 'weight of positive samples, from 0 to 1, and of negative ones 1 - alpha; -1: no weights',
    },
    applyClassBalancing: {
      kind: 'flag',
      only: ['tf-keras', 'keras'],
      help: 'weights the classes by alpha and 1 - alpha',
    },
    labelSmoothing: labelSmoothing({ only: ['tf-keras', 'keras', 'exact'] }),
  },
  inputs: { true: 'probability', pred: 'probability' },
  conventions: {
    'tf-keras': {
      api: 'tf.keras.losses.BinaryFocalCrossentropy',
      formula: keras('-(t * log(q + eps) + (1 - t) * log(1 - q + eps))'),
      constants: { eps: 1e-7 },
      defaults: { alpha: 0.25 },
      outside: 'clips them to [1e-7, 1 - 1e-7] in the logarithms only',
      note: 'Clips probabilities to [1e-7, 1 - 1e-7] in the logarithms, then adds 1e-7 once more.',
    },
    keras: {
      api: 'keras.losses.BinaryFocalCrossentropy',
      formula: keras('-(t * log(q) + (1 - t) * log(1 - q))'),
      constants: { eps: 1e-7 },
      defaults: { alpha: 0.25 },
      outside: 'clips them to [1e-7, 1 - 1e-7] in the logarithms only',
      note: 'Clips probabilities to [1e-7, 1 - 1e-7] in the logarithms.',
    },
    torchvision: {
      api: 'torchvision.ops.sigmoid_focal_loss',
      formula: `x = sigmoid(p);
entropy = (1 - y) * p + softplus(-p);
focus = (1 - (x * y + (1 - x) * (1 - y)))^gamma;
weight = alpha >= 0 ? alpha * y + (1 - alpha) * (1 - y) : 1;
mean(weight * (entropy * focus))`,
      over: 'elements',
      requires: 'fromLogits',
      defaults: { alpha: 0.25 },
      note: 'Takes logits only, and weights positive samples by 0.25 unless told otherwise.',
    },
    optax: {
      api: 'optax.losses.sigmoid_focal_loss',
      formula: `weight = alpha >= 0 ? y * alpha + (1 - y) * (1 - alpha) : 1;
rest = y == 1 ? -softplus(p) : y == 0 ? -softplus(-p) : log(y * sigmoid(-p) + (1 - y) * sigmoid(p));
mean(weight * exp(gamma * rest) * (y * softplus(-p) + (1 - y) * softplus(p)))`,
      over: 'elements',
      requires: 'fromLogits',
      note: 'Takes logits only, and does not clip.',
    },
    exact: {
      api: 'focal loss',
      formula: `${smoothedLabels}
wrong = from_logits ? sigmoid(-p) : 1 - p;
right = from_logits ? sigmoid(p) : p;
a = (t == 0 ? 0 : t * softplus(-p)) + (t == 1 ? 0 : (1 - t) * softplus(p));
b = -(xlogy(t, p) + xlog1py(1 - t, -p));
weight = alpha >= 0 ? t * alpha + (1 - t) * (1 - alpha) : 1;
mean(weight * (t * wrong + (1 - t) * right)^gamma * (from_logits ? a : b))`,
      raises: ['true', 'pred'],
      note: 'No clipping: a certain prediction that is wrong costs Infinity.',
    },
  },
  references: focalReferences,
  example: { true: [[0], [1]], pred: [[0.3], [0.6]] },
});
