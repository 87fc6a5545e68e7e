import { reportAsCsv } from './csv.ts';
import { reportAsJson } from './json.ts';
import { reportAsMarkdown } from './markdown.ts';
import type { Report, ReportOptions } from './report.ts';
import { reportAsTable } from './table.ts';

export type { Report, ReportOptions } from './report.ts';

/** Ways to print a report. */
export const REPORT_FORMATS = ['table', 'json', 'csv', 'markdown'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

const RENDERERS: Readonly<
  Record<ReportFormat, (report: Report, options: ReportOptions) => string>
> = {
  table: reportAsTable,
  json: reportAsJson,
  csv: reportAsCsv,
  markdown: reportAsMarkdown,
};

/** A report as text that ends with a newline. */
export function renderReport(report: Report, format: ReportFormat, options: ReportOptions): string {
  return RENDERERS[format](report, options);
}
