import type { Result } from '../../engine/result.ts';
import type { Interval, NoInterval } from '../../resample/interval.ts';
import { formatNumber } from '../../text/format-number.ts';
import { csvField } from '../escape.ts';
import { lossLabels } from '../cells/loss-cells.ts';
import { resultName } from '../cells/result-facts.ts';
import { inPieces } from '../report/pieces.ts';
import type { Report, ReportOptions, TextPiece } from '../report/report.ts';
import { sampleStreams } from '../report/sample-streams.ts';
import { checksAsCsv } from './checks-csv.ts';
import { csvLine, csvLines, inOneField } from './lines.ts';
import { samplesAsCsv } from './samples-csv.ts';

/**
 * A report as RFC 4180 with line feeds, which is one table: of checks where there are any, else of single samples where
 * those were kept and there are no segments or intervals, else of the losses, of the whole and then of every segment.
 */
export function reportAsCsv(report: Report, options: ReportOptions): Iterable<TextPiece> {
  const { losses, divisions, checks, isSingle = false } = report;
  const { precision } = options;
  if (checks && checks.length > 0) return [checksAsCsv(checks, precision)];
  const isPlain = divisions.length === 0 && losses.every(({ interval }) => !interval);
  const samples = isPlain ? sampleStreams(losses, options) : undefined;
  if (samples) return samplesAsCsv(samples, options);
  return isSingle && isPlain
    ? [resultAsCsv(losses[0]!.result, precision)]
    : inPieces(lossesAsCsv(report, options));
}

/** One row for the result. */
function resultAsCsv(result: Result, precision: number | undefined): string {
  const { compat, dtype, reduction, samples } = result;
  return csvLines(
    ['loss', 'compat', 'dtype', 'reduction', 'samples', 'result'],
    [
      [
        csvField(resultName(result)),
        compat,
        dtype,
        reduction,
        samples,
        numberOf(result, precision),
      ],
    ],
  );
}

const HEADER = ['by', 'segment', 'loss', 'compat', 'reduction', 'samples', 'result', 'low', 'high'];

function* lossesAsCsv(
  { losses, divisions }: Report,
  { precision }: ReportOptions,
): Generator<string> {
  const labels = lossLabels(losses).map(csvField);
  yield csvLine(HEADER);
  for (const [k, { result, interval }] of losses.entries()) {
    yield csvLine(['', '', labels[k]!, ...resultFields(result, interval, precision)]);
  }
  for (const { columns, segments } of divisions) {
    const by = csvField(inOneField(columns));
    for (const { values, results, intervals } of segments) {
      const named = csvField(inOneField(values));
      for (const [k, result] of results.entries()) {
        const fields = resultFields(result, intervals?.[k], precision);
        yield csvLine([by, named, labels[k]!, ...fields]);
      }
    }
  }
}

function resultFields(
  result: Result,
  interval: Interval | NoInterval | undefined,
  precision: number | undefined,
): (string | number)[] {
  const { compat, reduction, samples } = result;
  return [
    ...[compat, reduction, samples, numberOf(result, precision)],
    ...boundFields(interval, result, precision),
  ];
}

/** The ends of an interval; empty where there is none. */
export function boundFields(
  interval: Interval | NoInterval | undefined,
  { dtype }: Result,
  precision: number | undefined,
): string[] {
  if (!interval || 'reason' in interval) return ['', ''];
  return [interval.low, interval.high].map((bound) => formatNumber(bound, dtype, precision));
}

/** A result; empty where the loss is not reduced. */
export function numberOf({ result, dtype }: Result, precision: number | undefined): string {
  return result === null ? '' : formatNumber(result, dtype, precision);
}
