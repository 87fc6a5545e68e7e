import type { ComparisonFormat } from '../formats.ts';
import { comparisonAsJson } from './comparison-json.ts';
import { comparisonAsMarkdown } from './comparison-markdown.ts';
import type { ComparisonReport } from './comparison-report.ts';
import { comparisonAsTable } from './comparison-table.ts';
import type { ReportOptions } from './report.ts';

const RENDERERS: Readonly<
  Record<ComparisonFormat, (report: ComparisonReport, options: ReportOptions) => string>
> = {
  table: comparisonAsTable,
  json: comparisonAsJson,
  markdown: comparisonAsMarkdown,
};

/** A comparison as text that ends with a newline. */
export function renderComparison(
  report: ComparisonReport,
  format: ComparisonFormat,
  options: ReportOptions,
): string {
  return RENDERERS[format](report, options);
}
