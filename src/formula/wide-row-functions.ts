import type { RowFunction } from './node.ts';
import { applyWide } from './wide-operations.ts';
import { add, isEqual, isLess, multiply, subtract, toDouble, wide, type Wide } from './wide.ts';

type WideRowFunction = (...rows: (readonly Wide[])[]) => Wide[];

/** The sum of a row. */
export function wideRowSum(values: readonly Wide[]): Wide {
  return values.reduce(add, wide(0));
}

function argsort(keys: readonly Wide[]): Wide[] {
  const order = keys.map((_, position) => position);
  const compare = (a: Wide, b: Wide): number => {
    if (isNaN(a) || isNaN(b)) return Number(isNaN(a)) - Number(isNaN(b));
    return Number(isLess(b, a)) - Number(isLess(a, b));
  };
  return order.sort((a, b) => compare(keys[a]!, keys[b]!)).map(wide);
}

function argcummax(values: readonly Wide[]): Wide[] {
  let at = 0;
  return values.map((x, j) => {
    const largest = values[at]!;
    if (!isNaN(largest) && !isLess(x, largest)) at = j;
    return wide(at);
  });
}

function cumsum(values: readonly Wide[]): Wide[] {
  let sum = wide(0);
  return values.map((x) => (sum = add(sum, x)));
}

function logcumsumexp(values: readonly Wide[]): Wide[] {
  let result = wide(-Infinity);
  return values.map((x) => {
    const [large, small] = isLess(result, x) ? [x, result] : [result, x];
    // Of equal infinities the difference would be NaN.
    const below = isEqual(large, small) ? wide(0) : subtract(small, large);
    result = add(large, applyWide('log1p', [applyWide('exp', [below])]));
    return result;
  });
}

function scatter(values: readonly Wide[], positions: readonly Wide[]): Wide[] {
  const sums = values.map(() => wide(0));
  values.forEach((x, j) => {
    const at = toDouble(positions[j]!);
    sums[at] = add(sums[at]!, x);
  });
  return sums;
}

function decayingSum(values: readonly Wide[], logarithms: readonly Wide[]): Wide[] {
  let sum = wide(0);
  const fromEnd = values.toReversed().map((x, k) => {
    const [here, after] = [logarithms.at(-k - 1)!, logarithms.at(-k)!];
    const left =
      k === 0 || isEqual(here, after) ? wide(1) : applyWide('exp', [subtract(here, after)]);
    sum = add(multiply(sum, left), x);
    return sum;
  });
  return fromEnd.reverse();
}

function isNaN({ h }: Wide): boolean {
  return Number.isNaN(h);
}

/** The functions of rows, of numbers with unbounded exponents. */
export const WIDE_ROW_FUNCTIONS: Readonly<Record<RowFunction, WideRowFunction>> = {
  argsort,
  argcummax,
  cumsum,
  logcumsumexp,
  scatter,
  decaying_sum: decayingSum,
};
