import { stylesFor, type Page } from '../layout/styles.ts';
import type { ComputedRow, DiffResult, RefusedRow } from '../../diff/diff.ts';
import { formatNumber, formatSignificant } from '../../text/format-number.ts';
import { textTable } from '../layout/columns.ts';
import { escapeMarkdown } from '../escape.ts';
import type { Column } from '../cells/column.ts';
import { markdownTable } from '../markdown/markdown-table.ts';
import { joinPhrases } from '../layout/text.ts';
import { readPhrases, shapePhrase } from '../cells/result-facts.ts';

/** Digits of a difference between conventions: it is looked at for its size. */
const DIFFERENCE_DIGITS = 3;

/** A difference for people at a terminal: a row for each convention, in lines no wider than the output. */
export function diffAsTable(
  diff: DiffResult,
  precision: number | undefined,
  { width, color }: Page,
): string {
  const { bold, dim } = stylesFor(color);
  const [title, ...facts] = factsOf(diff);
  const [first = '', ...more] = joinPhrases([title!, ...facts], width);
  const rows = diff.rows.flatMap((row) => {
    const [reason = '', ...others] = reasonsOf(row);
    const cells = [row.compat, ...numbersOf(row, diff, precision), reason];
    return [cells, ...others.map((other) => ['', '', '', other])];
  });
  const lines = textTable(rows, {
    headers: HEADERS,
    align: ['left', 'right', 'right', 'left'],
    indent: 2,
    width,
    wrapLast: true,
    headerStyle: dim,
  });
  return `${[first.replace(title!, bold), ...more, '', ...lines].join('\n')}\n`;
}

/** A difference for comments and pull requests. */
export function diffAsMarkdown(diff: DiffResult, precision: number | undefined): string {
  const [title, ...facts] = factsOf(diff).map(escapeMarkdown);
  const rows = diff.rows.map((row) => [
    row.compat,
    ...numbersOf(row, diff, precision),
    reasonsOf(row).join('; '),
  ]);
  const columns = HEADERS.map((header, k): Column => ({
    header,
    isNumber: header === 'result' || header === 'difference',
    cells: rows.map((cells) => cells[k]!),
  }));
  return `**${title!}** · ${facts.join(' · ')}\n\n${markdownTable(columns)}`;
}

const HEADERS = ['convention', 'result', 'difference', 'why'];

function factsOf({ definition, first }: DiffResult): readonly string[] {
  return [definition.title, first.dtype, shapePhrase(first), ...readPhrases(first)];
}

function numbersOf(
  row: ComputedRow | RefusedRow,
  { dtype, first }: DiffResult,
  precision: number | undefined,
): readonly [result: string, difference: string] {
  if (row.refusal !== null) return ['-', ''];
  const { result, difference } = row;
  return [
    result === null ? 'not reduced' : formatNumber(result, dtype, precision),
    difference === null || row.compat === first.compat
      ? ''
      : formatSignificant(difference, DIFFERENCE_DIGITS),
  ];
}

function reasonsOf(row: ComputedRow | RefusedRow): readonly string[] {
  return row.refusal === null ? row.reasons : [row.refusal];
}
