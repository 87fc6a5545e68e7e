import { inPieces } from '../report/pieces.ts';
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
  skillJson,
} from './fields.ts';
import { compact, jsonText, type JsonFields } from './json.ts';
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
  yield* inPieces(textLines(whole));
  yield* inPieces(textLines(segmentLines(report, precision)));
  yield* inPieces(textLines(checkLines(report, precision)));
}

function* textLines(lines: Iterable<JsonFields>): Generator<string> {
  for (const fields of lines) yield `${jsonText(fields, '')}\n`;
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

function* segmentLines(
  { losses, divisions, minSamples }: Report,
  digits: number | undefined,
): Generator<JsonFields> {
  const labels = labelFields(losses);
  for (const { columns, segments } of divisions) {
    const by = compact(columns);
    for (const { values, results, intervals } of segments) {
      for (const [k, result] of results.entries()) {
        const interval = intervals?.[k];
        yield {
          kind: 'segment',
          ...segmentFields(by, values, results[0]!, minSamples),
          samples: result.samples,
          ...labels[k],
          loss: result.loss,
          compat: result.compat,
          skill: result.skill && skillJson(result.skill, result, digits),
          result: resultNumber(result, digits),
          interval: interval && intervalJson(interval, result, digits),
        };
      }
    }
  }
}

function checkLines({ checks = [] }: Report, digits: number | undefined): JsonFields[] {
  return checks.map((check) => ({ kind: 'check', ...checkFields(check, digits) }));
}
