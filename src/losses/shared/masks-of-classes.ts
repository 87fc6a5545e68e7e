import type { Batch, BatchKernel } from '../kernel.ts';
import { ExactSum } from '../../reduce/exact-sum.ts';
import { elementCount } from '../../tensor/shape.ts';
import { sigmoid } from './numeric.ts';

/** Masks of several classes: numbers of a sample by class, and of a class by pixel. */
export interface ClassMasks {
  readonly samples: number;
  readonly classes: number;
  readonly pixels: number;
  readonly pred: Float64Array;
  readonly true: Float64Array;
}

/** Sums over the pixels of one class in one sample. */
export interface ClassSums {
  /** What both masks have. */
  readonly both: number;
  readonly pred: number;
  readonly true: number;
}

/** How a loss changes with these sums. */
export type ClassSlopes = Pick<ClassSums, 'both' | 'pred'>;

/** What a pixel adds to the sums, and d(that)/d(its prediction). */
interface Measure {
  readonly both: (p: number, y: number) => number;
  readonly size: (x: number) => number;
  readonly bothSlope: (p: number, y: number) => number;
  readonly sizeSlope: (p: number) => number;
}

/** The usual sizes of masks: an overlap is the product. */
export const PRODUCTS: Measure = {
  both: (p, y) => p * y,
  size: (x) => x,
  bothSlope: (_p, y) => y,
  sizeSlope: () => 1,
};

/** Sums of squares, as in V-Net. */
export const SQUARES: Measure = {
  ...PRODUCTS,
  size: (x) => x * x,
  sizeSlope: (p) => 2 * p,
};

/** An overlap that is complete where soft labels are met: of two numbers it is the smaller. */
export const SMALLER: Measure = {
  both: (p, y) => (Math.abs(p) + Math.abs(y) - Math.abs(p - y)) / 2,
  size: Math.abs,
  bothSlope: (p, y) => (Math.sign(p) - Math.sign(p - y)) / 2,
  sizeSlope: Math.sign,
};

/** The masks of a batch whose rows are samples with classes along their first axis; a row of a table is of one class. */
export function masksOf({ rows, axes, inputs }: Batch): ClassMasks {
  const shape = axes['pred']!;
  const [classes = 1] = shape.length > 1 ? shape : [];
  const pixels = elementCount(shape) / classes;
  return { samples: rows, classes, pixels, pred: inputs['pred']!, true: inputs['true']! };
}

/** Probabilities of logits, and what makes slopes of the logits of those of the probabilities. */
export interface Activation {
  readonly pred: Float64Array;
  readonly toLogits: (slopes: Float64Array) => Float64Array;
}

/** Each by itself through the sigmoid, or those of the classes of a pixel through the softmax. */
export function activated(masks: ClassMasks, kind: 'none' | 'sigmoid' | 'softmax'): Activation {
  const { pred: logits, classes } = masks;
  // Of one class a softmax would be 1 everywhere: MONAI leaves it out.
  if (kind === 'none' || (kind === 'softmax' && classes === 1)) {
    return { pred: logits, toLogits: (slopes) => slopes };
  }
  if (kind === 'sigmoid') {
    const pred = logits.map(sigmoid);
    // 1 - p as the sigmoid of -x, in which nothing cancels.
    const toLogits = (slopes: Float64Array): Float64Array =>
      slopes.map((slope, i) => slope * pred[i]! * sigmoid(-logits[i]!));
    return { pred, toLogits };
  }
  const pred = new Float64Array(logits.length);
  forEachPixel(masks, (places) => {
    const largest = places.reduce((most, k) => Math.max(most, logits[k]!), -Infinity);
    let sum = 0;
    for (const k of places) sum += pred[k] = Math.exp(logits[k]! - largest);
    for (const k of places) pred[k]! /= sum;
  });
  const toLogits = (slopes: Float64Array): Float64Array => {
    const ofLogits = new Float64Array(slopes.length);
    forEachPixel(masks, (places) => {
      const along = places.reduce((sum, k) => sum + slopes[k]! * pred[k]!, 0);
      for (const k of places) ofLogits[k] = pred[k]! * (slopes[k]! - along);
    });
    return ofLogits;
  };
  return { pred, toLogits };
}

/** Calls with the places of the classes of each pixel. */
export function forEachPixel(
  { samples, classes, pixels }: ClassMasks,
  visit: (places: Int32Array, sample: number) => void,
): void {
  const places = new Int32Array(classes);
  for (let n = 0; n < samples; n++) {
    for (let i = 0; i < pixels; i++) {
      for (let c = 0; c < classes; c++) places[c] = (n * classes + c) * pixels + i;
      visit(places, n);
    }
  }
}

