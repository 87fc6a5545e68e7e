import type { Reduction } from '../losses/definition.ts';
import { shownText } from '../messages/shown-text.ts';
import { elementCount } from '../tensor/shape.ts';
import { formatCount, formatCounted, formatSignificant } from '../text/format-number.ts';
import type { Result } from './result.ts';

/** Significant digits of a divisor that is no whole number. */
const DIVISOR_DIGITS = 6;

const REDUCTION_NAMES: Readonly<Record<Reduction, string>> = {
  mean: 'mean',
  sum: 'sum',
  none: 'no reduction',
  'weighted-mean': 'weighted mean',
  'nonzero-mean': 'mean by nonzero weights',
  batchmean: 'batch mean',
};

/** The reduction in prose: `weighted mean`. */
export function reductionName(reduction: Reduction): string {
  return REDUCTION_NAMES[reduction];
}

/**
 * What was reduced and how: `mean over 5 samples, weighted by w`, `weighted mean, divided by 3.45`. The divisor is told
 * wherever the words alone do not imply it.
 */
export function reductionPhrase(result: Result): string {
  const { reduction, denominator, over, samples, weightedBy, elements, lists } = result;
  const name = reductionName(reduction);
  const weights = weightedBy === undefined ? '' : `, weighted by ${shownText(weightedBy)}`;
  if (over === 'batch') return `one ${result.word} for ${countedPhrase(result)}${weights}`;
  if (denominator === null) return name + weights;
  const count = over === 'samples' ? samples : (elements?.counted ?? samples * sampleWidth(result));
  const reduced =
    reduction === 'weighted-mean'
      ? name
      : `${name} over ${formatCounted(count, lists ? 'list' : over.slice(0, -1))}`;
  const phrase = reduced + weights;
  const implied = {
    mean: count,
    sum: 1,
    none: null,
    'weighted-mean': null,
    'nonzero-mean': count,
    batchmean: null,
  };
  return denominator === implied[reduction]
    ? phrase
    : `${phrase}, divided by ${formatDivisor(denominator)}`;
}

/** What one loss is for: `3 samples`, or the rows of them, or the elements that count. */
function countedPhrase({ elements, samples, ...shaped }: Result): string {
  const [entries = 1, ...axes] = shaped.shape;
  // Where rows lie along the last axis of images, for example, samples that are counted are rows.
  const isOfRows = elementCount(axes) > sampleWidth(shaped);
  const whole = formatCounted(isOfRows ? entries : samples, 'sample');
  if (elements) return `${formatCounted(elements.counted, 'element')} of ${whole}`;
  return isOfRows ? `${formatCounted(samples, 'row')} of ${whole}` : whole;
}

/** How many predictions a sample has. */
export function sampleWidth({ shape, sampleAxes }: Pick<Result, 'shape' | 'sampleAxes'>): number {
  const lengths = sampleAxes?.map((axis) => shape[axis] ?? 1);
  return elementCount(lengths ?? shape.slice(1));
}

function formatDivisor(x: number): string {
  return Number.isInteger(x) ? formatCount(x) : formatSignificant(x, DIVISOR_DIGITS);
}
