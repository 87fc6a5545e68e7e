import { shownText } from '../../messages/shown-text.ts';

/** HTML, as against text that has yet to be escaped. */
export type Html = string;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text of any origin for an element or a quoted attribute: no markup, nothing invisible, and not too long. */
export function html(text: string, longest?: number): Html {
  return shownText(text, longest).replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}

/** A column of a table. */
export interface Column {
  readonly header: Html;
  /** Numbers are aligned at their right. */
  readonly isNumber?: boolean;
}

/** A table in a box of its own that scrolls where it is wider than the page. */
export function htmlTable(columns: readonly Column[], rows: readonly (readonly Html[])[]): Html {
  const style = (k: number): string => (columns[k]!.isNumber ? ' class="number"' : '');
  const headers = columns.map(({ header }, k) => `<th scope="col"${style(k)}>${header}</th>`);
  const lines = rows.map(
    (cells) => `<tr>${cells.map((cell, k) => `<td${style(k)}>${cell}</td>`).join('')}</tr>`,
  );
  return `<div class="wide"><table>
<thead><tr>${headers.join('')}</tr></thead>
<tbody>
${lines.join('\n')}
</tbody>
</table></div>`;
}

/** A part of the page; nothing where it has no content. */
export function section(title: string, content: Html): Html {
  return content === '' ? '' : `<section>\n<h2>${html(title)}</h2>\n${content}\n</section>\n`;
}
