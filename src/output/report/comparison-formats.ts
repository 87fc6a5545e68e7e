import type { ComparisonFormat } from '../formats.ts';
import { comparisonAsCsv } from '../csv/comparison-csv.ts';
import { comparisonAsJson } from '../json/comparison-json.ts';
import { comparisonAsMarkdown } from '../markdown/comparison-markdown.ts';
import { comparisonAsTable } from '../table/comparison-table.ts';
import type { ComparisonReport } from './comparison-report.ts';
import type { ReportOptions } from './report.ts';

const RENDERERS: Readonly<
  Record<ComparisonFormat, (report: ComparisonReport, options: ReportOptions) => string>
> = {
  table: comparisonAsTable,
  json: comparisonAsJson,
  csv: comparisonAsCsv,
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
