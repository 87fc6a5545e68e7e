import { defineLoss } from '../definition.ts';
import type { Batch, BatchKernel } from '../kernel.ts';
import { ExactSum } from '../../reduce/exact-sum.ts';
import { ignoredPixels, maskInputs, maskMode, masksExample, OR_INDICES } from '../shared/masks.ts';

/** A number for each pixel that counts, and whether it is of the class. */
interface Pixels {
  readonly errors: Float64Array;
  readonly isOfClass: Uint8Array;
}

/** The loss of errors, and its derivative by each: what the Jaccard index loses when the pixel is wrong as well. */
interface Extension {
  readonly loss: number;
  readonly slopes: Float64Array;
}

/** The Lovász extension of the Jaccard loss; errors below 0 cost nothing. */
function extensionOf({ errors, isOfClass }: Pixels): Extension {
  const order = Uint32Array.from(errors.keys()).sort((a, b) => errors[b]! - errors[a]! || a - b);
  const total = isOfClass.reduce((sum, one) => sum + one, 0);
  const slopes = new Float64Array(errors.length);
  const sum = new ExactSum();
  let before = 0;
  let [missed, extra] = [0, 0];
  for (const k of order) {
    if (isOfClass[k]) missed++;
    else extra++;
    const jaccard = (missed + extra) / (total + extra);
    if (errors[k]! > 0) {
      slopes[k] = jaccard - before;
      sum.add(errors[k]! * slopes[k]);
    }
    before = jaccard;
  }
  return { loss: sum.sum(), slopes };
}

/** The rows of pixels that count. */
function countedRows({ rows, axes, inputs, params }: Batch): readonly number[] {
  const classes = axes['pred']!.at(-1) ?? 1;
  const { ignoreIndex } = params;
  const all = Array.from({ length: rows }, (_, row) => row);
  if (typeof ignoreIndex !== 'number') return all;
  return all.filter((row) => {
    const ofRow = inputs['true']!.subarray(row * classes, (row + 1) * classes);
    return ofRow[ignoreIndex] !== 1 && !ofRow.every((y) => y === ignoreIndex);
  });
}

/** One loss with its slopes, by place in pred. */
interface Part {
  readonly loss: number;
  readonly addTo: (slopes: Float64Array, share: number) => void;
}

/** Of logits, each by itself: an error is what a margin of 1 lacks. */
function hingeOf({ inputs, axes, rows, params }: Batch): readonly Part[] {
  const { true: truth, pred } = inputs as Readonly<Record<'true' | 'pred', Float64Array>>;
  const classes = axes['pred']!.at(-1) ?? 1;
  const places = Array.from({ length: rows * classes }, (_, k) => k).filter(
    (k) => truth[k] !== params['ignoreIndex'],
  );
  const signs = places.map((k) => 2 * truth[k]! - 1);
  const { loss, slopes: ofErrors } = extensionOf({
    errors: Float64Array.from(places, (k, i) => 1 - pred[k]! * signs[i]!),
    isOfClass: Uint8Array.from(places, (k) => Number(truth[k] === 1)),
  });
  const addTo = (slopes: Float64Array, share: number): void => {
    places.forEach((k, i) => (slopes[k]! -= share * signs[i]! * ofErrors[i]!));
  };
  return [{ loss, addTo }];
}

