import type { ReportFormat } from '../formats.ts';
import type { Report, ReportOptions, TextPiece } from './report.ts';

export type { Report, ReportOptions, TextPiece } from './report.ts';

/**
 * Makes a report's text while it is read: numbers by the million come in pieces worth a write each, short texts as they
 * are. The last ends with a newline. Throws a UserError, when it is read or before, where the format cannot show the
 * report.
 */
export type RenderReport = (report: Report, options: ReportOptions) => Iterable<TextPiece>;

/** Each format is loaded when it is asked for. */
const RENDERERS: Readonly<Record<ReportFormat, () => Promise<RenderReport>>> = {
  table: async () => inOnePiece((await import('../table/report-table.ts')).reportAsTable),
  json: async () => (await import('../json/report-json.ts')).reportAsJson,
  ndjson: async () => (await import('../json/report-ndjson.ts')).reportAsNdjson,
  csv: async () => (await import('../csv/report-csv.ts')).reportAsCsv,
  markdown: async () =>
    inOnePiece((await import('../markdown/report-markdown.ts')).reportAsMarkdown),
  value: async () => (await import('../csv/values.ts')).reportAsValues,
  html: async () => inOnePiece((await import('../html/report-html.ts')).reportAsHtml),
  junit: async () => inOnePiece((await import('../ci/junit.ts')).reportAsJunit),
  github: async () => inOnePiece((await import('../ci/github.ts')).reportAsAnnotations),
  benchmark: async () => inOnePiece((await import('../ci/benchmark.ts')).reportAsBenchmark),
};

/** What makes reports of a format. */
export function rendererOf(format: ReportFormat): Promise<RenderReport> {
  return RENDERERS[format]();
}

function inOnePiece(render: (report: Report, options: ReportOptions) => string): RenderReport {
  return (report, options) => [render(report, options)];
}
