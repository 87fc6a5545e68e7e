import { formatShape } from '../../tensor/shape.ts';
import { UserError } from '../../messages/errors.ts';
import { defineLoss } from '../definition.ts';
import type { Batch, BatchKernel } from '../kernel.ts';
import { logAddExp, logSumExp, rowsOf, softmax } from '../shared/numeric.ts';

const METHOD =
  '-log of the sum, over all ways to stretch the labels to the frames with repeats and blanks, of the product of ' +
  'the softmax of pred';

/** The padding of label sequences besides the blank. */
const PADDING = -1;

/** One entry of the batch. */
interface Alignment {
  readonly frames: number;
  readonly classes: number;
  /** Row-major, frames x classes. */
  readonly logProbs: Float64Array;
  /** The labels with a blank before, between and after them. */
  readonly states: readonly number[];
  /** The log of what stands for a probability of 0. */
  readonly least: number;
}

interface Settings {
  /** Whether a mean divides each loss by the number of its labels. */
  readonly perLabel: boolean;
  /** Whether the loss of what is all but certain is computed of what is not. */
  readonly keepsDigits?: boolean;
}

const ctcKernel =
  ({ perLabel, keepsDigits = false }: Settings): BatchKernel =>
  (batch) => {
    const { rows, inputs, params, constants } = batch;
    const { frames, classes, blank } = sizesOf(batch);
    const lengths = lengthsOf(batch, frames);
    const labels = rowsOf(inputs['true']!, rows).map((padded, i) => {
      return labelsOf(padded, classes, blank, i + 1);
    });
    const logits = rowsOf(inputs['pred']!, rows).map((ofEntry, i) => {
      return ofEntry.subarray(0, lengths[i]! * classes);
    });
    const alignments = logits.map((ofEntry, i) => ({
      frames: lengths[i]!,
      classes,
      logProbs: logSoftmax(ofEntry, lengths[i]!),
      states: [blank, ...labels[i]!.flatMap((label) => [label, blank])],
      least: constants['log_least'] ?? -Infinity,
    }));
    const zeroInfinity = params['zeroInfinity'] === true;
    const losses = Float64Array.from(alignments, (alignment, i) => {
      const likelihood = logLikelihood(alignment, prefixes(alignment, alignment.least));
      const isOrdinary = keepsDigits && likelihood > LEAST_ORDINARY;
      const loss = isOrdinary ? accurateLoss(alignment, logits[i]!, likelihood) : -likelihood;
      return zeroInfinity && loss === Infinity ? 0 : loss;
    });
    const gradient = (seed: Float64Array): Float64Array => {
      const slopes = new Float64Array(inputs['pred']!.length);
      rowsOf(slopes, rows).forEach((slope, i) => {
        const alignment = alignments[i]!;
        const share = posteriors(alignment);
        // Frames that do not count have no slope.
        share.forEach((_, k) => {
          const difference = Math.exp(alignment.logProbs[k]!) - share[k]!;
          slope[k] = zeroInfinity && Number.isNaN(difference) ? 0 : seed[i]! * difference;
        });
      });
      return slopes;
    };
    const divisors = Float64Array.from(labels, ({ length }) => Math.max(length, 1));
    return { losses, gradient, ...(perLabel ? { divisors } : {}) };
  };

/** @throws UserError for inputs that are not labels and frames of an entry, and for a blank that is no class */
function sizesOf({ rows, axes, params }: Batch): {
  frames: number;
  classes: number;
  blank: number;
} {
  const [frames, classes] = axes['pred']!;
  const expected = { true: ['batch x labels', 1], pred: ['batch x frames x classes', 2] } as const;
  for (const input of ['true', 'pred'] as const) {
    const [words, rank] = expected[input];
    const shape = axes[input]!;
    if (shape.length === rank) continue;
    const found = formatShape([rows, ...shape]);
    throw new UserError({ where: input, problem: `expected ${words}, found ${found}` });
  }
  const blank = Number(params['blank'] ?? 0);
  if (!Number.isInteger(blank) || blank >= classes!) {
    throw new UserError({
      where: '--blank',
      problem: `expected a class index below ${classes!}, found ${blank}`,
    });
  }
  return { frames: frames!, classes: classes!, blank };
}

/**
 * The frames of each entry that count.
 * @throws UserError for what is no number of them
 */
