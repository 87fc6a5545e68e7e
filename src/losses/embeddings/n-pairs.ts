import { defineLoss } from '../definition.ts';
import type { Batch, BatchKernel } from '../kernel.ts';
import {
  COMPARES_SAMPLES,
  embeddingsExample,
  labelledEmbeddings,
  samplesOfLabels,
} from '../shared/embeddings.ts';
import { labelledInputs, LEAST_OF_TORCH } from '../shared/labelled-rows.ts';
import { logAddExp } from '../shared/numeric.ts';
import { computeRows } from '../shared/pairs/row-losses.ts';
import { unitRows, type UnitRows } from '../shared/unit-rows.ts';

const METHOD =
  'mean over labels of log(1 + sum exp(a q_k - a q)), with the inner products of the first sample a of a label with its ' +
  'second q and with the second q_k of every other label';

/** Embeddings as they are. */
const asTheyAre = (batch: Batch): UnitRows => ({
  units: labelledEmbeddings(batch),
  toEmbeddings: (slopes) => slopes,
});

const brought = (batch: Batch): UnitRows =>
  unitRows(labelledEmbeddings(batch), batch, batch.constants['least_square']!, batch.rows);

const nPairsKernel =
  (embeddingsOf: (batch: Batch) => UnitRows): BatchKernel =>
  (batch) => {
    const { rows, inputs, work } = batch;
    const { units, toEmbeddings } = embeddingsOf(batch);
    const width = units.length / rows;
    // The first two samples of each label, anchors and then what they are to find.
    const labels = samplesOfLabels(inputs['true']!).filter((samples, i) => {
      return samples.length > 1 && samples[0] === i;
    });
    const count = labels.length;
    const chosen = [0, 1].flatMap((place) => labels.map((samples) => samples[place]!));
    const picked = new Float64Array(chosen.length * width);
    chosen.forEach((i, k) => picked.set(units.subarray(i * width, (i + 1) * width), k * width));
    const isCandidate = (i: number, j: number): boolean => i < count && j >= count;
    if (count === 0) return { losses: 0, gradient: () => new Float64Array(units.length) };
    const { losses, gradient } = computeRows(picked, 2 * count, work, {
      size: 2,
      fold: (i, scores, kept, pairs) => {
        if (i >= count) return;
        const own = scores[i + count]!;
        for (let j = 0; j < scores.length; j++) if (!isCandidate(i, j)) scores[j] = -Infinity;
        scores[i + count] = -Infinity;
        kept[0] = logAddExp(0, pairs.logSumExp(scores) - own);
        kept[1] = own + kept[0];
      },
      slope: (i, j, score, kept) => {
        if (!isCandidate(i, j)) return 0;
        return j === i + count ? Math.expm1(-kept[0]!) : Math.exp(score - kept[1]!);
      },
    });
    return {
      losses: losses.reduce((sum, loss) => sum + loss, 0) / count,
      gradient: (seed) => {
        const shares = losses.map((_, i) => (i < count ? seed[0]! / count : 0));
        const slopes = new Float64Array(units.length);
        const ofChosen = gradient(shares);
        chosen.forEach((i, k) => {
          slopes.set(ofChosen.subarray(k * width, (k + 1) * width), i * width);
        });
        return toEmbeddings(slopes);
      },
    };
  };

/** N-pairs loss. Source: K. Sohn, 2016. */
export const nPairs = defineLoss({
  name: 'n-pairs',
  title: 'N-pairs loss',
  family: 'embeddings',
  aliases: ['n-pair', 'npairs', 'npair-loss'],
  summary: 'The cross-entropy of finding the second sample of a label among those of all labels.',
  description:
    'For batches with two samples of each label: the first is an anchor, the second is to be found among the second ' +
    'ones of all labels, by the inner product. Further samples of a label are not looked at, nor are labels with one ' +
    'sample, so that the order of the samples matters. Without a pair of one label the loss is 0.',
  parameters: {},
  inputs: labelledInputs,
  conventions: {
    'metric-learning': {
      api: 'pytorch_metric_learning.losses.NPairsLoss',
      kernel: nPairsKernel(brought),
      method: METHOD,
      batchLevel: true,
      notASum: COMPARES_SAMPLES,
      constants: LEAST_OF_TORCH,
      note: 'Brings embeddings to length 1 first.',
    },
    exact: {
      api: 'N-pairs loss',
      kernel: nPairsKernel(asTheyAre),
      method: METHOD,
      batchLevel: true,
      notASum: COMPARES_SAMPLES,
      raises: ['true'],
      note: 'Takes inner products of embeddings as they are, without the penalty of the paper on their lengths.',
    },
  },
  references: [
    'K. Sohn, Improved deep metric learning with multi-class N-pair loss objective, 2016, NIPS 29',
  ],
  example: embeddingsExample,
});
