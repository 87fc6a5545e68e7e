import type { LossComparison } from '../../suite/outcome.ts';
import { formatNumber } from '../../text/format-number.ts';
import { csvField } from '../escape.ts';
import { labelsOf } from '../cells/ranking-cells.ts';
import { ranking, type ComparisonReport } from '../report/comparison-report.ts';
import type { ReportOptions } from '../report/report.ts';
import { csvLines, inOneField } from './lines.ts';
import { boundFields, numberOf } from './report-csv.ts';

const HEADER = [
  ...['by', 'segment', 'loss', 'compat', 'model', 'rank', 'samples', 'result', 'difference'],
  ...['low', 'high', 'worse', 'better', 'equal', 'verdict'],
];

/** A comparison as RFC 4180 with line feeds: a row for each loss and model, of the whole and then of every segment. */
export function comparisonAsCsv(
  { models, outcome }: ComparisonReport,
  { precision }: ReportOptions,
): string {
  const { losses, divisions } = outcome;
  const labels = labelsOf(losses);
  const rows = (
    by: readonly string[],
    values: readonly string[],
    comparisons: readonly LossComparison[],
  ): (string | number)[][] =>
    comparisons.flatMap((comparison, k) =>
      ranking(comparison, models).map(({ rank, model, result, compared }) => [
        ...[inOneField(by), inOneField(values), labels[k]!, result.compat, model].map(csvField),
        ...[rank, result.samples, numberOf(result, precision)],
        compared ? formatNumber(compared.difference, result.dtype, precision) : '',
        ...boundFields(compared?.interval, result, precision),
        ...(['worse', 'better', 'equal'] as const).map((way) => compared?.samples?.[way] ?? ''),
        compared?.verdict ?? '',
      ]),
    );
  const parts = divisions.flatMap(({ columns, segments }) =>
    segments.flatMap(({ values, losses: ofSegment }) => rows(columns, values, ofSegment)),
  );
  return csvLines(HEADER, [...rows([], [], losses), ...parts]);
}
