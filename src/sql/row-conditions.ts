import type { Dialect } from '../formula/sql/dialect.ts';
import { ofTable } from './inputs.ts';
import type { RowCondition } from '../sources/index.ts';
import { momentOf } from '../text/moments.ts';
import { parseNumber } from '../text/parse-number.ts';

/**
 * A condition of `--where` as SQL: texts and dates are compared as the column has them, and numbers as numbers. A row whose
 * column is NULL meets `!=` alone.
 */
export function conditionText(
  { column, comparison, value }: RowCondition,
  { quote, text, number, numberOrNull, isText, double }: Dialect,
): string {
  const name = ofTable(column, quote);
  const asNumber = parseNumber(value);
  if (comparison !== '=' && comparison !== '!=') {
    const isNumber = asNumber !== undefined && !Number.isNaN(asNumber);
    if (!isNumber && momentOf(value) !== undefined) return `${name} ${comparison} ${text(value)}`;
    return `${number(name, false)} ${comparison} ${double(String(asNumber))}`;
  }
  const isSame =
    asNumber === undefined || !Number.isFinite(asNumber)
      ? isText(name, text(value))
      : `${numberOrNull(name)} = ${double(String(asNumber))}`;
  if (comparison === '=') return isSame;
  // Of NULL, and of a text where a number is meant, SQL knows neither: `NOT` would leave out such rows, too.
  return `CASE WHEN ${isSame} THEN FALSE ELSE TRUE END`;
}
