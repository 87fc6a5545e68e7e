import { quote, UserError } from '../../messages/errors.ts';
import { isNumeric, parseNumber } from '../../text/parse-number.ts';
import type { CsvInput } from './input.ts';

/**
 * Whether the first row is a header: when none of its cells is a number.
 * @param where the row, for messages
 * @throws UserError where only some are, or it is all missing values
 */
export function isHeader(cells: readonly string[], where: string): boolean {
  const number = cells.find(isNumeric);
  const name = cells.find((cell) => parseNumber(cell) === undefined && !isNumeric(cell));
  if (number === undefined && name !== undefined) return true;
  if (cells.every(isNumeric)) return false;
  throw new UserError({
    where,
    problem:
      number === undefined
        ? 'expected names or numbers in the first row, found none'
        : `expected names or numbers in the first row, found ${quote(number)} and ${quote(cells.find((cell) => !isNumeric(cell))!)}`,
    hint: '--header says that it holds the names of the columns, --no-header that it does not',
  });
}

/**
 * A first row that holds a label is data as likely as a header, and must not be lost in silence.
 * @throws UserError if it does
 */
export function refuseLabels(
  cells: readonly string[],
  inputs: readonly CsvInput[],
  where: string,
): void {
  for (const { columns, labels } of inputs) {
    const label = columns.map((column) => cells[column]!).find((cell) => labels?.has(cell));
    if (label === undefined) continue;
    throw new UserError({
      where,
      problem: `expected names or labels in the first row, found ${quote(label)}, which is a label`,
      hint: '--header says that it is the name of the column, --no-header that it is not',
    });
  }
}

/** A name that may be a mistyped number, which must not pass for a name in silence, and its row be lost. */
export function doubtfulName(header: readonly string[]): string | undefined {
  return header.find((cell) => /^[ \t]*[+-]?\.?\d/.test(cell));
}
