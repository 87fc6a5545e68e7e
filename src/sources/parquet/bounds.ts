import type { ColumnMetaData, SchemaElement, Statistics } from 'hyparquet';
import { isDecimal, isUnsigned, scaleOf } from './column-types.ts';
import { DamageError } from '../columnar/damage.ts';
import type { Writer } from './writer.ts';

/** What the numbers of a column chunk lie within, so that others are a sign of damage. */
export interface Bounds {
  readonly least: number;
  readonly greatest: number;
  /** Who says so. */
  readonly by: string;
}

/** The bits of whole numbers that are stored in more of them. */
const NARROW: Readonly<Record<string, number>> = { INT_8: 8, INT_16: 16, UINT_8: 8, UINT_16: 16 };
/**
 * What hyparquet makes of the statistics of decimals has been rounded twice, and the limits of a decimal's digits may be;
 * a number that is out of bounds by so little is none that damage makes.
 */
const ROUNDING = 2 ** -50;

/** The bounds of the numbers in a column chunk, those of its type and those that its statistics state. */
export function boundsOf(
  element: SchemaElement,
  metadata: ColumnMetaData,
  writer: Writer,
): readonly Bounds[] {
  const bounds = [boundsOfType(element), boundsOfStatistics(element, metadata.statistics, writer)];
  return bounds.filter((bound) => bound !== undefined);
}

/** The same bounds of decimals where what is read are the integers that stand for them. */
export function unscaled(bounds: readonly Bounds[], element: SchemaElement): readonly Bounds[] {
  if (!isDecimal(element)) return bounds;
  const power = 10 ** scaleOf(element);
  return bounds.map(({ least, greatest, by }) => ({
    least: least * power,
    greatest: greatest * power,
    by,
  }));
}

/**
 * Checks numbers; NaN is within all bounds. Says whether there is one.
 * @throws DamageError for a number outside
 */
export function requireWithin(numbers: Float64Array, bounds: readonly Bounds[]): boolean {
  const { length } = numbers;
  let hasNaN = false;
  for (const { least, greatest, by } of bounds) {
    for (let i = 0; ; i++) {
      i = firstNotWithin(numbers, i, length, least, greatest);
      if (i === length) break;
      if (!Number.isNaN(numbers[i])) {
        throw new DamageError(
          `expected numbers from ${least} to ${greatest}, as ${by}, found ${numbers[i]!}`,
        );
      }
      hasNaN = true;
    }
  }
  return hasNaN;
}

/** Whether all numbers are within the bounds, and none is NaN. */
export function isWithin(numbers: Float64Array, bounds: readonly Bounds[]): boolean {
  const { length } = numbers;
  return bounds.every(
    ({ least, greatest }) => firstNotWithin(numbers, 0, length, least, greatest) === length,
  );
}

/** The first place from `from` on of a number that is not within; `count` where there is none. */
function firstNotWithin(
  numbers: Float64Array,
  from: number,
  count: number,
  least: number,
  greatest: number,
): number {
  let i = fourWithin(numbers, from, count, least, greatest);
  while (i < count && numbers[i]! >= least && numbers[i]! <= greatest) i++;
  return i;
}

/**
 * The first of the next four numbers that are not all within. By fours, in two thirds of the time: this looks at every
 * number of a file.
 */
function fourWithin(
  numbers: Float64Array,
  from: number,
  count: number,
  least: number,
  greatest: number,
): number {
  for (let i = from; ; i += 4) {
    if (i + 3 >= count) return i;
    const a = numbers[i]!;
    const b = numbers[i + 1]!;
    const c = numbers[i + 2]!;
    const d = numbers[i + 3]!;
    const areWithin =
      a >= least &&
      a <= greatest &&
      b >= least &&
      b <= greatest &&
      c >= least &&
      c <= greatest &&
      d >= least &&
      d <= greatest;
    if (!areWithin) return i;
  }
}

function boundsOfType(element: SchemaElement): Bounds | undefined {
  const { logical_type: logical, converted_type: converted } = element;
  if (isDecimal(element)) {
    const { precision } = logical?.type === 'DECIMAL' ? logical : element;
    if (precision === undefined) return undefined;
    const greatest = Number(`1e${precision - scaleOf(element)}`) * (1 + ROUNDING);
    return { least: -greatest, greatest, by: `decimals of ${precision} digits are` };
  }
  const bits = logical?.type === 'INTEGER' ? logical.bitWidth : NARROW[converted ?? ''];
  if (bits !== 8 && bits !== 16) return undefined;
  const by = `integers of ${bits} bits are`;
  if (isUnsigned(element)) return { least: 0, greatest: 2 ** bits - 1, by };
  return { least: -(2 ** (bits - 1)), greatest: 2 ** (bits - 1) - 1, by };
}

/** Only of types whose order has always been that of their numbers. */
function boundsOfStatistics(
  element: SchemaElement,
  statistics: Statistics | undefined,
  writer: Writer,
): Bounds | undefined {
  if (statistics === undefined) return undefined;
  const isFloat = element.type === 'FLOAT' || element.type === 'DOUBLE';
  const isInteger = element.type === 'INT32' || element.type === 'INT64';
  if (!isInteger && !(isFloat && !writer.misstatesFloats)) return undefined;
  // The older fields are in the order of signed numbers.
  const older = isUnsigned(element) ? {} : statistics;
  const stated = [statistics.min_value ?? older.min, statistics.max_value ?? older.max];
  let [least, greatest] = stated.map((value) =>
    typeof value === 'number' || typeof value === 'bigint' ? Number(value) : NaN,
  ) as [number, number];
  if (isDecimal(element)) {
    // Those of a decimal that has but a logical type are the integers.
    if (element.converted_type !== 'DECIMAL') {
      least /= 10 ** scaleOf(element);
      greatest /= 10 ** scaleOf(element);
    }
    least -= Math.abs(least) * ROUNDING;
    greatest += Math.abs(greatest) * ROUNDING;
  }
  // False for NaN, and where they were found in an order that is not that of the numbers.
  if (!(least <= greatest)) return undefined;
  return { least, greatest, by: 'the statistics of the column say' };
}
