import { escapeMarkdown } from '../escape.ts';
import type { Column } from '../cells/column.ts';

/** Columns as a table of GitHub, a row a line. */
export function markdownTable(columns: readonly Column[]): string {
  const lines = [
    columns.map(({ header }) => escapeMarkdown(header)),
    columns.map(({ isNumber }) => (isNumber ? '---:' : '---')),
    ...(columns[0]?.cells ?? []).map((_, row) => columns.map((column) => cellAt(column, row))),
  ];
  return lines.map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

/** Results, and what did not pass, stand out. */
function cellAt({ cells, tones, isStrong }: Column, row: number): string {
  const tone = tones?.[row];
  const text = escapeMarkdown(cells[row]!);
  return isStrong || tone === 'failed' || tone === 'warned' ? `**${text}**` : text;
}
