import { defineLoss, type NumberParameter } from '../definition.ts';
import type { Batch, BatchKernel } from '../kernel.ts';
import { classSmoothing } from '../shared/label-smoothing.ts';
import { maskInputs, maskMode, masksExample, OR_INDICES } from '../shared/masks.ts';
import { forEachPixel, masksOf, type ClassMasks } from '../shared/masks-of-classes.ts';
import {
  activationOf,
  DICE_QUOTIENT,
  meanOfClasses,
  MONAI_METHOD,
  monaiKernel,
  monaiParameters,
  squaredPred,
} from '../shared/masks-monai.ts';
import { logSumExp, sigmoid } from '../shared/numeric.ts';

function share(what: string): NumberParameter {
  return { kind: 'number', default: 1, min: 0, help: `what the ${what} counts in the sum` };
}

/** The mean cross-entropy of the pixels of each sample, from logits, and its gradient. */
function crossEntropies(batch: Batch): ReturnType<BatchKernel> {
  const masks = masksOf(batch);
  const slopes = new Float64Array(masks.pred.length);
  const losses = new Float64Array(masks.samples);
  const ofPixel = masks.classes === 1 ? ofOneClass : ofClasses;
  const smoothing = Number(batch.params['labelSmoothing']);
  forEachPixel(masks, (places, n) => {
    losses[n]! += ofPixel(masks, places, smoothing, slopes) / masks.pixels;
  });
  const numbersOfSample = masks.classes * masks.pixels;
  return {
    losses,
    gradient: (seed) =>
      slopes.map((slope, k) => (seed[Math.floor(k / numbersOfSample)]! * slope) / masks.pixels),
  };
}

type PixelLoss = (
  masks: ClassMasks,
  places: Int32Array,
  smoothing: number,
  slopes: Float64Array,
) => number;

/** The binary cross-entropy; MONAI does not smooth its labels. */
const ofOneClass: PixelLoss = (masks, [place], _smoothing, slopes) => {
  const [x, y] = [masks.pred[place!]!, masks.true[place!]!];
  slopes[place!] = sigmoid(x) - y;
  return Math.max(x, 0) - x * y + Math.log1p(Math.exp(-Math.abs(x)));
};

const ofClasses: PixelLoss = (masks, places, smoothing, slopes) => {
  const log = logSumExp(Array.from(places, (k) => masks.pred[k]!));
  let loss = 0;
  let total = 0;
  const smoothed = Array.from(
    places,
    (k) => masks.true[k]! * (1 - smoothing) + smoothing / masks.classes,
  );
  places.forEach((k, c) => {
    loss += smoothed[c]! * (log - masks.pred[k]!);
    total += smoothed[c]!;
  });
  places.forEach((k, c) => (slopes[k] = Math.exp(masks.pred[k]! - log) * total - smoothed[c]!));
  return loss;
};

const diceKernel = monaiKernel(
  (batch) => meanOfClasses(DICE_QUOTIENT, batch),
  ({ params }) => activationOf(params['mode']),
);

const kernel: BatchKernel = (batch) => {
  const [ofDice, ofEntropy] = [batch.params['lambdaDice'], batch.params['lambdaCe']].map(Number);
  const dice = diceKernel(batch);
  const entropy = crossEntropies(batch);
  const sum = (a: Float64Array, b: Float64Array): Float64Array =>
    a.map((x, k) => ofDice! * x + ofEntropy! * b[k]!);
  return {
    losses: sum(dice.losses as Float64Array, entropy.losses as Float64Array),
    gradient: (seed) => sum(dice.gradient(seed), entropy.gradient(seed)),
  };
};

/** Dice loss and cross-entropy together. Source: S. A. Taghanaki et al., 2019; F. Isensee et al., 2021. */
export const diceCrossentropy = defineLoss({
  name: 'dice-crossentropy',
  title: 'Dice loss and cross-entropy',
  family: 'overlap',
  aliases: ['dice-ce', 'dice-bce', 'dice-ce-loss'],
  summary: 'The sum of the Dice loss and the cross-entropy of masks, from logits.',
  description:
    'The usual loss of medical segmentation, as of nnU-Net: the cross-entropy has a smooth gradient everywhere, the Dice ' +
    'loss looks at the overlap that counts in the end. Predictions are logits; of one class, or in the exact form ' +
    'with --mode multilabel, the cross-entropy is the binary one. Classes lie along axis 1, as in [N, C, H, W].' +
    OR_INDICES,
  parameters: {
    mode: maskMode({}),
    lambdaDice: share('Dice loss'),
    lambdaCe: share('cross-entropy'),
    labelSmoothing: classSmoothing({ only: ['monai'] }),
    ...monaiParameters,
    squaredPred,
  },
  inputs: { ...maskInputs, pred: 'real' },
  conventions: {
    monai: {
      api: 'monai.losses.DiceCELoss',
      axis: 'masks',
      kernel,
      method: `${MONAI_METHOD}1 - 2 both / (pred + true), and to their mean the cross-entropy of the pixels`,
      note: 'Of several classes the cross-entropy is that of the softmax whatever the mode; the Dice part has 1e-5 on both sides of its quotient.',
    },
    exact: {
      api: 'Dice loss and cross-entropy',
      axis: 1,
      formula: `q = multiclass ? softmax(p) : sigmoid(p);
rest = multiclass ? -expm1(log_softmax(p)) : sigmoid(-p);
apart = column_sum(y * rest + (1 - y) * q);
size = column_sum(y + q);
entropy = multiclass ? -sum(y * log_softmax(p)) : mean(y * softplus(-p) + (1 - y) * softplus(p));
lambda_dice * mean(apart / (size == 0 ? 1 : size)) + lambda_ce * batch_mean(entropy)`,
      note: 'No epsilon; the Dice loss of each class is over all samples.',
    },
  },
  references: [
    'F. Isensee, P. F. Jaeger, S. A. A. Kohl, J. Petersen and K. H. Maier-Hein, nnU-Net, 2021, Nature Methods 18',
    'MONAI documentation, DiceCELoss',
  ],
  example: masksExample,
});
