import { UserError } from '../../messages/errors.ts';
import { formatSignificant } from '../../text/format-number.ts';
import type { Result } from '../../engine/result.ts';
import { shownText } from '../../messages/shown-text.ts';
import type { LossOutcome } from '../../suite/outcome.ts';
import { jsonNumber, jsonText, onLines, type Json } from '../json/json.ts';
import { lossLabels } from '../cells/loss-cells.ts';
import type { Report, ReportOptions } from '../report/report.ts';

const RANGE_DIGITS = 6;

/**
 * The results as github-action-benchmark takes them for its tool `customSmallerIsBetter`.
 * @throws UserError for a loss of which more is better, and for a result that is no finite number
 */
export function reportAsBenchmark(report: Report, { precision }: ReportOptions): string {
  const { losses, divisions } = report;
  const labels = lossLabels(losses);
  const upwards = losses.findIndex(({ request }) => request.convention.better === 'larger');
  if (upwards >= 0) {
    throw new UserError({
      where: 'format benchmark',
      problem: `expected losses of which less is better, found ${labels[upwards]!}`,
      hint: 'leave it out: one file holds results of one direction',
    });
  }
  const whole = losses.map(({ result, interval }, k) =>
    entry(labels[k]!, result, precision, rangeOf(interval, result)),
  );
  const parts = divisions.flatMap(({ columns, segments }) =>
    segments.flatMap(({ values, results, intervals }) => {
      const segment = columns.map((column, i) => `${shownText(column)}=${shownText(values[i]!)}`);
      return results.map((result, k) => {
        const name = `${labels[k]!}[${segment.join(', ')}]`;
        return entry(name, result, precision, rangeOf(intervals?.[k], result));
      });
    }),
  );
  return `${jsonText(onLines([...whole, ...parts]))}\n`;
}

function entry(
  name: string,
  { result, dtype, samples }: Result,
  precision: number | undefined,
  range: string | undefined,
): Json {
  if (result === null || !Number.isFinite(result)) {
    throw new UserError({
      where: 'format benchmark',
      problem: `expected a finite result of ${name}, found ${result ?? 'none, as it is not reduced'}`,
      hint: 'the format json holds every result',
    });
  }
  return {
    name,
    unit: 'loss',
    value: jsonNumber(result, dtype, precision),
    range,
    extra: `${samples} samples`,
  };
}

function rangeOf(interval: LossOutcome['interval'], { dtype }: Result): string | undefined {
  if (!interval || 'reason' in interval) return undefined;
  const [low, high] = [interval.low, interval.high].map((bound) =>
    formatSignificant(bound, RANGE_DIGITS, dtype),
  );
  return `${low} to ${high}`;
}
