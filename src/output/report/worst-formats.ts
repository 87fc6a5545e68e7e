import type { WorstFormat } from '../formats.ts';
import type { ReportOptions } from './report.ts';
import { worstAsCsv } from '../csv/worst-csv.ts';
import { worstAsJson } from '../json/worst-json.ts';
import { worstAsMarkdown } from '../markdown/worst-markdown.ts';
import type { WorstReport } from './worst-report.ts';
import { worstAsTable } from '../table/worst-table.ts';

const RENDERERS: Readonly<
  Record<WorstFormat, (report: WorstReport, options: ReportOptions) => string>
> = {
  table: worstAsTable,
  json: worstAsJson,
  csv: worstAsCsv,
  markdown: worstAsMarkdown,
};

/** The worst samples as text that ends with a newline. */
export function renderWorst(
  report: WorstReport,
  format: WorstFormat,
  options: ReportOptions,
): string {
  return RENDERERS[format](report, options);
}
