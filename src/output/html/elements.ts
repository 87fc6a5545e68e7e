import type { CheckStatus } from '../../check/outcome.ts';
import { escapeMarkup, html, type Markup } from '../escape.ts';
import type { Column } from '../cells/column.ts';

/** Not by colour alone. */
const SIGNS: Readonly<Record<CheckStatus, string>> = { passed: '✓', failed: '✗', warned: '!' };

/** How a check ended. */
export function badge(status: CheckStatus, word: string): Markup {
  return `<span class="${status}">${SIGNS[status]} ${word}</span>`;
}

/** Columns as a table in a box of its own that scrolls where it is wider than the page. */
export function htmlTable(columns: readonly Column[]): Markup {
  const headers = columns.map(
    (column) => `<th scope="col"${classOf(column)}>${escapeMarkup(column.header)}</th>`,
  );
  const lines = (columns[0]?.cells ?? []).map(
    (_, row) => `<tr>${columns.map((column) => cellAt(column, row)).join('')}</tr>`,
  );
  return `<div class="wide"><table>
<thead><tr>${headers.join('')}</tr></thead>
<tbody>
${lines.join('\n')}
</tbody>
</table></div>`;
}

function cellAt(column: Column, row: number): Markup {
  return `<td${classOf(column)}>${contentAt(column, row)}</td>`;
}

function contentAt({ cells, tones, isStrong }: Column, row: number): Markup {
  const text = escapeMarkup(cells[row]!);
  const tone = tones?.[row];
  if (tone !== undefined && tone !== 'few') return badge(tone, text);
  return isStrong ? `<strong>${text}</strong>` : text;
}

function classOf({ isNumber }: Column): string {
  return isNumber ? ' class="number"' : '';
}

/** A part of the page; nothing where it has no content. */
export function section(title: string, content: Markup): Markup {
  return content === '' ? '' : `<section>\n<h2>${html(title)}</h2>\n${content}\n</section>\n`;
}
