import { escapeMarkdown, markdownText } from '../escape.ts';
import { withFewNamed } from '../cells/column.ts';
import { comparisonParts } from '../cells/comparison-cells.ts';
import type { ComparisonReport } from '../report/comparison-report.ts';
import type { ReportOptions } from '../report/report.ts';
import { markdownTable } from './markdown-table.ts';

/** A comparison for comments and pull requests: tables of GitHub, and what they say. */
export function comparisonAsMarkdown(
  report: ComparisonReport,
  { precision }: ReportOptions,
): string {
  const { title, tables, verdict, sentences } = comparisonParts(report, {
    precision,
    few: '(few)',
  });
  return [
    `**${markdownText(report.input)}** · ${escapeMarkdown(title)}\n`,
    ...(verdict === undefined ? [] : [`**${escapeMarkdown(verdict)}**\n`]),
    ...tables.flatMap((table) => [
      ...(table.title === undefined ? [] : [`**${escapeMarkdown(table.title)}**\n`]),
      markdownTable(table.columns.map(withFewNamed)),
    ]),
    ...sentences.map((sentence) => `${escapeMarkdown(sentence)}\n`),
  ].join('\n');
}