function lengthsOf({ rows, inputs }: Batch, frames: number): readonly number[] {
  const given = inputs['inputLengths'];
  return Array.from({ length: rows }, (_, i) => {
    const length = given?.[i] ?? frames;
    if (Number.isInteger(length) && length >= 1 && length <= frames) return length;
    throw new UserError({
      where: `inputLengths, row ${i + 1}`,
      problem: `expected a number of frames from 1 to ${frames}, found ${length}`,
    });
  });
}

/**
 * The labels before the padding.
 * @throws UserError for a label that is no class or comes after padding
 */
function labelsOf(padded: Float64Array, classes: number, blank: number, row: number): number[] {
  const isPadding = (label: number): boolean => label === PADDING || label === blank;
  const where = `true, row ${row}`;
  const length = padded.findLastIndex((label) => !isPadding(label)) + 1;
  const labels = Array.from(padded.subarray(0, length));
  const outside = labels.find((label) => label >= classes);
  if (outside !== undefined) {
    const problem = `expected a class index below ${classes}, found ${outside}`;
    throw new UserError({ where, problem, hint: 'pred has a column for the blank, too' });
  }
  const early = labels.find(isPadding);
  if (early !== undefined) {
    const problem = `expected labels up to the last one, found ${early} (padding) before a label`;
    throw new UserError({ where, problem, hint: '--blank chooses the class that is the blank' });
  }
  return labels;
}

/** log softmax of each frame. */
function logSoftmax(logits: Float64Array, frames: number): Float64Array {
  const logSums = rowsOf(logits, frames).map(logSumExp);
  const classes = logits.length / frames;
  return logits.map((logit, k) => logit - logSums[Math.floor(k / classes)]!);
}

/** The same read backwards. */
function reversed({ frames, classes, logProbs, states, least }: Alignment): Alignment {
  const backwards = logProbs.map((_, k) => {
    return logProbs[(frames - 1 - Math.floor(k / classes)) * classes + (k % classes)]!;
  });
  return { frames, classes, logProbs: backwards, states: states.toReversed(), least };
}

/**
 * For each frame and state, the log of the probability of all beginnings of an alignment that are in that state
 * there; row-major, frames x states.
 * @param elsewhere the log of the probability of a beginning in another state than the first blank
 */
function prefixes(
  { frames, classes, logProbs, states, least }: Alignment,
  elsewhere: number,
): Float64Array {
  const count = states.length;
  const result = new Float64Array(frames * count);
  let before = Float64Array.from(states, (_, state) => (state === 0 ? 0 : elsewhere));
  for (let frame = 0; frame < frames; frame++) {
    const now = result.subarray(frame * count, (frame + 1) * count);
    for (let state = 0; state < count; state++) {
      let sum = before[state]!;
      if (state > 0) sum = logAddExp(sum, before[state - 1]!);
      // The blank between two labels may be left out, unless they are the same; a label never is.
      if (state > 1 && state % 2 === 1) {
        const isSame = states[state] === states[state - 2];
        sum = logAddExp(sum, before[state - 2]! + (isSame ? least : 0));
      }
      // A label that is missing has no probability but NaN.
      now[state] = sum + (logProbs[frame * classes + states[state]!] ?? NaN);
    }
    before = now;
  }
  return result;
}

/** An alignment ends in its last label or the blank after it. */
function logLikelihood({ states }: Alignment, alphas: Float64Array): number {
  return logSumExp(alphas.subarray(-Math.min(2, states.length)));
}

/** The least log-likelihood whose probability, and all that is part of it, is a double with all its digits. */
const LEAST_ORDINARY = -500;

/**
 * The loss from probabilities, whose sums round less than those of logarithms. Where the labels are likely it comes of the
 * probability of what is no alignment of them: that some frame has a class the alignment cannot go on with, or that it ends
 * before the last label. That is a sum of what is above 0, and keeps its digits next to 0.
 */
function accurateLoss(
  { frames, classes, states }: Alignment,
  logits: Float64Array,
  likelihood: number,
): number {
  const isLikely = likelihood > -Math.LN2;
  let missed = 0;
  // The first frame follows the blank before it, which may be left out.
  let before = Float64Array.from(states, (_, state) => Number(state === 0));
  for (let frame = 0; frame < frames; frame++) {
    const probs = softmax(logits.subarray(frame * classes, (frame + 1) * classes));
    const now = new Float64Array(states.length);
    before.forEach((share, state) => {
      const next = nextStates(states, state);
      for (const at of next) now[at]! += share * probs[states[at]!]!;
      if (!isLikely) return;
      const goesOn = new Set(next.map((at) => states[at]));
      probs.forEach((prob, k) => (missed += goesOn.has(k) ? 0 : share * prob));
    });
    before = now;
  }
  const total = (shares: Float64Array): number => shares.reduce((sum, share) => sum + share, 0);
  return isLikely
    ? -Math.log1p(-missed - total(before.subarray(0, -2)))
    : -Math.log(total(before.subarray(-2)));
}

