import type { ReportFormat } from '../formats.ts';
import { reportAsBenchmark } from './benchmark.ts';
import { reportAsCsv } from './csv.ts';
import { reportAsAnnotations } from './github.ts';
import { reportAsHtml } from './html.ts';
import { reportAsJson } from './json.ts';
import { reportAsJunit } from './junit.ts';
import { reportAsMarkdown } from './markdown.ts';
import { reportAsNdjson } from './ndjson.ts';
import type { Report, ReportOptions } from './report.ts';
import { reportAsTable } from './table.ts';

export type { Report, ReportOptions } from './report.ts';

const RENDERERS: Readonly<
  Record<ReportFormat, (report: Report, options: ReportOptions) => string>
> = {
  table: reportAsTable,
  json: reportAsJson,
  ndjson: reportAsNdjson,
  csv: reportAsCsv,
  markdown: reportAsMarkdown,
  html: reportAsHtml,
  junit: reportAsJunit,
  github: reportAsAnnotations,
  benchmark: reportAsBenchmark,
};

/** A report as text that ends with a newline. */
export function renderReport(report: Report, format: ReportFormat, options: ReportOptions): string {
  return RENDERERS[format](report, options);
}
