import { escapeControls } from '../../messages/errors.ts';
import type { Inspection } from '../../inspect/inspection.ts';
import { escapeMarkdown } from '../escape.ts';
import { markdownTable } from '../markdown/markdown-table.ts';
import { inspectionCells } from './inspect-cells.ts';

/** An inspection for comments and pull requests. */
export function inspectionAsMarkdown(inspection: Inspection): string {
  const { facts, columns, labels } = inspectionCells(inspection);
  const findings = inspection.findings.map((finding) => `- ${escapeMarkdown(finding)}\n`);
  const { command } = inspection;
  const parts = [
    `**${escapeMarkdown(escapeControls(inspection.input))}** · ${facts.map(escapeMarkdown).join(' · ')}\n`,
    markdownTable(columns),
    ...(labels[0]!.cells.length > 0 ? [markdownTable(labels)] : []),
    ...(findings.length > 0 ? [findings.join('')] : []),
    // Indented, it is code whatever characters it holds.
    ...(command === undefined ? [] : [`A loss that fits:\n\n    ${command}\n`]),
  ];
  return parts.join('\n');
}
