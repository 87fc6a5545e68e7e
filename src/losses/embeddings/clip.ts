import { defineLoss } from '../definition.ts';
import type { BatchKernel } from '../kernel.ts';
import { COMPARES_SAMPLES } from '../shared/embeddings.ts';
import { featuresExample, featuresInputs } from '../shared/features.ts';
import { logAddExp } from '../shared/numeric.ts';
import { computeRows, type RowLosses } from '../shared/pairs/row-losses.ts';
import { bothSets } from '../shared/pairs/two-sets.ts';

const METHOD =
  'half the cross-entropy of finding the text of an image among all texts, and half that of finding its image among all ' +
  'images; logits are inner products times the logit scale';

const kernel: BatchKernel = (batch) => {
  const { rows, params, work } = batch;
  const scale = Number(params['logitScale']);
  // Images come first: what a row is to find is the row of its number in the other half.
  const ownOf = (i: number): number => (i < rows ? i + rows : i - rows);
  const isOther = (i: number, j: number): boolean => i < rows !== j < rows;
  const loss: RowLosses = {
    size: 2,
    fold: (i, scores, kept, pairs) => {
      for (let j = 0; j < 2 * rows; j++) scores[j] = isOther(i, j) ? scale * scores[j]! : -Infinity;
      const own = scores[ownOf(i)]!;
      scores[ownOf(i)] = -Infinity;
      // The text of the image is left out of the sum, so that a loss near 0 keeps its digits.
      kept[0] = logAddExp(0, pairs.logSumExp(scores) - own);
      kept[1] = own + kept[0];
    },
    slope: (i, j, score, kept) => {
      if (!isOther(i, j)) return 0;
      return scale * (j === ownOf(i) ? Math.expm1(-kept[0]!) : Math.exp(scale * score - kept[1]!));
    },
  };
  const { losses, gradient } = computeRows(bothSets(batch, 'other'), 2 * rows, work, loss);
  return {
    losses: Float64Array.from({ length: rows }, (_, i) => (losses[i]! + losses[i + rows]!) / 2),
    gradient: (seed) => {
      const shares = Float64Array.from(losses, (_, i) => seed[i % rows]! / 2);
      return gradient(shares).subarray(0, batch.inputs['pred']!.length);
    },
  };
};

/** Contrastive loss of two sets of features. Source: A. Radford et al., 2021. */
export const clip = defineLoss({
  name: 'clip',
  title: 'CLIP loss',
  family: 'embeddings',
  aliases: ['clip-contrastive'],
  summary:
    'The cross-entropy of finding each image among all texts, and each text among all images.',
  description:
    'For image and text features that belong together row by row, as of CLIP, or any two views. Features must have ' +
    'length 1, since inner products stand for cosines. Every row is compared with all others of the input, so that the ' +
    'loss depends on the size of the batch: that of random features is the logarithm of it. The logit scale is the ' +
    'learned one after exp, 14.3 before training and at most 100. The gradient is with respect to the images.',
  parameters: {
    logitScale: {
      kind: 'number',
      default: 100,
      above: 0,
      help: 'what inner products are multiplied by',
    },
  },
  inputs: featuresInputs,
  conventions: {
    'open-clip': {
      api: 'open_clip.loss.ClipLoss',
      kernel,
      method: METHOD,
      notASum: COMPARES_SAMPLES,
      note: 'Takes features as they come; the logit scale has to be given there, and is 100 here where it is not.',
    },
    exact: {
      api: 'CLIP loss',
      kernel,
      method: METHOD,
      notASum: COMPARES_SAMPLES,
      note: 'The same: features are taken as they come.',
    },
  },
  references: [
    'A. Radford et al., Learning transferable visual models from natural language supervision, 2021, ICML',
  ],
  example: featuresExample,
});
