import type { Report, ReportOptions, TextPiece } from '../report/report.ts';
import {
  calibrationJson,
  checkFields,
  histogramJson,
  intervalJson,
  labelFields,
  lossFields,
  resultNumber,
  segmentFields,
} from './fields.ts';
import { jsonText, type JsonFields } from './json.ts';
import { sampleLines, singleSampleLines } from './sample-lines.ts';

/**
 * A report as lines of JSON: one for each sample that is to be printed, then for each loss, for each segment and loss,
 * and for each check.
 */
export function* reportAsNdjson(report: Report, options: ReportOptions): Generator<TextPiece> {
  const { losses, isSingle = false } = report;
  const { precision } = options;
  if (isSingle) yield* singleSampleLines(losses[0]!, options);
  else yield* sampleLines(losses, options);
  const whole = isSingle ? singleFields(report, precision) : severalFields(report, precision);
  const lines = [...whole, ...segmentLines(report, precision), ...checkLines(report, precision)];
  yield lines.map((fields) => `${jsonText(fields, '')}\n`).join('');
}

/** All that there is of one loss. */
function singleFields({ losses, calibration }: Report, digits: number | undefined): JsonFields[] {
  const { histogram } = losses[0]!;
  return [
    {
      ...lossFields(losses[0]!, digits),
      histogram: histogram && histogramJson(histogram),
      calibration: calibration && calibrationJson(calibration),
    },
  ];
}

/** A line for each loss, by the name that its samples have it by, and one for what they have in common. */
function severalFields(
  { input, losses, calibration }: Report,
  digits: number | undefined,
): JsonFields[] {
  const labels = labelFields(losses);
  const ofLosses = losses.map((outcome, k) => ({
    kind: 'loss',
    input,
    ...labels[k],
    ...lossFields(outcome, digits),
    histogram: outcome.histogram && histogramJson(outcome.histogram),
  }));
  if (!calibration) return ofLosses;
  return [...ofLosses, { kind: 'calibration', calibration: calibrationJson(calibration) }];
}

function segmentLines(
  { losses, divisions, minSamples }: Report,
  digits: number | undefined,
): JsonFields[] {
  const labels = labelFields(losses);
  return divisions.flatMap((division) =>
    division.segments.flatMap((segment) =>
      segment.results.map((result, k) => {
        const interval = segment.intervals?.[k];
        return {
          kind: 'segment',
          ...segmentFields(division, segment, minSamples),
          samples: result.samples,
          ...labels[k],
          loss: result.loss,
          compat: result.compat,
          result: resultNumber(result, digits),
          interval: interval && intervalJson(interval, result, digits),
        };
      }),
    ),
  );
}

function checkLines({ checks = [] }: Report, digits: number | undefined): JsonFields[] {
  return checks.map((check) => ({ kind: 'check', ...checkFields(check, digits) }));
}
