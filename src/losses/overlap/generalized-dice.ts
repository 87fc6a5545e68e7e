import { defineLoss, type ChoiceParameter } from '../definition.ts';
import type { Batch } from '../kernel.ts';
import {
  maskInputs,
  maskLogits,
  maskMode,
  masksExample,
  OR_INDICES,
  smoothing,
} from '../shared/masks.ts';
import { optaxGeneralizedDice } from '../shared/masks-optax.ts';
import type { ClassSums, LossOfClasses } from '../shared/masks-of-classes.ts';
import {
  countedClasses,
  MONAI_METHOD,
  monaiKernel,
  monaiParameters,
  softLabel,
} from '../shared/masks-monai.ts';

const weighting: ChoiceParameter = {
  kind: 'choice',
  choices: ['square', 'simple', 'uniform'],
  default: 'square',
  only: ['monai', 'exact'],
  help: 'what a class counts: 1 over its true size squared, over that size, or as much as any',
};

/** What classes count, in float32 as MONAI has it; one that true masks do not have counts as much as the one that counts most. */
function weightsOf(sums: readonly ClassSums[], counts: readonly boolean[], word: unknown): number[] {
  const plain = sums.map(({ true: exact }) => {
    const size = Math.fround(exact);
    const divisor = word === 'square' ? Math.fround(size * size) : word === 'simple' ? size : 1;
    return Math.fround(1 / divisor);
  });
  const finite = plain.map((weight, c) => (counts[c] && weight !== Infinity ? weight : 0));
  const most = Math.max(...finite);
  return plain.map((weight, c) => (counts[c] ? (weight === Infinity ? most : weight) : 0));
} // prettier-ignore

function generalizedDiceOf({ params }: Batch): LossOfClasses {
  const [nr, dr] = [Number(params['smoothNr']), Number(params['smoothDr'])];
  return (sums) => {
    const weights = weightsOf(sums, countedClasses(sums.length, params), params['weighting']);
    const total = (of: (sums: ClassSums) => number): number =>
      sums.reduce((sum, each, c) => sum + weights[c]! * of(each), 0);
    const denominator = total(({ pred, true: truth }) => pred + truth) + dr;
    const score = (2 * total(({ both }) => both) + nr) / denominator;
    const slopes = weights.map((weight) => ({
      both: (-2 * weight) / denominator,
      pred: (weight * score) / denominator,
    }));
    return { loss: 1 - score, slopes };
  };
}

/** Generalized Dice loss. Source: C. H. Sudre et al., 2017. */
export const generalizedDice = defineLoss({
  name: 'generalized-dice',
  title: 'Generalized Dice loss',
  family: 'overlap',
  aliases: ['gdl', 'generalized-dice-loss', 'generalised-dice'],
  summary: 'The Dice loss of several classes, of which small ones count as much as large ones.',
  description:
    'For segmentation with classes of very different sizes: intersections and sizes are added over classes, each ' +
    'divided by the square of the true size of the class. A class that true masks do not have would count infinitely ' +
    'much; it counts as much as the smallest that they have. Classes lie along axis 1, as in [N, C, H, W].' +
    OR_INDICES,
  parameters: {
    weighting,
    fromLogits: maskLogits({}),
    mode: maskMode({ only: ['monai', 'exact'] }),
    smooth: smoothing('both sides of the quotient', 1, { only: ['optax'] }),
    ...monaiParameters,
    softLabel,
  },
  inputs: maskInputs,
  conventions: {
    monai: {
      api: 'monai.losses.GeneralizedDiceLoss',
      axis: 'masks',
      kernel: monaiKernel(generalizedDiceOf),
      method: `${MONAI_METHOD}1 - 2 sum(w both) / sum(w (pred + true)), with w = 1 / true^2`,
      note: 'One loss for each sample, with 1e-5 added to both sides of the quotient; weights of classes are float32.',
    },
    optax: optaxGeneralizedDice('optax.losses.multiclass_generalized_dice_loss'),
    exact: {
      api: 'generalized Dice loss',
      axis: 1,
      // What is in one mask only: nothing cancels where the overlap is nearly complete.
      formula: `q = from_logits ? (multiclass ? softmax(p) : sigmoid(p)) : p;
rest = from_logits ? (multiclass ? -expm1(log_softmax(p)) : sigmoid(-p)) : 1 - p;
apart = column_sum(y * rest + (1 - y) * q);
size = column_sum(y + q);
truth = column_sum(y);
weight = truth == 0 || uniform ? 1 : square ? 1 / truth^2 : 1 / truth;
most = max(truth == 0 ? 0 : weight);
w = truth == 0 && most > 0 ? most : weight;
all = sum(w * size);
sum(w * apart) / (all == 0 ? 1 : all)`,
      raises: ['true', 'pred'],
      note: 'No epsilon, and one loss for the whole input: where all masks are empty it is 0.',
    },
  },
  references: [
    'C. H. Sudre, W. Li, T. Vercauteren, S. Ourselin and M. J. Cardoso, Generalised Dice overlap as a deep learning loss function for highly unbalanced segmentations, 2017, DLMIA',
  ],
  example: masksExample,
});
