import type { FlagParameter, FormulaConvention, KnownTo, VectorParameter } from '../definition.ts';
import { ignoredPixels, maskLogits, maskMode, smoothing } from './masks.ts';

const SMP: KnownTo = { only: ['smp'] };
const SMP_AND_OPTAX: KnownTo = { only: ['optax', 'smp'] };
const MONAI_AND_SMP: KnownTo = { only: ['monai', 'smp'] };

const logLoss: FlagParameter = {
  kind: 'flag',
  ...SMP,
  help: 'take the negative logarithm of the overlap, not 1 minus it',
};

const classWeights: VectorParameter = {
  kind: 'vector',
  default: 1,
  min: 0,
  ...SMP_AND_OPTAX,
  help: 'weight of each class, one number or one for each',
};

/** What the overlap losses of segmentation_models_pytorch have for parameters. */
export const smpParameters = {
  smooth: smoothing('both sides of the quotient', 0, SMP_AND_OPTAX),
  logLoss,
  classWeights,
};

/** Those that MONAI has as well. */
export const monaiAndSmpParameters = {
  fromLogits: maskLogits({ only: ['optax', 'monai', 'smp'] }),
  mode: maskMode(MONAI_AND_SMP),
  ignoreIndex: ignoredPixels(MONAI_AND_SMP),
};

/**
 * An overlap loss of segmentation_models_pytorch: of each class over all pixels of the input, and then the mean over
 * classes. A class that true masks do not have costs nothing.
 * @param weights formula text of the weights of false positives and false negatives
 */
export function smpOverlap(
  api: string,
  weights: readonly [alpha: string, beta: string],
  finish = (mean: string): string => mean,
): FormulaConvention {
  const [alpha, beta] = weights;
  const overClass = (x: string): string => `binary ? batch_sum(${x}) : column_sum(${x})`;
  return {
    api,
    axis: 1,
    formula: `x = from_logits ? (multiclass ? softmax(p) : sigmoid(p)) : p;
other = min(y) == ignore_index && max(y) == ignore_index || y[ignore_index] == 1;
ignored = multiclass ? other : y == ignore_index;
q = ignored ? 0 : x;
t = ignored ? 0 : y;
predicted = ${overClass('q')};
truth = ${overClass('t')};
apart = ${overClass('abs(q - t)')};
both = (predicted + truth - apart) / 2;
all = both + ${alpha} * (predicted - both) + ${beta} * (truth - both) + smooth;
score = (both + smooth) / max(all, eps);
loss = log_loss ? -log(max(score, eps)) : 1 - score;
${finish('mean(class_weights * (truth > 0 ? loss : 0)) / mean(class_weights)')}`,
    constants: { eps: 1e-7 },
    defaults: { fromLogits: true },
    note: 'Averages the losses of classes, each over all samples; a class that true masks do not have costs nothing. Takes logits unless told otherwise.',
  };
}
