import { parseNumber } from '../../text/parse-number.ts';
import { SEPARATED_FORMATS, SEPARATED } from '../input/formats.ts';

const [, ...OTHERS] = SEPARATED_FORMATS.map((format) => ({ format, ...SEPARATED[format] }));
/** What separates cells in tables of other kinds, whether they can be read or not. */
const SEPARATOR = new RegExp(`[${OTHERS.map(({ delimiter }) => `\\${delimiter}`).join('')};|]`);

/** The first character of a text that separates cells in another kind of table. */
export function separatorIn(text: string): string | undefined {
  return SEPARATOR.exec(text)?.[0];
}

/** What would make cells of texts between such separators. */
export function separatorHint(separator: string): string {
  return (
    hintOfFormat(separator) ??
    `--delimiter '${separator}' reads cells that are separated by ${separator}`
  );
}

/** The same where a text holds what separates the cells of another format; undefined where it does not. */
export function hintOfFormat(text: string): string | undefined {
  const found = OTHERS.find(({ delimiter }) => text.includes(delimiter));
  return (
    found && `--input-format ${found.format} reads cells that are separated by ${found.plural}`
  );
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
