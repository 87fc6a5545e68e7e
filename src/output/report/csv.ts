import { formatNumber } from '../../text/format-number.ts';
import type { Result } from '../../engine/result.ts';
import type { LossOutcome } from '../../suite/outcome.ts';
import { checksAsCsv } from './checks-csv.ts';
import { lossLabels } from './labels.ts';
import type { Report, ReportOptions } from './report.ts';
import { csvField } from './safe-text.ts';

const HEADER = 'by,segment,loss,compat,reduction,samples,result,low,high';

/**
 * A report as RFC 4180 with line feeds: a row for each check where there are any, otherwise for each loss, of the whole
 * and then of every segment.
 */
export function reportAsCsv(report: Report, { precision }: ReportOptions): string {
  const { losses, divisions, checks } = report;
  if (checks) return checksAsCsv(checks, precision);
  const labels = lossLabels(losses);
  const row = (
    by: string,
    segment: string,
    k: number,
    result: Result,
    bounds: string[],
  ): string => {
    const { compat, reduction, samples, dtype } = result;
    const value = result.result === null ? '' : formatNumber(result.result, dtype, precision);
    const texts = [by, segment, labels[k]!, compat, reduction].map(csvField);
    return [...texts, samples, value, ...bounds].join(',');
  };
  const whole = losses.map((outcome, k) =>
    row('', '', k, outcome.result, boundsOf(outcome, precision)),
  );
  const parts = divisions.flatMap(({ columns, segments }) =>
    segments.flatMap(({ values, results }) =>
      results.map((result, k) => row(columns.join(';'), values.join(';'), k, result, ['', ''])),
    ),
  );
  return `${[HEADER, ...whole, ...parts].join('\n')}\n`;
}

function boundsOf({ result, interval }: LossOutcome, precision: number | undefined): string[] {
  if (!interval || 'reason' in interval) return ['', ''];
  return [interval.low, interval.high].map((bound) => formatNumber(bound, result.dtype, precision));
}
