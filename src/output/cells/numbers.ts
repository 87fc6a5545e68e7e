import { formatNumber, formatSignificant } from '../../text/format-number.ts';
import type { Dtype } from '../../tensor/dtype.ts';
import type { Interval, NoInterval } from '../../resample/interval.ts';
import { abbreviate } from '../layout/text.ts';

/** Significant digits of the numbers people look at. */
export const DEFAULT_DIGITS = 6;
/** Numbers of a vector shown at most in a cell. */
const LONGEST_VECTOR = 8;
/** The same in the midst of a line. */
export const LONGEST_IN_LINE = 6;

/** The text of a number of a type: {@link numberText} or `formatNumber`, with their precision. */
export type NumberFormat = (x: number, dtype: Dtype) => string;

/** A number for people: six significant digits where no precision is asked for. */
export function numberText(x: number, dtype: Dtype, precision: number | undefined): string {
  return precision === undefined
    ? formatSignificant(x, DEFAULT_DIGITS, dtype)
    : formatNumber(x, dtype, precision);
}

/** A result, which is null where the loss is not reduced. */
export function resultText(x: number | null, dtype: Dtype, number: NumberFormat): string {
  return x === null ? 'not reduced' : number(x, dtype);
}

/** `0.1 to 0.2`; `none` where there is no interval. */
export function boundsText(
  interval: Interval | NoInterval | undefined,
  dtype: Dtype,
  number: NumberFormat,
  none = '-',
): string {
  if (!interval || 'reason' in interval) return none;
  return `${number(interval.low, dtype)} to ${number(interval.high, dtype)}`;
}

/** A share in percent: `95 %`. */
export function percentText(share: number, digits: number): string {
  return `${Number((100 * share).toPrecision(digits))} %`;
}

/** The numbers of a vector, or the first and the last of them: `0.1 0.2 … 0.9`. */
export function vectorText(
  values: readonly number[],
  number: (x: number) => string,
  { most = LONGEST_VECTOR, separator = ' ' } = {},
): string {
  return abbreviate(values.map(number), most).join(separator);
}
