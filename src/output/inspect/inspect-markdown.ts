import { escapeControls } from '../../messages/errors.ts';
import type { Inspection } from '../../inspect/inspection.ts';
import { escapeMarkdown, table } from '../result/markdown.ts';
import { inspectionCells } from './inspect-cells.ts';

/** An inspection for comments and pull requests. */
export function inspectionAsMarkdown(inspection: Inspection): string {
  const { facts, headers, isNumeric, rows, labels } = inspectionCells(inspection);
  const alignment = isNumeric.map((numeric) => (numeric ? '---:' : '---'));
  const findings = inspection.findings.map((finding) => `- ${escapeMarkdown(finding)}\n`);
  const { command } = inspection;
  const parts = [
    `**${escapeMarkdown(escapeControls(inspection.input))}** · ${facts.join(' · ')}\n`,
    [...table(headers, alignment, escaped(rows))].join(''),
    ...(labels.length > 0
      ? [[...table(['column', 'labels'], ['---', '---'], escaped(labels))].join('')]
      : []),
    ...(findings.length > 0 ? [findings.join('')] : []),
    // Indented, it is code whatever characters it holds.
    ...(command === undefined ? [] : [`A loss that fits:\n\n    ${command}\n`]),
  ];
  return parts.join('\n');
}

function escaped(rows: readonly (readonly string[])[]): string[][] {
  return rows.map((cells) => cells.map(escapeMarkdown));
}
