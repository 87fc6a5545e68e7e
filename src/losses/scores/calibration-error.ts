import { defineLoss } from '../definition.ts';
import type { Batch, BatchKernel } from '../kernel.ts';
import { compensatedSum } from '../shared/numeric.ts';

/** More would hold a sample each at most, and cost memory. */
const MOST_BINS = 1e6;

/** Of each sample how sure the prediction is, and whether it is right. */
interface Confidences {
  readonly confidences: Float64Array;
  readonly hits: Float64Array;
  /** The places in pred that they stand at. */
  readonly places: Int32Array;
}

/** The probability of class 1, or of the class that is the most probable, the first of those. */
function confidencesOf({ rows, inputs, axes }: Batch): Confidences {
  const width = axes['pred']!.at(-1) ?? 1;
  const [truths, pred] = [inputs['true']!, inputs['pred']!];
  const places = Int32Array.from({ length: rows }, (_, row) => {
    let best = row * width;
    for (let at = best + 1; at < (row + 1) * width; at++) if (pred[at]! > pred[best]!) best = at;
    return best;
  });
  return {
    places,
    confidences: Float64Array.from(places, (at) => pred[at]!),
    hits: Float64Array.from(places, (at, row) => {
      return width === 1 ? truths[row]! : Number(at - row * width === truths[row]);
    }),
  };
}

/** The bin of each sample. */
type Binning = (
  confidences: Float64Array,
  bins: number,
  round: (x: number) => number,
) => Int32Array;

/** Bins of the same width; 1 belongs to the last. */
const byWidth: Binning = (confidences, bins) =>
  Int32Array.from(confidences, (p) =>
    Math.min(
      bins - 1,
      binBelow(p, (k) => k / bins, bins),
    ),
  );

/** As torch.bucketize has them with torch.linspace: 1 has a bin of its own. Confidences of rows are single there. */
const byLinspace: Binning = (confidences, bins, round) => {
  const step = round(1 / bins);
  const edge = (k: number): number =>
    k < (bins + 1) / 2 ? round(step * k) : round(1 - round(step * (bins - k)));
  return Int32Array.from(confidences, (p) => binBelow(round(p), edge, bins));
};

/** Bins of as many samples each; those with the same confidence are together. */
const byMass: Binning = (confidences, bins) => {
  const order = Int32Array.from(confidences.keys());
  order.sort((a, b) => confidences[a]! - confidences[b]!);
  const found = new Int32Array(order.length);
  let first = 0;
  for (const [rank, place] of order.entries()) {
    if (confidences[place] !== confidences[order[first]!]) first = rank;
    found[place] = Math.floor((first * bins) / order.length);
  }
  return found;
};

/** The last bin whose lower edge is not above a number. */
function binBelow(p: number, edge: (bin: number) => number, bins: number): number {
  let bin = Math.min(bins, Math.max(0, Math.floor(p * bins)));
  while (bin > 0 && edge(bin) > p) bin--;
  while (bin < bins && edge(bin + 1) <= p) bin++;
  return bin;
}

/** How far apart confidence and accuracy of a bin are, and its share of the samples. */
interface Gap {
  readonly gap: number;
  readonly share: number;
}

/** What gaps come to, and the derivative by the gap of a bin. */
interface Norm {
  readonly of: (gaps: readonly Gap[]) => number;
  readonly slope: (gaps: readonly Gap[], bin: number, value: number) => number;
}

const NORMS: Readonly<Record<string, Norm>> = {
  expected: {
    of: (gaps) => compensatedSum(gaps.map(({ gap, share }) => Math.abs(gap) * share)),
    slope: (gaps, bin) => Math.sign(gaps[bin]!.gap) * gaps[bin]!.share,
  },
  maximum: {
    of: (gaps) => gaps.reduce((most, { gap }) => Math.max(most, Math.abs(gap)), 0),
    slope: (gaps, bin, value) => {
      const isLargest = gaps.findIndex(({ gap }) => Math.abs(gap) === value) === bin;
      return isLargest ? Math.sign(gaps[bin]!.gap) : 0;
    },
  },
  'root-mean-square': {
    of: (gaps) => Math.sqrt(compensatedSum(gaps.map(({ gap, share }) => gap ** 2 * share))),
    slope: (gaps, bin, value) => (value === 0 ? 0 : (gaps[bin]!.gap * gaps[bin]!.share) / value),
  },
};