/** The states that may follow one: itself, the next, and after a label the next label, unless it is the same. */
function nextStates(states: readonly number[], state: number): number[] {
  const skips = states[state + 2] !== states[state];
  return [state, state + 1, ...(skips ? [state + 2] : [])].filter((at) => at < states.length);
}

/** The probability, given the labels, of each class in each frame; NaN where the labels are impossible. */
function posteriors(alignment: Alignment): Float64Array {
  const { frames, classes, logProbs, states } = alignment;
  const forward = prefixes(alignment, alignment.least);
  const total = logLikelihood(alignment, forward);
  const backward = prefixes(reversed(alignment), -Infinity).reverse();
  const result = new Float64Array(frames * classes).fill(Number.isFinite(total) ? 0 : NaN);
  forward.forEach((alpha, k) => {
    const at = Math.floor(k / states.length) * classes + states[k % states.length]!;
    // Both directions count the probability of this frame.
    if (alpha !== -Infinity) result[at]! += Math.exp(alpha + backward[k]! - logProbs[at]! - total);
  });
  return result;
}

/** Connectionist temporal classification. Source: A. Graves et al., 2006. */
export const ctc = defineLoss({
  name: 'ctc',
  title: 'Connectionist temporal classification',
  family: 'sequences',
  aliases: ['ctc-loss'],
  summary: 'The negative log-likelihood of a sequence of labels, however it is spread over time.',
  description:
    'For speech and handwriting: pred has logits of the classes for every frame of an entry (batch x frames x ' +
    'classes), true the labels of the entry in order (batch x labels), padded at the end with -1 or with the blank. ' +
    'Where a label is in time does not matter; one class, the blank, stands for no label and must separate equal ones. ' +
    'Log-probabilities are logits, too, and give the same. With fewer frames than labels and repeats need, the loss ' +
    'is Infinity and has no gradient. Entries have as many frames as --input-lengths says; what comes after them does ' +
    'not count.',
  parameters: {
    blank: {
      kind: 'number',
      default: 0,
      min: 0,
      only: ['torch', 'optax', 'exact'],
      help: 'the class index that stands for no label',
    },
    zeroInfinity: {
      kind: 'flag',
      only: ['torch'],
      help: 'an infinite loss, and its gradient, becomes 0',
    },
  },
  inputs: {
    true: { domain: 'class-indices', shape: 'batch' },
    pred: { domain: 'real', shape: 'batch' },
    inputLengths: {
      domain: 'non-negative',
      shape: 'sample',
      otherwise: Infinity,
      help: 'how many frames of each entry count, from the first',
    },
  },
  conventions: {
    keras: {
      api: 'keras.losses.CTC',
      kernel: ctcKernel({ perLabel: false }),
      dtype: 'float32',
      method: METHOD,
      note: 'The blank is class 0, which alone pads labels there; computed in float32 whatever the dtype.',
    },
    torch: {
      api: 'torch.nn.CTCLoss',
      kernel: ctcKernel({ perLabel: true }),
      method: METHOD,
      note: 'Takes log-probabilities; a mean first divides each loss by the number of its labels.',
    },
    optax: {
      api: 'optax.losses.ctc_loss',
      kernel: ctcKernel({ perLabel: false }),
      constants: { log_least: -1e5 },
      method: METHOD,
      note: 'Has -1e5 for the logarithm of 0: what is impossible costs some 1e5 and has a gradient. Its paddings are the labels of -1 and the input lengths here.',
    },
    exact: {
      api: 'connectionist temporal classification',
      kernel: ctcKernel({ perLabel: false, keepsDigits: true }),
      method: METHOD,
    },
  },
  references: [
    'A. Graves, S. Fernandez, F. Gomez and J. Schmidhuber, Connectionist temporal classification: labelling unsegmented sequence data with recurrent neural networks, 2006, ICML 23',
  ],
  example: {
    true: [
      [1, 2],
      [2, 0],
    ],
    pred: [
      [
        [0.5, 2, -1],
        [1, 0.2, 0.4],
        [-0.5, 0.1, 1.5],
      ],
      [
        [1.5, -0.2, 0.3],
        [0.1, -1, 2],
        [1, 0.3, 0.8],
      ],
    ],
  },
});
