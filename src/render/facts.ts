import type { ParameterValue, Reduction } from '../losses/definition.ts';
import { kebabCase } from '../names.ts';
import type { Result } from '../result.ts';
import { formatCount, formatNumber, formatSignificant } from './number.ts';
import type { RenderOptions } from './options.ts';
import { digestOf, sampleWidth } from './per-sample.ts';
import { abbreviate } from './text.ts';

/** Significant digits of the numbers people look at. */
export const DEFAULT_DIGITS = 6;

const REDUCTION_NAMES: Readonly<Record<Reduction, string>> = {
  mean: 'mean',
  sum: 'sum',
  none: 'no reduction',
  'weighted-mean': 'weighted mean',
  batchmean: 'batch mean',
};

/** The reduction in prose: `weighted mean`. */
export function reductionName(reduction: Reduction): string {
  return REDUCTION_NAMES[reduction];
}

/**
 * What was reduced and how: `mean over 5 samples`, `weighted mean, divided by 3.45`. The divisor is told
 * wherever the words alone do not imply it.
 */
export function reductionPhrase(result: Result): string {
  const { reduction, denominator, over, samples } = result;
  const name = reductionName(reduction);
  if (over === 'batch') return `one loss for ${formatCounted(samples, 'sample')}`;
  if (denominator === null) return name;
  const count = over === 'samples' ? samples : samples * sampleWidth(result);
  const phrase =
    reduction === 'weighted-mean'
      ? name
      : `${name} over ${formatCounted(count, over.slice(0, -1))}`;
  const implied = { mean: count, sum: 1, none: null, 'weighted-mean': null, batchmean: null };
  return denominator === implied[reduction]
    ? phrase
    : `${phrase}, divided by ${formatDivisor(denominator)}`;
}

/** The convention with the framework's own name of the loss: `torch (torch.nn.HuberLoss)`. */
export function conventionPhrase(result: Result, { api }: RenderOptions): string {
  return api === '' ? result.compat : `${result.compat} (${api})`;
}

/** Parameters, named as their options are, and constants: `delta 1`, `from-logits`. Flags that are off are left out. */
export function settings({ params, constants, dtype }: Result): string[] {
  return Object.entries({ ...params, ...constants })
    .filter(([, value]) => value !== false)
    .map(([name, value]) => {
      const option = kebabCase(name).replaceAll('_', '-');
      return value === true
        ? option
        : `${option} ${settingText(value, (x) => formatNumber(x, dtype))}`;
    });
}

/** What a reader must know to trust the number: rows skipped and values clipped, where there are any. */
export function notices({ skipped, clipped }: Result): string[] {
  return [
    ...skippedPhrase(skipped),
    ...(clipped > 0 ? [`${formatCounted(clipped, 'value')} clipped`] : []),
  ];
}

/** `2 rows skipped (missing values or counterparts)`; nothing where there are none. */
export function skippedPhrase(skipped: number): string[] {
  return skipped > 0
    ? [`${formatCounted(skipped, 'row')} skipped (missing values or counterparts)`]
    : [];
}

/** The line that stands for the samples between the first and the last ones: `999,980 more`. */
export function omittedPhrase(result: Result): string {
  const { head, tail } = digestOf(result);
  return `${formatCount(result.samples - head.length - tail.length)} more`;
}

function settingText(value: ParameterValue, format: (x: number) => string): string {
  if (typeof value === 'object') return abbreviate(value.map(format), 6).join(',');
  return typeof value === 'number' ? format(value) : String(value);
}

/** A number of things: `1 row`, `1,200 rows`. */
export function formatCounted(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

function formatDivisor(x: number): string {
  return Number.isInteger(x) ? formatCount(x) : formatSignificant(x, DEFAULT_DIGITS);
}