/** Of the softmax: an error is what the probability of a class is off by. A class that there is not has no loss. */
function softmaxOf(batch: Batch): readonly Part[] {
  const { inputs, axes, round } = batch;
  const counted = countedRows(batch);
  const { true: truth, pred } = inputs as Readonly<Record<'true' | 'pred', Float64Array>>;
  const classes = axes['pred']!.at(-1) ?? 1;
  const shares = counted.map((row) => softmax(pred.subarray(row * classes, (row + 1) * classes)));
  return Array.from({ length: classes }, (_, c): Part | undefined => {
    const labels = counted.map((row) => truth[row * classes + c]!);
    if (!labels.some((y) => y > 0)) return undefined;
    const isOfClass = Uint8Array.from(labels, (y) => Number(y === 1));
    const errors = Float64Array.from(isOfClass, (one, i) =>
      round(one ? othersThan(c, shares[i]!) : shares[i]![c]!),
    );
    const { loss, slopes: ofErrors } = extensionOf({ errors, isOfClass });
    const addTo = (slopes: Float64Array, share: number): void => {
      counted.forEach((row, i) => {
        const ofShare = share * ofErrors[i]! * (isOfClass[i] ? -1 : 1);
        const own = shares[i]!;
        for (let d = 0; d < classes; d++) {
          slopes[row * classes + d]! += ofShare * own[c]! * (Number(c === d) - own[d]!);
        }
      });
    };
    return { loss, addTo };
  }).filter((part) => part !== undefined);
}

/** 1 less the share of a class, without that cancelling where it is nearly all. */
function othersThan(c: number, shares: Float64Array): number {
  return shares.reduce((sum, share, d) => (d === c ? sum : sum + share), 0);
}

function softmax(logits: Float64Array): Float64Array {
  const largest = logits.reduce((most, x) => Math.max(most, x), -Infinity);
  const powers = logits.map((x) => Math.exp(x - largest));
  const sum = powers.reduce((total, x) => total + x, 0);
  return powers.map((x) => x / sum);
}

const kernel: BatchKernel = (batch) => {
  const parts = batch.params['mode'] === 'multiclass' ? softmaxOf(batch) : hingeOf(batch);
  const count = Math.max(parts.length, 1);
  return {
    losses: parts.reduce((sum, { loss }) => sum + loss, 0) / count,
    gradient: (seed) => {
      const slopes = new Float64Array(batch.inputs['pred']!.length);
      for (const { addTo } of parts) addTo(slopes, seed[0]! / count);
      return slopes;
    },
  };
};

const METHOD =
  'the errors in descending order, each times how much the Jaccard loss of the pixels up to it exceeds that of those before it; ' +
  'the mean over classes with --mode multiclass';

const notASum = 'errors are sorted over all pixels';

/** Lovász hinge and Lovász-softmax. Source: M. Berman, A. R. Triki and M. B. Blaschko, 2018. */
export const lovasz = defineLoss({
  name: 'lovasz',
  title: 'Lovász loss',
  family: 'overlap',
  aliases: ['lovasz-loss', 'lovasz-softmax', 'lovasz-hinge'],
  summary: 'The Jaccard loss of hard masks, made continuous in the errors of pixels.',
  description:
    'For segmentation that is judged by the mean IoU, mostly to fine-tune what cross-entropy has trained: where all ' +
    'errors are 0 or 1 it is exactly 1 - IoU. Predictions are logits: of masks by themselves it is the Lovász hinge, with ' +
    '--mode multiclass the Lovász-softmax, the mean over the classes that true masks have. It is one number for all ' +
    'pixels. Classes lie along axis 1, as in [N, C, H, W].' +
    OR_INDICES,
  parameters: { mode: maskMode({}), ignoreIndex: ignoredPixels({}) },
  inputs: { ...maskInputs, pred: 'real' },
  conventions: {
    smp: {
      api: 'segmentation_models_pytorch.losses.LovaszLoss',
      axis: 1,
      kernel,
      method: METHOD,
      batchLevel: true,
      notASum,
      // It makes float32 of labels whatever the predictions are.
      dtype: 'float32',
      note: 'Takes the softmax or the hinge of logits, by mode, in float32, and all images together (per_image=False).',
    },
    exact: {
      api: 'Lovász loss',
      axis: 1,
      kernel,
      method: METHOD,
      batchLevel: true,
      notASum,
      raises: ['true'],
      note: 'The same in doubles: an input without pixels that count costs 0.',
    },
  },
  references: [
    'M. Berman, A. R. Triki and M. B. Blaschko, The Lovász-softmax loss: a tractable surrogate for the optimization of the intersection-over-union measure in neural networks, 2018, CVPR',
  ],
  example: masksExample,
});
