import type { ChoiceParameter, FlagParameter, KnownTo, NumberParameter } from '../definition.ts';

/** The parameter by which an overlap is measured in each sample by itself. */
export const samplewise: FlagParameter = {
  kind: 'flag',
  impliedBy: 'axis',
  only: ['keras', 'exact'],
  help: 'one loss for each entry of the first axis, not one for all',
};

/** The parameter that says whether the classes of a pixel exclude each other, and so how logits become probabilities. */
export function maskMode(known: KnownTo): ChoiceParameter {
  return {
    kind: 'choice',
    choices: ['multilabel', 'multiclass', 'binary'],
    default: 'multilabel',
    ...known,
    help: 'whether pixels have one of the classes (softmax), any of them (sigmoid), or there is one mask',
  };
}

/** The parameter by which predicted masks are logits. */
export function maskLogits(known: KnownTo): FlagParameter {
  const help = 'predictions are logits (before the sigmoid, or the softmax of --mode multiclass)';
  return { kind: 'flag', ...known, help };
}

/** The parameter by which class 0 does not count. */
export function includeBackground(known: KnownTo): FlagParameter {
  return { kind: 'flag', default: true, ...known, help: 'let class 0, the background, count' };
}

/** The parameter that names pixels which do not count. */
export function ignoredPixels(known: KnownTo): NumberParameter {
  const help = 'the class index whose pixels do not count, such as 255';
  return { kind: 'number', default: null, ...known, help };
}

/** A number that is added to both sides of a quotient, or one. */
export function smoothing(name: string, value: number, known: KnownTo): NumberParameter {
  return { kind: 'number', default: value, min: 0, ...known, help: `what is added to ${name}` };
}

/** What descriptions say of {@link maskInputs}. */
export const OR_INDICES =
  ' True masks of several classes may be their indices, [N, H, W] beside [N, H, W, C] or [N, C, H, W]: one-hot masks ' +
  'are made of them, as MONAI does with to_onehot_y; Keras takes one-hot masks only.';

/** What descriptions say of the frameworks that average losses of classes. */
export const OF_CLASSES =
  ' segmentation_models_pytorch and MONAI average over classes, which lie along axis 1, as in [N, C, H, W].';

/** True and predicted masks: of several classes the true ones may be indices of these. */
export const maskInputs = {
  true: {
    domain: 'probability',
    orIndices: true,
    help: 'true masks, or of several classes the indices of these',
  },
  pred: 'probability',
} as const;

/** Two masks of two samples, and predictions of them. */
export const masksExample = {
  true: [
    [0, 1, 1],
    [0, 0, 1],
  ],
  pred: [
    [0.1, 0.8, 0.9],
    [0.2, 0.1, 0.6],
  ],
};
