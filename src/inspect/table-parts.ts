import { quote, UserError } from '../messages/errors.ts';
import { CsvRows } from '../sources/csv/rows.ts';
import { beginTable, type TableBeginning } from '../sources/csv/beginning.ts';
import { tellComments } from '../sources/csv/comments.ts';
import type { SeparatedFormat } from '../sources/input/formats.ts';
import {
  openInputs,
  takeFirstRow,
  LONGEST_TEXT,
  type ByteReader,
  type ReadOptions,
} from '../sources/index.ts';
import { numeralsOf } from '../text/notation.ts';
import type { Part, Parts } from './parts.ts';

const NEWLINE = 0x0a;
/** Bytes after the first row that tell which columns hold numbers. */
const LOOK = 64 * 1024;

/** The columns of a table of comma-separated values; see {@link tableParts}. */
export const csvParts = tableParts.bind(undefined, 'csv');

/** The columns of a table of tab-separated values; see {@link tableParts}. */
export const tsvParts = tableParts.bind(undefined, 'tsv');

/**
 * The columns of a table, to be read as numbers where their first cells are such.
 * @throws UserError if it is no table, or it is unclear whether it has a header
 */
async function tableParts(
  format: SeparatedFormat,
  bytes: ByteReader,
  path: string,
  options: ReadOptions,
): Promise<Parts> {
  const beginning = await beginTable(bytes, format, options);
  const rows = await firstRows(beginning, options.comment);
  const numerals = numeralsOf(options.notation);
  const [first = []] = rows;
  const hasHeader = await isHeaderFirst(path, options);
  const header = hasHeader ? first.map((name) => name.trim()) : undefined;
  const data = header ? rows.slice(1) : rows;
  const parts = first.map((_, index): Part => {
    const cells = data.map((row) => row[index]!);
    const isNumbers =
      cells.some((cell) => numerals.isNumeric(cell)) &&
      cells.every((cell) => numerals.parse(cell) !== undefined);
    const layout = isNumbers ? 'rows' : 'text';
    return { name: nameOf(index, header), part: partOf(index, header), layout };
  });
  const { delimiter, comments } = beginning;
  return { parts, isTable: true, layout: { delimiter, hasHeader, comments } };
}

/** The cells of the first rows. */
export async function firstRows(
  { bytes, delimiter }: TableBeginning,
  comment: string | undefined,
): Promise<string[][]> {
  const first = await takeFirstRow(bytes, LONGEST_TEXT);
  const ahead = await bytes.peek(LOOK);
  const isAll = ahead.length < LOOK;
  const text = Buffer.concat([
    first,
    isAll ? ahead : ahead.subarray(0, ahead.lastIndexOf(NEWLINE) + 1),
  ]);
  const rows: string[][] = [];
  const state = { line: 1, width: undefined, blankLine: undefined };
  const parser = new CsvRows(delimiter, bytes.label, state, (cells) => rows.push([...cells]));
  for (const { lines, isComment } of tellComments(text, comment, false)) {
    if (!isComment) await parser.parse(lines);
  }
  if (isAll) await parser.parse(undefined);
  return rows;
}

/**
 * Whether the first row holds names, as a loss would read the table.
 * @throws HeaderDoubt if that is unclear
 */
export async function isHeaderFirst(path: string, options: ReadOptions): Promise<boolean> {
  const selection = { input: 'first', path, part: '1', layout: 'text' } as const;
  const inputs = await openInputs([selection], { ...options, threads: 1 });
  await inputs.close();
  return inputs.texts.get('first')!.columns !== undefined;
}

/** What a column is called; one that has no name, by its position. */
function nameOf(index: number, header: readonly string[] | undefined): string {
  const name = header?.[index] ?? '';
  return name === '' ? `column ${index + 1}` : name;
}

/** How a column is selected: by its name where only one has it, otherwise by its position. */
function partOf(index: number, header: readonly string[] | undefined): string {
  const name = header?.[index];
  if (name !== undefined && header!.indexOf(name) === header!.lastIndexOf(name)) return name;
  const position = String(index + 1);
  if (!header?.includes(position)) return position;
  throw new UserError({
    where: `column ${position}`,
    problem: `expected a name of its own, found ${quote(name!)}, which others have too`,
    hint: 'rename it; another column is called what its position is',
  });
}
