import { defineLoss } from '../definition.ts';
import {
  COMPARES_SAMPLES,
  embeddingsExample,
  labelledEmbeddings,
  samplesOfLabels,
  withoutItself,
} from '../shared/embeddings.ts';
import type { BatchKernel } from '../kernel.ts';
import { logAddExp, logSumExp, numbersAt } from '../shared/numeric.ts';
import { PairScores } from '../shared/pairs/pair-scores.ts';

const METHOD =
  'log(1 + sum exp(gamma [s_n + m]+ (s_n - m)) * sum exp(-gamma [1 + m - s_p]+ (s_p - 1 + m))) for each sample, ' +
  'with the inner products s_p with samples of its label and s_n with all others';

interface Settings {
  /** The smallest distance 1 - s that the convention lets pass. */
  readonly leastDistance: number;
  /** Whether a sample counts in a mean only if its loss is above 0. */
  readonly skipsZeros: boolean;
}

const circleKernel =
  ({ leastDistance, skipsZeros }: Settings): BatchKernel =>
  (batch) => {
    const { rows, inputs, params, work } = batch;
    const [gamma, margin] = [Number(params['gamma']), Number(params['margin'])];
    const pairs = new PairScores(labelledEmbeddings(batch), rows, work);
    const sameLabel = samplesOfLabels(inputs['true']!);
    const positivesOf = (i: number): Int32Array =>
      params['removeDiagonal'] === true ? withoutItself(sameLabel[i]!, i) : sameLabel[i]!;

    const distanceOf = (product: number): number => Math.max(1 - product, leastDistance);
    const positiveExponent = (distance: number): number =>
      gamma * Math.max(margin + distance, 0) * (distance - margin);
    const negativeExponent = (distance: number): number =>
      gamma * Math.max(1 + margin - distance, 0) * (1 - margin - distance);
    /** d(exponent)/d(inner product), without what is the same for all. */
    const positiveSlope = (product: number): number => {
      const distance = distanceOf(product);
      return isFlat(product) || margin + distance <= 0 ? 0 : -2 * gamma * distance;
    };
    const negativeSlope = (product: number): number => {
      const distance = distanceOf(product);
      return isFlat(product) || 1 + margin - distance <= 0 ? 0 : 2 * gamma * (1 - distance);
    };
    const isFlat = (product: number): boolean => 1 - product < leastDistance;

    /** Makes exponents of the inner products of a sample; those of its label are returned, and left out of the others. */
    const takePositives = (i: number, products: Float64Array): Float64Array => {
      const positives = numbersAt(products, positivesOf(i));
      for (let m = 0; m < positives.length; m++) {
        positives[m] = positiveExponent(distanceOf(positives[m]!));
      }
      for (let j = 0; j < rows; j++) products[j] = negativeExponent(distanceOf(products[j]!));
      for (const j of sameLabel[i]!) products[j] = -Infinity;
      return positives;
    };

    const { numbers: sums } = pairs.fold(2, (i, scores, ofRow) => {
      ofRow[0] = logSumExp(takePositives(i, scores));
      ofRow[1] = pairs.logSumExp(scores);
    });
    const positiveSums = Float64Array.from({ length: rows }, (_, i) => sums[2 * i]!);
    const negativeSums = Float64Array.from({ length: rows }, (_, i) => sums[2 * i + 1]!);
    const losses = positiveSums.map((sum, i) => logAddExp(0, sum + negativeSums[i]!));

    const gradient = (seed: Float64Array): Float64Array => {
      const shares = seed.map(
        (share, i) => share * Math.exp(positiveSums[i]! + negativeSums[i]! - losses[i]!),
      );
      pairs.setWeights(shares, negativeSums);
      const products = new Float64Array(rows);
      return pairs.combined((i, scores) => {
        products.set(scores);
        const positives = takePositives(i, scores);
        pairs.weigh(i, scores);
        for (let j = 0; j < rows; j++) scores[j]! *= negativeSlope(products[j]!);
        for (const j of sameLabel[i]!) scores[j] = 0;
        positivesOf(i).forEach((j, m) => {
          const exponent = positives[m]!;
          const weight =
            shares[i]! * Math.exp(exponent - positiveSums[i]!) +
            shares[j]! * Math.exp(exponent - positiveSums[j]!);
          scores[j] = weight * positiveSlope(products[j]!);
        });
      });
    };
    return {
      losses,
      gradient,
      ...(skipsZeros ? { counts: losses.map((loss) => (loss === 0 ? 0 : 1)) } : {}),
    };
  };

/** Circle loss. Source: Y. Sun et al., 2020. */
export const circle = defineLoss({
  name: 'circle',
  title: 'Circle loss',
  family: 'ranking',
  aliases: ['circle-loss'],
  summary: 'Pulls embeddings of one label together, each pair as hard as it still needs it.',
  description:
    'For embeddings with a label for each: every sample is compared with all others of the input, so its loss ' +
    'depends on what else is in the batch. pred must be rows of length 1, since inner products stand for cosines. ' +
    'A sample that has none of its own label beside it, or none of another, costs nothing; Keras leaves samples ' +
    'that cost nothing out of the mean. With the usual gamma of 80 the losses are in the hundreds.',
  parameters: {
    gamma: { kind: 'number', default: 80, above: 0, help: 'the scale of the exponents' },
    margin: {
      kind: 'number',
      default: 0.4,
      min: 0,
      max: 1,
      help: 'how far from 1 and 0 the cosines of a label and of others may be, from 0 to 1',
    },
    removeDiagonal: {
      kind: 'flag',
      default: true,
      help: 'do not compare samples with themselves',
    },
  },
  inputs: { true: { domain: 'label', shape: 'sample' }, pred: 'real' },
  conventions: {
    keras: {
      api: 'keras.losses.Circle',
      kernel: circleKernel({ leastDistance: 0, skipsZeros: true }),
      method: METHOD,
      notASum: COMPARES_SAMPLES,
      note: 'Takes inner products above 1 as 1, and leaves samples whose loss is 0 out of the mean.',
    },
    exact: {
      api: 'circle loss',
      kernel: circleKernel({ leastDistance: -Infinity, skipsZeros: false }),
      method: METHOD,
      notASum: COMPARES_SAMPLES,
      raises: ['true'],
      note: 'Takes inner products as they are; every sample counts in the mean.',
    },
  },
  references: [
    'Y. Sun, C. Cheng, Y. Zhang, C. Zhang, L. Zheng, Z. Wang and Y. Wei, Circle loss: a unified perspective of pair similarity optimization, 2020, CVPR',
  ],
  example: embeddingsExample,
});
