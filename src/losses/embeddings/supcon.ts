import { defineLoss } from '../definition.ts';
import type { BatchKernel } from '../kernel.ts';
import { COMPARES_SAMPLES, embeddingsExample, samplesOfLabels } from '../shared/embeddings.ts';
import { labelledInputs, LEAST_OF_TORCH, rowsOfCosines } from '../shared/labelled-rows.ts';
import { logAddExp } from '../shared/numeric.ts';

const METHOD =
  'for each sample the mean of -log(exp(s_p) / sum exp(s_k)) over the others p of its label, k running over all others; ' +
  's is the cosine divided by the temperature';

interface Settings {
  /** Whether a loss of 0 is left out of the mean, and all losses are 0 where there are no two labels. */
  readonly isOfMetricLearning: boolean;
}

const supconKernel =
  ({ isOfMetricLearning }: Settings): BatchKernel =>
  (batch) => {
    const { inputs, params } = batch;
    const temperature = Number(params['temperature']);
    const labels = inputs['true']!;
    const matches = samplesOfLabels(labels).map((samples) => samples.length - 1);
    const isPositive = (i: number, j: number): boolean => i !== j && labels[i] === labels[j];
    const isOfOneLabel = isOfMetricLearning && new Set(labels).size === 1;
    const { losses, gradient } = rowsOfCosines(batch, {
      size: 2,
      fold: (i, scores, kept, pairs) => {
        for (let j = 0; j < scores.length; j++) scores[j]! /= temperature;
        scores[i] = -Infinity;
        const all = pairs.logSumExp(scores);
        kept[1] = all;
        if (matches[i] === 0 || isOfOneLabel) return;
        if (matches[i] === 1) {
          // The only match is left out of the sum, so that a loss near 0 keeps its digits.
          const own = scores.findIndex((_, j) => isPositive(i, j));
          const score = scores[own]!;
          scores[own] = -Infinity;
          kept[0] = logAddExp(0, pairs.logSumExp(scores) - score);
          return;
        }
        let sum = 0;
        for (let j = 0; j < scores.length; j++) if (isPositive(i, j)) sum += all - scores[j]!;
        kept[0] = sum / matches[i]!;
      },
      slope: (i, j, score, kept) => {
        if (i === j || matches[i] === 0 || isOfOneLabel) return 0;
        const share = Math.exp(score / temperature - kept[1]!);
        return (share - (isPositive(i, j) ? 1 / matches[i]! : 0)) / temperature;
      },
    });
    // Where all losses are 0, so is their mean.
    const areAllZero = isOfMetricLearning && losses.every((loss) => loss === 0);
    const isCounted = (loss: number, i: number): boolean =>
      areAllZero || (isOfMetricLearning ? loss !== 0 : matches[i]! > 0);
    return { losses, counts: losses.map((loss, i) => Number(isCounted(loss, i))), gradient };
  };

/** Supervised contrastive loss. Source: P. Khosla et al., 2020. */
export const supcon = defineLoss({
  name: 'supcon',
  title: 'Supervised contrastive loss',
  family: 'embeddings',
  aliases: ['supervised-contrastive', 'supcon-loss'],
  summary: 'The cross-entropy of finding each sample of the same label among all others.',
  description:
    'For embeddings with a label for each: every sample is drawn to the others of its label and pushed from the rest, ' +
    'by the cosine. Unlike NT-Xent the other matches stand among what a match is found against, so that the loss does ' +
    'not reach 0 with more than one match. A sample without a match is left out of the mean.',
  parameters: {
    temperature: {
      kind: 'number',
      default: 0.1,
      above: 0,
      help: 'what cosines are divided by',
    },
  },
  inputs: labelledInputs,
  conventions: {
    'metric-learning': {
      api: 'pytorch_metric_learning.losses.SupConLoss',
      kernel: supconKernel({ isOfMetricLearning: true }),
      method: METHOD,
      notASum: COMPARES_SAMPLES,
      constants: LEAST_OF_TORCH,
      note: 'Leaves losses of 0 out of the mean, and is 0 where all samples have one label.',
    },
    exact: {
      api: 'supervised contrastive loss',
      kernel: supconKernel({ isOfMetricLearning: false }),
      method: METHOD,
      notASum: COMPARES_SAMPLES,
      raises: ['true'],
      note: 'No epsilon: a vector of zeros has no direction, and makes the loss NaN.',
    },
  },
  references: [
    'P. Khosla, P. Teterwak, C. Wang, A. Sarna, Y. Tian, P. Isola, A. Maschinot, C. Liu and D. Krishnan, Supervised contrastive learning, 2020, NeurIPS',
  ],
  example: embeddingsExample,
});
