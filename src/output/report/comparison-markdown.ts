import { escapeMarkdown, table } from '../result/markdown.ts';
import { shownText } from '../../messages/shown-text.ts';
import type { ComparisonReport } from './comparison-report.ts';
import { comparisonRows, comparisonSentences, comparisonTitle } from './comparison-text.ts';
import type { ReportOptions } from './report.ts';

/** A comparison for comments and pull requests: a table of GitHub, and what it says. */
export function comparisonAsMarkdown(
  report: ComparisonReport,
  { precision }: ReportOptions,
): string {
  const { headers, rows } = comparisonRows(report, precision);
  const alignment = ['---', '---', '---:', '---'].slice(0, headers.length);
  const cells = rows.map((row) => row.map(escapeMarkdown));
  const [verdict, ...more] = comparisonSentences(report).map(escapeMarkdown);
  return [
    `**${escapeMarkdown(shownText(report.input))}** · ${escapeMarkdown(comparisonTitle(report))}\n\n`,
    `**${verdict!}**\n\n`,
    ...table(headers, alignment, cells),
    ...more.map((sentence) => `\n${sentence}\n`),
  ].join('');
}
