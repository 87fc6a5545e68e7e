import { escapeControls } from '../../messages/errors.ts';
import type { Inspection } from '../../inspect/inspection.ts';
import { textTable } from '../layout/columns.ts';
import { wrap } from '../layout/text.ts';
import { stylesFor, type Page } from '../layout/styles.ts';
import { rowsOf } from '../cells/column.ts';
import { textColumns } from '../table/text-columns.ts';
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
    [[bold(escapeControls(inspection.input)), ...facts].join(' · ')],
    textColumns(columns, page),
    ...(balance.length > 0 ? [[bold('Labels'), ...balance]] : []),
    ...(findings.length > 0 ? [[bold('Findings'), ...findings]] : []),
    ...(command === undefined ? [] : [[bold('A loss that fits'), `  ${command}`]]),
  ];
  return blocks.map((lines) => `${lines.join('\n')}\n`).join('\n');
}
