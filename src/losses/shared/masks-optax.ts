import type { KernelConvention } from '../definition.ts';
import type { Batch, BatchKernel } from '../kernel.ts';
import {
  activated,
  lossesOfClasses,
  PRODUCTS,
  type ClassMasks,
  type LossOfClasses,
} from './masks-of-classes.ts';
import { meanOfClasses, tverskyQuotient } from './masks-monai.ts';

const TVERSKY =
  'of each class of a sample, with the sums of what both masks have (both), of pred and of true: ' +
  '1 - (both + smooth) / (both + alpha (pred - both) + beta (true - both) + smooth)';
const ABOUT = { axis: 'entry', defaults: { fromLogits: true, smooth: 1 } } as const;

/** What optax adds to squared sizes of classes. */
const LEAST_SQUARE = 1e-7;

/** What sets the overlap losses of optax apart. */
const NOTE =
  'Classes lie along the last axis, as in [N, H, W, C], and a table has masks of one; 1 is added to both sides of the quotient, and predictions are logits unless told otherwise';

/** Masks of samples whose classes lie along the last axis, of which a table has one. */
function masksOf({ rows, axes }: Batch): Pick<ClassMasks, 'samples' | 'classes' | 'pixels'> {
  const shape = axes['pred']!;
  const classes = shape.length > 1 ? shape.at(-1)! : 1;
  const pixels = shape.reduce((product, length) => product * length, 1) / classes;
  return { samples: rows, classes, pixels };
}

/** Numbers of an entry in another order: of its `outer * inner` numbers each outer index comes after all inner ones. */
function turned(numbers: Float64Array, outer: number, inner: number): Float64Array {
  const size = outer * inner;
  return numbers.map((_, k) => {
    const within = k % size;
    return numbers[k - within + (within % outer) * inner + Math.floor(within / outer)]!;
  });
}

function optaxKernel(lossOf: (batch: Batch, masks: ClassMasks) => LossOfClasses): BatchKernel {
  return (batch) => {
    const sizes = masksOf(batch);
    const { classes, pixels } = sizes;
    const [p, y] = [batch.inputs['pred']!, batch.inputs['true']!];
    const masks = { ...sizes, pred: turned(p, pixels, classes), true: turned(y, pixels, classes) };
    const ofLogits = classes === 1 ? 'sigmoid' : 'softmax';
    const kind = batch.params['fromLogits'] === true ? ofLogits : 'none';
    const { pred, toLogits } = activated(masks, kind);
    const { losses, gradient } = lossesOfClasses({ ...masks, pred }, PRODUCTS, lossOf(batch, masks));
    return {
      losses,
      gradient: (seed) => turned(toLogits(gradient(seed)), classes, pixels),
    };
  };
} // prettier-ignore

/** The mean over classes of their Tversky losses, each times its weight. */
function meanWithWeights(
  batch: Batch,
  [alpha, beta]: readonly [number, number],
  weightOf: (index: number) => number,
): LossOfClasses {
  const smooth = Number(batch.params['smooth']);
  return meanOfClasses(tverskyQuotient(alpha, beta), batch, [smooth, smooth], weightOf);
}

/**
 * An overlap loss of optax: of each class of a sample, and then the mean over classes.
 * @param weightsOf the weights of false positives and of false negatives
 */
export function optaxOverlap(
  names: readonly string[],
  weightsOf: (batch: Batch) => readonly [number, number],
): KernelConvention {
  const kernel = optaxKernel((batch) => {
    const { classWeights } = batch.params;
    const weightOf = (c: number): number =>
      typeof classWeights === 'object' ? (classWeights[c] ?? NaN) : Number(classWeights);
    return meanWithWeights(batch, weightsOf(batch), weightOf);
  });
  return { ...ABOUT, api: names.join(', '), kernel, method: TVERSKY, note: `${NOTE}.` };
}

/** optax's generalized Dice loss, which weighs the Dice losses of classes by their sizes in the whole input. */
export function optaxGeneralizedDice(api: string): KernelConvention {
  const kernel = optaxKernel((batch, masks) => {
    const inverse = sizesOf(masks).map((size) => 1 / (size ** 2 + LEAST_SQUARE));
    const total = inverse.reduce((sum, each) => sum + each, 0);
    return meanWithWeights(batch, [0.5, 0.5], (c) => (inverse[c]! / total) * masks.classes);
  });
  const method = `${TVERSKY}, times a weight, with 1 over its squared size in the whole input as its share of weights`;
  const notASum = 'weights of classes are of the whole input';
  return {
    ...ABOUT,
    api,
    kernel,
    method,
    notASum,
    note: `${NOTE}; weights of classes are of the whole input, and the mean of weighted Dice losses is no quotient of sums.`,
  };
}

/** What the true masks of each class hold in all samples. */
function sizesOf({ samples, classes, pixels, true: truth }: ClassMasks): readonly number[] {
  return Array.from({ length: classes }, (_, c) => {
    let size = 0;
    for (let n = 0; n < samples; n++) {
      const from = (n * classes + c) * pixels;
      for (let i = from; i < from + pixels; i++) size += truth[i]!;
    }
    return size;
  });
}
