import { escapeControls } from '../../messages/errors.ts';
import type { Inspection } from '../../inspect/inspection.ts';
import { textTable } from '../layout/columns.ts';
import { wrap } from '../layout/text.ts';
import { stylesFor, type Page } from '../layout/styles.ts';
import { inspectionCells } from './inspect-cells.ts';

/** An inspection for people at a terminal; the command is one line, to be copied. */
export function inspectionAsTable(inspection: Inspection, { width, color }: Page): string {
  const { bold, dim } = stylesFor(color);
  const { facts, headers, isNumeric, rows, labels } = inspectionCells(inspection);
  const columns = textTable(rows, {
    headers,
    align: isNumeric.map((numeric) => (numeric ? 'right' : 'left')),
    indent: 2,
    width,
    headerStyle: dim,
  });
  const balance = textTable(labels, { indent: 2, width, wrapLast: true });
  const findings = inspection.findings.flatMap((finding) =>
    wrap(finding, width, 4).map((line, i) => (i === 0 ? `  - ${line.trimStart()}` : line)),
  );
  const { command } = inspection;
  const blocks = [
    [[bold(escapeControls(inspection.input)), ...facts].join(' · ')],
    columns,
    ...(labels.length > 0 ? [[bold('Labels'), ...balance]] : []),
    ...(findings.length > 0 ? [[bold('Findings'), ...findings]] : []),
    ...(command === undefined ? [] : [[bold('A loss that fits'), `  ${command}`]]),
  ];
  return blocks.map((lines) => `${lines.join('\n')}\n`).join('\n');
}
