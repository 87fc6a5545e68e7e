import { escapeControls } from '../../messages/errors.ts';
import type { Inspection } from '../../inspect/inspection.ts';
import { textTable } from '../layout/columns.ts';
import { joinPhrases, wrap } from '../layout/text.ts';
import { stylesFor, type Page } from '../layout/styles.ts';
import { rowsOf, type Column } from '../cells/column.ts';
import { fits, textColumns } from '../table/text-columns.ts';
import { inspectionCells } from './inspect-cells.ts';

/** An inspection for people at a terminal; the command is one line, to be copied. */
export function inspectionAsTable(inspection: Inspection, page: Page): string {
  const { width, color } = page;
  const { bold } = stylesFor(color);
  const { facts, columns, labels } = inspectionCells(inspection);
  const balance = textTable(rowsOf(labels), { indent: 2, width, wrapLast: true });
  const findings = inspection.findings.flatMap((finding) =>
    wrap(finding, width, 4).map((line, i) => (i === 0 ? `  - ${line.trimStart()}` : line)),
  );
  const { command } = inspection;
  const blocks = [
    headingOf(escapeControls(inspection.input), facts, page),
    ...tablesOf(columns, page),
    ...(balance.length > 0 ? [[bold('Labels'), ...balance]] : []),
    ...(findings.length > 0 ? [[bold('Findings'), ...findings]] : []),
    ...(command === undefined ? [] : [[bold('A loss that fits'), `  ${command}`]]),
  ];
  return blocks.map((lines) => `${lines.join('\n')}\n`).join('\n');
}

/** The name and the facts, in as many lines as they take. */
function headingOf(name: string, facts: readonly string[], { width, color }: Page): string[] {
  const { bold } = stylesFor(color);
  const lines = joinPhrases([name, ...facts], width);
  return lines.map((line, k) =>
    k === 0 && line.startsWith(name) ? bold(name) + line.slice(name.length) : line,
  );
}

/** All columns as one table, or where that is too wide as two: what the columns are, and the range of their values. */
function tablesOf(columns: readonly Column[], page: Page): string[][] {
  const isOfRange = ({ header }: Column): boolean => ['min', 'max', 'mean'].includes(header);
  if (fits(columns, page.tableWidth)) return [textColumns(columns, page)];
  const [names, ...others] = columns;
  return [others.filter((column) => !isOfRange(column)), others.filter(isOfRange)].map((some) =>
    textColumns([names!, ...some], page),
  );
}