const kernelOf =
  (binningOf: (params: Batch['params']) => Binning): BatchKernel =>
  (batch) => {
    const { rows, inputs, params, weights, round } = batch;
    const { confidences, hits, places } = confidencesOf(batch);
    const bins = params['bins'] as number;
    // TorchMetrics takes the confidences of rows in float32.
    const isRow = inputs['pred']!.length > rows;
    const binOf = binningOf(params)(confidences, bins, isRow ? Math.fround : round);
    const members = Array.from({ length: bins + 1 }, (): number[] => []);
    for (const [row, bin] of binOf.entries()) members[bin]!.push(row);
    const weightOf = members.map((own) => compensatedSum(own.map((row) => weights[row]!)));
    const total = compensatedSum(weightOf);
    const gaps = members.map((own, bin): Gap => {
      if (own.length === 0 || weightOf[bin] === 0) return { gap: 0, share: 0 };
      // One by one, so that nothing cancels but what has to.
      const terms = own.flatMap((row) => [
        weights[row]! * confidences[row]!,
        -weights[row]! * hits[row]!,
      ]);
      return { gap: compensatedSum(terms) / weightOf[bin]!, share: weightOf[bin]! / total };
    });
    const norm = NORMS[params['norm'] as string]!;
    const value = norm.of(gaps);
    const isMissing = confidences.some(Number.isNaN) || inputs['true']!.some(Number.isNaN);
    const gradient = (): Float64Array => {
      const slopes = new Float64Array(inputs['pred']!.length);
      for (const [row, bin] of binOf.entries()) {
        const share = weightOf[bin] === 0 ? 0 : weights[row]! / weightOf[bin]!;
        slopes[places[row]!] = norm.slope(gaps, bin, value) * share;
      }
      return slopes;
    };
    return { losses: isMissing ? NaN : round(value), gradient };
  };

const shared = {
  batchLevel: true,
  notASum: 'the error of a bin is that of its samples together',
  raises: ['pred'],
} as const;

const method =
  'In bins of confidence, how far the mean confidence is from the share of right predictions: its mean over bins by their ' +
  'samples, its maximum, or the root of its mean square.';

/** Calibration error. Source: M. P. Naeini, G. F. Cooper and M. Hauskrecht, 2015. */
export const calibrationError = defineLoss({
  name: 'calibration-error',
  title: 'Calibration error',
  family: 'scores',
  aliases: ['ece', 'expected-calibration-error'],
  summary: 'How far predicted probabilities are from how often they come true, in bins.',
  description:
    'Whether of the predictions with 80 % about 80 % are right. Of class indices and one probability it takes that of ' +
    'class 1, of a row the largest and whether its class is the true one. It depends on the bins, and is biased upwards ' +
    'where these hold few samples; a constant prediction of the base rate is calibrated and useless, so that brier or ' +
    'log-loss belong beside it. Bins of the same mass adapt to confidences that crowd near 1. --norm maximum is known as MCE.',
  parameters: {
    bins: {
      kind: 'number',
      default: 15,
      whole: true,
      min: 1,
      max: MOST_BINS,
      help: 'how many bins there are',
    },
    norm: {
      kind: 'choice',
      choices: ['expected', 'maximum', 'root-mean-square'],
      default: 'expected',
      help: 'what is made of the errors of bins',
    },
    binning: {
      kind: 'choice',
      choices: ['width', 'mass'],
      default: 'width',
      only: ['exact'],
      help: 'whether bins have the same width or hold as many samples',
    },
  },
  inputs: { true: 'class-index', pred: 'class-probability' },
  conventions: {
    torchmetrics: {
      api: 'torchmetrics.functional.calibration_error',
      names: {
        'torchmetrics.functional.classification.binary_calibration_error': {},
        'torchmetrics.functional.classification.multiclass_calibration_error': {},
      },
      kernel: kernelOf(() => byLinspace),
      method,
      ...shared,
      note: 'A probability of 1 has a bin of its own; of rows it bins in float32.',
    },
    exact: {
      api: 'calibration error',
      kernel: kernelOf(({ binning }) => (binning === 'mass' ? byMass : byWidth)),
      method,
      weighted: true,
      ...shared,
      note: 'A probability of 1 belongs to the last bin; bins may also hold as many samples each.',
    },
  },
  references: [
    'M. P. Naeini, G. F. Cooper and M. Hauskrecht, Obtaining well calibrated probabilities using Bayesian binning, 2015, AAAI',
    'C. Guo, G. Pleiss, Y. Sun and K. Q. Weinberger, On calibration of modern neural networks, 2017, ICML',
  ],
  example: { true: [0, 1, 1, 0], pred: [[0.2], [0.7], [0.9], [0.6]] },
});
