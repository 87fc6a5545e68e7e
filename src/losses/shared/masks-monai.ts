import type { FlagParameter, KernelConvention, KnownTo } from '../definition.ts';
import type { Batch, BatchKernel } from '../kernel.ts';
import {
  activated,
  lossesOfClasses,
  lossOfBatch,
  masksOf,
  PRODUCTS,
  SMALLER,
  SQUARES,
  withoutPixels,
  type ClassSums,
  type LossOfClasses,
} from './masks-of-classes.ts';
import { includeBackground, smoothing } from './masks.ts';

const MONAI: KnownTo = { only: ['monai'] };

/** What all overlap losses of MONAI have for parameters. */
export const monaiParameters = {
  includeBackground: includeBackground({ only: ['optax', 'monai'] }),
  smoothNr: smoothing('the numerator', 1e-5, MONAI),
  smoothDr: smoothing('the denominator', 1e-5, MONAI),
};

export const softLabel: FlagParameter = {
  kind: 'flag',
  ...MONAI,
  help: 'true masks are probabilities: an overlap is the smaller of two, and no product',
};

export const squaredPred: FlagParameter = {
  kind: 'flag',
  ...MONAI,
  help: 'sizes of masks are sums of squares',
};

/** Whether the masks of all samples are one. */
export const wholeBatch: FlagParameter = {
  kind: 'flag',
  ...MONAI,
  help: 'sum each class over all samples, not over each by itself',
};

export const MONAI_METHOD =
  'of each class of a sample, with the sums of what both masks have (both), of pred and of true: ';

const MONAI_NOTE =
  'Averages over the classes of each sample, with 1e-5 added to both sides of the quotient: a class that is in neither mask costs nothing.';

/** A quotient of the sums of a class: `both` times its numerator, over the sum of all three with their factors. */
export interface Quotient {
  readonly numerator: number;
  readonly both: number;
  readonly pred: number;
  readonly true: number;
}

/** What is added to the numerator and to the denominator of a quotient. */
type Smoothing = readonly [numerator: number, denominator: number];

const ofMonai = ({ params }: Batch): Smoothing => [
  Number(params['smoothNr']),
  Number(params['smoothDr']),
];

/**
 * 1 minus the quotient, averaged over the classes that count.
 * @param weightOf what the loss of a class is multiplied by, which the mean does not divide by
 */
export function meanOfClasses(
  quotient: Quotient,
  batch: Batch,
  [nr, dr] = ofMonai(batch),
  weightOf: (index: number) => number = () => 1,
): LossOfClasses {
  const ofClass = ({ both, pred, true: truth }: ClassSums) => {
    const numerator = quotient.numerator * both + nr;
    const denominator = quotient.both * both + quotient.pred * pred + quotient.true * truth + dr;
    const score = numerator / denominator;
    return {
      loss: 1 - score,
      both: (quotient.both * score - quotient.numerator) / denominator,
      pred: (quotient.pred * score) / denominator,
    };
  };
  return (sums) => {
    const counts = countedClasses(sums.length, batch.params);
    const count = counts.filter(Boolean).length;
    const shares = counts.map((isCounted, c) => (isCounted ? weightOf(c) : 0));
    const each = sums.map(ofClass);
    const loss = each.reduce((sum, { loss: own }, c) => sum + own * shares[c]!, 0) / count;
    const slopes = each.map(({ both, pred }, c) => ({
      both: (both * shares[c]!) / count,
      pred: (pred * shares[c]!) / count,
    }));
    return { loss, slopes };
  };
}

/** Which classes count: all, or where there are several those but the background. */
export function countedClasses(classes: number, params: Batch['params']): readonly boolean[] {
  const withoutFirst = params['includeBackground'] === false && classes > 1;
  return Array.from({ length: classes }, (_, c) => !(withoutFirst && c === 0));
}

type ActivationKind = 'none' | 'sigmoid' | 'softmax';

/** How probabilities are made of logits of masks of a mode. */
export function activationOf(mode: unknown): ActivationKind {
  return mode === 'multiclass' ? 'softmax' : 'sigmoid';
}

function ofLogitsIfSaid({ params }: Batch): ActivationKind {
  return params['fromLogits'] === true ? activationOf(params['mode']) : 'none';
}

/**
 * A loss of the sums of classes as MONAI has them.
 * @param kindOf how predictions become probabilities, by the parameters where nothing is said
 */
export function monaiKernel(
  lossOf: (batch: Batch) => LossOfClasses,
  kindOf: (batch: Batch) => ActivationKind = ofLogitsIfSaid,
): BatchKernel {
  return (batch) => {
    const given = masksOf(batch);
    const { pred, toLogits } = activated(given, kindOf(batch));
    const { masks, kept } = withoutPixels({ ...given, pred }, ignoredOf(batch));
    const computed = batch.params['batch'] === true ? lossOfBatch : lossesOfClasses;
    const { losses, gradient } = computed(masks, measureOf(batch), lossOf(batch));
    return {
      losses,
      gradient: (seed) => toLogits(gradient(seed).map((slope, k) => (kept?.[k] === 0 ? 0 : slope))),
    };
  };
}

function ignoredOf({ params }: Batch): number | undefined {
  const { ignoreIndex } = params;
  return typeof ignoreIndex === 'number' ? ignoreIndex : undefined;
}

function measureOf({ params }: Batch): typeof PRODUCTS {
  if (params['squaredPred'] === true) return SQUARES;
  return params['softLabel'] === true ? SMALLER : PRODUCTS;
}

/** A loss of MONAI that is one minus a quotient of the sums of a class. */
export function monaiOverlap(
  about: Pick<KernelConvention, 'api' | 'method'>,
  quotientOf: (batch: Batch) => Quotient,
): KernelConvention {
  const kernel = monaiKernel((batch) => meanOfClasses(quotientOf(batch), batch));
  const batchLevelWith = {
    flag: 'batch',
    notASum: 'with --batch the masks of all samples are one',
  };
  return { axis: 'masks', note: MONAI_NOTE, ...about, kernel, batchLevelWith };
}

/** The quotient of the Tversky loss, with weights of false positives and false negatives. */
export function tverskyQuotient(alpha: number, beta: number): Quotient {
  return { numerator: 1, both: 1 - alpha - beta, pred: alpha, true: beta };
}

/** The quotients of the Dice and of the Jaccard loss. */
export const DICE_QUOTIENT: Quotient = { numerator: 2, both: 0, pred: 1, true: 1 };
export const JACCARD_QUOTIENT: Quotient = { numerator: 2, both: -2, pred: 2, true: 2 };
