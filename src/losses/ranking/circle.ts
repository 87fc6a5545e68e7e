import { defineLoss } from '../definition.ts';
import { COMPARES_SAMPLES, embeddingsExample, labelledEmbeddings } from '../shared/embeddings.ts';
import type { BatchKernel } from '../kernel.ts';
import { addScaled, dot, logAddExp, logSumExp, rowsOf } from '../shared/numeric.ts';

const METHOD =
  'log(1 + sum exp(gamma [s_n + m]+ (s_n - m)) * sum exp(-gamma [1 + m - s_p]+ (s_p - 1 + m))) for each sample, ' +
  'with the inner products s_p with samples of its label and s_n with all others';

interface Settings {
  /** The smallest distance 1 - s that the convention lets pass. */
  readonly leastDistance: number;
  /** Whether a sample counts in a mean only if its loss is above 0. */
  readonly skipsZeros: boolean;
}

/** One term of a sum of exponentials. */
interface Term {
  readonly other: number;
  readonly exponent: number;
  /** d(exponent)/d(inner product). */
  readonly slope: number;
}

const circleKernel =
  ({ leastDistance, skipsZeros }: Settings): BatchKernel =>
  (batch) => {
    const { rows, inputs, params } = batch;
    const labels = inputs['true']!;
    const embeddings = labelledEmbeddings(batch);
    const [gamma, margin] = [Number(params['gamma']), Number(params['margin'])];
    const excluded = (i: number, j: number): boolean =>
      i === j && params['removeDiagonal'] === true;

    const termOf = (i: number, j: number): Term => {
      const between = 1 - dot(embeddings[i]!, embeddings[j]!);
      const distance = Math.max(between, leastDistance);
      const isPositive = labels[i] === labels[j];
      const weight = Math.max(isPositive ? margin + distance : 1 + margin - distance, 0);
      const exponent = gamma * weight * (isPositive ? distance - margin : 1 - margin - distance);
      const isFlat = weight === 0 || between < leastDistance;
      const slope = isFlat ? 0 : 2 * gamma * (isPositive ? -distance : 1 - distance);
      return { other: j, exponent, slope };
    };
    /** The terms of a sample with those of its own label, and with all others. */
    const termsOf = (i: number): readonly [positive: Term[], negative: Term[]] => {
      const terms: readonly [Term[], Term[]] = [[], []];
      for (let j = 0; j < rows; j++) {
        if (!excluded(i, j)) terms[labels[i] === labels[j] ? 0 : 1].push(termOf(i, j));
      }
      return terms;
    };

    const losses = Float64Array.from({ length: rows }, (_, i) => {
      const [positive, negative] = termsOf(i).map(logSumOf);
      return logAddExp(0, positive! + negative!);
    });
    const gradient = (seed: Float64Array): Float64Array => {
      const slopes = new Float64Array(inputs['pred']!.length);
      const slopeOf = rowsOf(slopes, rows);
      for (let i = 0; i < rows; i++) {
        const sides = termsOf(i);
        const logSums = sides.map(logSumOf);
        const share = seed[i]! * Math.exp(logSums[0]! + logSums[1]! - losses[i]!);
        sides.forEach((terms, side) => {
          for (const { other, exponent, slope } of terms) {
            const factor = share * Math.exp(exponent - logSums[side]!) * slope;
            addScaled(slopeOf[i]!, factor, embeddings[other]!);
            addScaled(slopeOf[other]!, factor, embeddings[i]!);
          }
        });
      }
      return slopes;
    };
    return {
      losses,
      gradient,
      ...(skipsZeros ? { counts: losses.map((loss) => (loss === 0 ? 0 : 1)) } : {}),
    };
  };

function logSumOf(terms: readonly Term[]): number {
  return logSumExp(terms.map(({ exponent }) => exponent));
}

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
