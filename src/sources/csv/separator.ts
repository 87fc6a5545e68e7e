import { parseNumber } from '../../text/parse-number.ts';

/** The first character of a text that separates cells in another kind of table. */
export function separatorIn(text: string): string | undefined {
  return /[\t;|]/.exec(text)?.[0];
}

/** What would make cells of texts between such separators. */
export function separatorHint(separator: string): string {
  return separator === '\t'
    ? '--input-format tsv reads cells that are separated by tabs'
    : 'cells must be separated by commas, or by tabs with --input-format tsv';
}

/** What would make a number of a cell that is none. */
export function cellHint(cell: string): string {
  const separator = separatorIn(cell);
  if (separator !== undefined && isNumberList(cell, separator)) return separatorHint(separator);
  if (cell.includes('\r')) return 'lines must end in LF or CRLF';
  return 'numbers are written as 0.5, -3 or 1e-7';
}

function isNumberList(text: string, separator: string): boolean {
  return text.split(separator).every((part) => parseNumber(part) !== undefined);
}
