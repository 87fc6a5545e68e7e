import { defineLoss, type NumberParameter } from '../definition.ts';
import type { BatchKernel } from '../kernel.ts';
import { ExactSum } from '../../reduce/exact-sum.ts';
import { COMPARES_SAMPLES, embeddingsExample, labelledEmbeddings } from '../shared/embeddings.ts';
import { labelledInputs, LEAST_OF_TORCH } from '../shared/labelled-rows.ts';
import { addScaled, isSingle, rowsOf } from '../shared/numeric.ts';
import { distanceBeyond, restOfUnit, type Unit } from '../shared/unit-distances.ts';
import { ofOrdinaryLength, unitRows } from '../shared/unit-rows.ts';

const METHOD =
  'mean of max(d - pos_margin, 0) over pairs of one label, and to it that of max(neg_margin - d, 0) over all others; d is ' +
  'the distance of the embeddings, brought to length 1';

/** What pairs of one kind add up to, and how many count. */
interface Kind {
  readonly sum: ExactSum;
  count: number;
}

const contrastiveKernel =
  ({ skipsZeros }: { readonly skipsZeros: boolean }): BatchKernel =>
  (batch) => {
    const { rows, inputs, params, constants } = batch;
    const [near, far] = [Number(params['posMargin']), Number(params['negMargin'])];
    const labels = inputs['true']!;
    const embeddings = labelledEmbeddings(batch);
    const least = constants['least_square'] ?? 0;
    const vectors = rowsOf(embeddings.slice(), rows).map(ofOrdinaryLength);
    const { units, toEmbeddings } = unitRows(embeddings, batch, least, rows);
    // A framework has what rounding makes of them, as have numbers of float32.
    const isExact = least === 0 && !isSingle(batch.round);
    const unitOf = rowsOf(units, rows).map((head, i): Unit => ({
      head,
      rest: isExact ? restOfUnit(vectors[i]!, head) : new Float64Array(head.length),
    }));
    const isMatch = (i: number, j: number): boolean => labels[i] === labels[j];
    const lossOf = (i: number, j: number): number => {
      const isNear = isMatch(i, j);
      const beyond = distanceBeyond(unitOf[i]!, unitOf[j]!, isNear ? near : far);
      return Math.max(isNear ? beyond : -beyond, 0);
    };

    // A distance comes of differences, and of no inner product: that of embeddings close to each other keeps its digits.
    const forEachPair = (visit: (i: number, j: number, loss: number) => void): void => {
      for (let i = 0; i < rows; i++) for (let j = 0; j < i; j++) visit(i, j, lossOf(i, j));
    };
    const kinds = { near: kindOf(), far: kindOf() };
    const ofPair = (i: number, j: number): Kind => (isMatch(i, j) ? kinds.near : kinds.far);
    forEachPair((i, j, loss) => {
      const kind = ofPair(i, j);
      kind.sum.add(loss);
      if (!skipsZeros || loss !== 0) kind.count++;
    });
    const meanOf = ({ sum, count }: Kind): number => (count === 0 ? 0 : sum.dividedBy(count));
    const gradient = (seed: Float64Array): Float64Array => {
      const slopes = new Float64Array(units.length);
      const slopeOf = rowsOf(slopes, rows);
      forEachPair((i, j, loss) => {
        const d = distanceBeyond(unitOf[i]!, unitOf[j]!, 0);
        if (!(loss > 0) || d === 0) return;
        const share = (isMatch(i, j) ? seed[0]! : -seed[0]!) / (ofPair(i, j).count * d);
        const [a, b] = [unitOf[i]!, unitOf[j]!];
        const difference = a.head.map((x, k) => x - b.head[k]! + (a.rest[k]! - b.rest[k]!));
        addScaled(slopeOf[i]!, share, difference);
        addScaled(slopeOf[j]!, -share, difference);
      });
      return toEmbeddings(slopes);
    };
    return { losses: meanOf(kinds.near) + meanOf(kinds.far), gradient };
  };

function kindOf(): Kind {
  return { sum: new ExactSum(), count: 0 };
}

function margin(value: number, help: string): NumberParameter {
  return { kind: 'number', default: value, min: 0, help };
}

/** Contrastive loss. Source: R. Hadsell, S. Chopra and Y. LeCun, 2006. */
export const contrastive = defineLoss({
  name: 'contrastive',
  title: 'Contrastive loss',
  family: 'embeddings',
  aliases: ['contrastive-loss'],
  summary: 'How far embeddings of one label are apart, and what others lack to be a margin apart.',
  description:
    'For embeddings with a label for each: of all pairs of samples, those of one label cost their distance, and others ' +
    'what they are nearer than the margin. Distances are those of embeddings of length 1, from 0 to 2, and are not ' +
    'squared, as they are in the paper. Pairs of either kind have a mean of their own, so that the many pairs of ' +
    'different labels do not outweigh the few matches.',
  parameters: {
    posMargin: margin(0, 'the distance that pairs of one label may have for nothing'),
    negMargin: margin(1, 'the distance from which pairs of different labels cost nothing'),
  },
  inputs: labelledInputs,
  conventions: {
    'metric-learning': {
      api: 'pytorch_metric_learning.losses.ContrastiveLoss',
      kernel: contrastiveKernel({ skipsZeros: true }),
      method: METHOD,
      batchLevel: true,
      notASum: COMPARES_SAMPLES,
      constants: LEAST_OF_TORCH,
      note: 'Leaves pairs that cost nothing out of both means.',
    },
    exact: {
      api: 'contrastive loss',
      kernel: contrastiveKernel({ skipsZeros: false }),
      method: METHOD,
      batchLevel: true,
      notASum: COMPARES_SAMPLES,
      raises: ['true'],
      note: 'Every pair counts; without a pair of one kind its mean is 0.',
    },
  },
  references: [
    'R. Hadsell, S. Chopra and Y. LeCun, Dimensionality reduction by learning an invariant mapping, 2006, CVPR',
  ],
  example: embeddingsExample,
});
