import { DEFAULT_DIGITS } from '../result/facts.ts';
import { formatCount, formatNumber, formatSignificant } from '../../text/format-number.ts';
import type { Dtype } from '../../tensor/dtype.ts';

/** A number for people: six significant digits where no precision is asked for. */
export function numberText(x: number, dtype: Dtype, precision: number | undefined): string {
  return precision === undefined
    ? formatSignificant(x, DEFAULT_DIGITS, dtype)
    : formatNumber(x, dtype, precision);
}

/** A number of samples, and whether they are few. */
export function samplesText(samples: number, few: boolean): string {
  return formatCount(samples) + (few ? ' (few)' : '');
}