/** Masks in which pixels of an index are 0, predicted and true, so that they add nothing; `kept` is 0 for these. */
export function withoutPixels(
  masks: ClassMasks,
  ignored: number | undefined,
): { readonly masks: ClassMasks; readonly kept: Float64Array | undefined } {
  if (ignored === undefined) return { masks, kept: undefined };
  const kept = new Float64Array(masks.pred.length).fill(1);
  forEachPixel(masks, (places) => {
    const areAll = (value: number): boolean => places.every((k) => masks.true[k] === value);
    const ofClass = masks.classes > 1 ? places[ignored] : undefined;
    // Where the index is that of no class, pixels of none are those that it stands for, as in MONAI.
    const isOfNone = masks.classes > 1 && ofClass === undefined && areAll(0);
    const isIgnored =
      areAll(ignored) || isOfNone || (ofClass !== undefined && masks.true[ofClass] === 1);
    if (isIgnored) for (const k of places) kept[k] = 0;
  });
  const where = (numbers: Float64Array): Float64Array =>
    numbers.map((x, k) => (kept[k] === 0 ? 0 : x));
  return { masks: { ...masks, pred: where(masks.pred), true: where(masks.true) }, kept };
}

/** The sums of each class of a sample. */
export function sumsOfSample(
  { classes, pixels, pred, true: truth }: ClassMasks,
  sample: number,
  measure: Measure,
): readonly ClassSums[] {
  return Array.from({ length: classes }, (_, c) => {
    const from = (sample * classes + c) * pixels;
    const p = pred.subarray(from, from + pixels);
    const y = truth.subarray(from, from + pixels);
    return {
      both: exactSum(p.map((x, i) => measure.both(x, y[i]!))),
      pred: exactSum(p.map(measure.size)),
      true: exactSum(y.map(measure.size)),
    };
  });
}

function exactSum(terms: Float64Array): number {
  const sum = new ExactSum();
  sum.addAll(terms, terms.length);
  return sum.sum();
}

/** The loss of a sample from the sums of its classes, and how it changes with these. */
export type LossOfClasses = (sums: readonly ClassSums[]) => {
  readonly loss: number;
  readonly slopes: readonly ClassSlopes[];
};

/** The losses of samples, and their gradient with respect to what was activated and masked. */
export function lossesOfClasses(
  masks: ClassMasks,
  measure: Measure,
  lossOf: LossOfClasses,
): ReturnType<BatchKernel> {
  const { samples } = masks;
  const computed = Array.from({ length: samples }, (_, n) => lossOf(sumsOfSample(masks, n, measure)));
  const gradient = (seed: Float64Array): Float64Array =>
    slopesOf(masks, measure, (sample) => ({ seed: seed[sample]!, slopes: computed[sample]!.slopes }));
  return { losses: Float64Array.from(computed, ({ loss }) => loss), gradient };
} // prettier-ignore

/** The same of all samples as one: the sums of a class are over all of them. */
export function lossOfBatch(
  masks: ClassMasks,
  measure: Measure,
  lossOf: LossOfClasses,
): ReturnType<BatchKernel> {
  const { samples, classes } = masks;
  const ofSamples = Array.from({ length: samples }, (_, n) => sumsOfSample(masks, n, measure));
  const sums = Array.from({ length: classes }, (_, c) => {
    const of = (name: keyof ClassSums): number =>
      exactSum(Float64Array.from(ofSamples, (ofSample) => ofSample[c]![name]));
    return { both: of('both'), pred: of('pred'), true: of('true') };
  });
  const { loss, slopes } = lossOf(sums);
  const gradient = ([seed]: Float64Array): Float64Array =>
    slopesOf(masks, measure, () => ({ seed: seed!, slopes }));
  return { losses: loss, gradient };
}

/** The slopes of predictions, from those of the sums of the classes of each sample. */
function slopesOf(
  { classes, pixels, pred, true: truth }: ClassMasks,
  measure: Measure,
  ofSample: (sample: number) => {
    readonly seed: number;
    readonly slopes: readonly ClassSlopes[];
  },
): Float64Array {
  return pred.map((p, k) => {
    const ofClass = Math.floor(k / pixels);
    const { seed, slopes } = ofSample(Math.floor(ofClass / classes));
    const { both, pred: size } = slopes[ofClass % classes]!;
    const slope = both * measure.bothSlope(p, truth[k]!) + size * measure.sizeSlope(p);
    return seed * slope;
  });
}
