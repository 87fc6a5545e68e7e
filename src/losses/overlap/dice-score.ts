import { defineLoss, type ChoiceParameter } from '../definition.ts';
import { DECIDED, hardMaskScore, meanOfNumbers } from '../shared/hard-masks.ts';
import { includeBackground, maskInputs, masksExample, OR_INDICES } from '../shared/masks.ts';
import type { ClassSums } from '../shared/masks-of-classes.ts';

const average: ChoiceParameter = {
  kind: 'choice',
  choices: ['macro', 'micro', 'weighted'],
  default: 'macro',
  help: 'the mean of classes, one score of all classes together, or a mean weighted by true sizes',
};

const ofSums = ({ both, pred, true: truth }: ClassSums): number => (2 * both) / (pred + truth);

const kernel = hardMaskScore((sums, word) => {
  const total = (of: (sums: ClassSums) => number): number =>
    sums.reduce((sum, each) => sum + of(each), 0);
  const size = total(({ true: truth }) => truth);
  if (word === 'micro') {
    return ofSums({ both: total(({ both }) => both), pred: total(({ pred }) => pred), true: size });
  }
  const scores = sums.map(ofSums);
  if (word === 'macro' || scores.every(Number.isNaN)) return meanOfNumbers(scores);
  return sums.reduce((sum, { true: truth }, c) => {
    const term = scores[c]! * (truth / size);
    return Number.isNaN(term) ? sum : sum + term;
  }, 0);
});

const METHOD =
  'of each class of a sample 2 both / (pred + true), with the pixels that both masks have, and those of either';

/** Dice score. Source: L. R. Dice, 1945. */
export const diceScore = defineLoss({
  name: 'dice-score',
  title: 'Dice score',
  family: 'overlap',
  aliases: ['dice-coefficient', 'dsc'],
  summary: 'Twice the pixels that two masks share, over the pixels of both, class by class.',
  description:
    'How segmentations are judged in medicine: from 0 to 1, a larger score is the better. It is that of each sample, and ' +
    'then their mean; a class that is in neither mask has no score, and a sample without any makes the mean NaN.' +
    DECIDED +
    OR_INDICES,
  parameters: { average, includeBackground: includeBackground({}) },
  inputs: { ...maskInputs, pred: 'real' },
  conventions: {
    torchmetrics: {
      api: 'torchmetrics.functional.segmentation.dice_score',
      names: { DiceScore: {} },
      axis: 'masks',
      kernel,
      method: METHOD,
      better: 'larger',
      note: 'Averages over the classes of each sample; a class that is in neither mask is left out.',
    },
    exact: {
      api: 'Dice score',
      axis: 'masks',
      kernel,
      method: METHOD,
      better: 'larger',
      raises: ['true'],
      note: 'The same.',
    },
  },
  references: [
    'L. R. Dice, Measures of the amount of ecologic association between species, 1945, Ecology 26',
  ],
  example: masksExample,
});
