import { defineLoss } from '../definition.ts';
import type { BatchKernel } from '../kernel.ts';
import { ExactSum } from '../../reduce/exact-sum.ts';
import { COMPARES_SAMPLES } from '../shared/embeddings.ts';
import { featuresExample, featuresInputs } from '../shared/features.ts';
import { sigmoid } from '../shared/numeric.ts';
import { computeRows, type RowLosses } from '../shared/pairs/row-losses.ts';
import { bothSets } from '../shared/pairs/two-sets.ts';

const METHOD =
  'sum over all texts of log(1 + exp(-z)) of that of the image and log(1 + exp(z)) of the others; z is the inner product ' +
  'times the logit scale, plus the bias';

const kernel: BatchKernel = (batch) => {
  const { rows, params, work } = batch;
  const [scale, bias] = [Number(params['logitScale']), Number(params['logitBias'])];
  const signOf = (i: number, j: number): number => (j === i + rows ? 1 : -1);
  const loss: RowLosses = {
    size: 1,
    // Texts come after images, whose rows alone have losses.
    fold: (i, scores, kept) => {
      if (i >= rows) return;
      const terms = scores.subarray(rows);
      for (let j = 0; j < rows; j++) {
        const z = signOf(i, j + rows) * (scale * terms[j]! + bias);
        terms[j] = Math.max(-z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
      }
      const sum = new ExactSum();
      sum.addAll(terms, rows);
      kept[0] = sum.sum();
    },
    slope: (i, j, score) => {
      if (i >= rows || j < rows) return 0;
      const sign = signOf(i, j);
      return -sign * scale * sigmoid(-sign * (scale * score + bias));
    },
  };
  const { losses, gradient } = computeRows(bothSets(batch, 'other'), 2 * rows, work, loss);
  return {
    losses: losses.subarray(0, rows),
    gradient: (seed) => {
      const shares = new Float64Array(2 * rows);
      shares.set(seed);
      return gradient(shares).subarray(0, batch.inputs['pred']!.length);
    },
  };
};

/** Sigmoid loss of two sets of features. Source: X. Zhai et al., 2023. */
export const siglip = defineLoss({
  name: 'siglip',
  title: 'SigLIP loss',
  family: 'embeddings',
  aliases: ['siglip-loss', 'sigmoid-contrastive'],
  summary: 'The binary cross-entropy of whether an image and a text belong together, of all pairs.',
  description:
    'For image and text features that belong together row by row, as of SigLIP: each pair is a yes-or-no question of its ' +
    'own, in place of the choice among all that CLIP asks for. Features must have length 1. The bias outweighs that ' +
    'most pairs do not belong together. The scale is the learned one after exp; 10 and -10 are what training begins ' +
    'with. The gradient is with respect to the images.',
  parameters: {
    logitScale: {
      kind: 'number',
      default: 10,
      above: 0,
      help: 'what inner products are multiplied by',
    },
    logitBias: { kind: 'number', default: -10, help: 'what is added to them then' },
  },
  inputs: featuresInputs,
  conventions: {
    'open-clip': {
      api: 'open_clip.loss.SigLipLoss',
      kernel,
      method: METHOD,
      notASum: COMPARES_SAMPLES,
      note: 'Takes features as they come; scale and bias have to be given there, and are 10 and -10 here where they are not.',
    },
    exact: {
      api: 'SigLIP loss',
      kernel,
      method: METHOD,
      notASum: COMPARES_SAMPLES,
      note: 'The same: features are taken as they come.',
    },
  },
  references: [
    'X. Zhai, B. Mustafa, A. Kolesnikov and L. Beyer, Sigmoid loss for language image pre-training, 2023, ICCV',
  ],
  example: featuresExample,
});
