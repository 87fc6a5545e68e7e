import type { ReportFormat } from '../formats.ts';
import { reportAsBenchmark } from '../ci/benchmark.ts';
import { reportAsAnnotations } from '../ci/github.ts';
import { reportAsJunit } from '../ci/junit.ts';
import { reportAsCsv } from '../csv/report-csv.ts';
import { reportAsHtml } from '../html/report-html.ts';
import { reportAsJson } from '../json/report-json.ts';
import { reportAsNdjson } from '../json/report-ndjson.ts';
import { reportAsMarkdown } from '../markdown/report-markdown.ts';
import { reportAsTable } from '../table/report-table.ts';
import type { Report, ReportOptions, TextPiece } from './report.ts';
import { reportAsValues } from '../csv/values.ts';

export type { Report, ReportOptions, TextPiece } from './report.ts';

type Renderer = (report: Report, options: ReportOptions) => Iterable<TextPiece>;

const RENDERERS: Readonly<Record<ReportFormat, Renderer>> = {
  table: inOnePiece(reportAsTable),
  json: reportAsJson,
  ndjson: reportAsNdjson,
  csv: reportAsCsv,
  markdown: inOnePiece(reportAsMarkdown),
  value: reportAsValues,
  html: inOnePiece(reportAsHtml),
  junit: inOnePiece(reportAsJunit),
  github: inOnePiece(reportAsAnnotations),
  benchmark: inOnePiece(reportAsBenchmark),
};

/**
 * A report as text, made while it is read: numbers by the million come in pieces worth a write each, short texts as they
 * are. The last ends with a newline.
 * @throws UserError, when it is read or before, where the format cannot show the report
 */
export function renderReport(
  report: Report,
  format: ReportFormat,
  options: ReportOptions,
): Iterable<TextPiece> {
  return RENDERERS[format](report, options);
}

function inOnePiece(render: (report: Report, options: ReportOptions) => string): Renderer {
  return (report, options) => [render(report, options)];
}
