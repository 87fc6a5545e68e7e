import type { LossOutcome } from '../../suite/outcome.ts';
import type { Report, ReportOptions, TextPiece } from '../report/report.ts';
import {
  calibrationJson,
  checksFields,
  histogramJson,
  intervalJson,
  lossFields,
  resultNumber,
  segmentFields,
} from './fields.ts';
import { fieldTexts, onLines, type Json, type JsonFields } from './json.ts';
import { numberWriter, writeTensorFields } from './tensors.ts';

/**
 * A report as one JSON object. Of a single loss it is that of the loss, a field a line; of several it has the input, the
 * checks, `losses`, each as a single one is printed, and what else there is.
 */
export function reportAsJson(report: Report, options: ReportOptions): Generator<TextPiece> {
  return report.isSingle ? ofOneLoss(report, options) : ofLosses(report, options);
}

function* ofOneLoss(report: Report, options: ReportOptions): Generator<TextPiece> {
  const { precision } = options;
  const [outcome] = report.losses;
  const { histogram } = outcome!;
  const fields = {
    ...lossFields(outcome!, precision),
    ...segmentsField(report, precision),
    histogram: histogram && histogramJson(histogram),
    calibration: report.calibration && calibrationJson(report.calibration),
  };
  yield* writeLoss(outcome!, fields, options, '');
  yield '\n';
}

function* ofLosses(report: Report, options: ReportOptions): Generator<TextPiece> {
  const { losses, calibration } = report;
  const { precision } = options;
  const first = { input: report.input, ...checksFields(report.checks, precision) };
  yield `{\n  ${fieldTexts(first, ' ', '  ').join(',\n  ')},\n  "losses": [`;
  for (const [k, outcome] of losses.entries()) {
    yield `${k > 0 ? ',' : ''}\n    `;
    yield* writeLoss(outcome, lossFields(outcome, precision), options, '    ');
  }
  const hasHistograms = losses.some(({ histogram }) => histogram);
  const last = {
    ...segmentsField(report, precision),
    histograms: hasHistograms
      ? onLines(losses.map(({ histogram }) => (histogram ? histogramJson(histogram) : null)))
      : undefined,
    calibration: calibration && calibrationJson(calibration),
  };
  const texts = fieldTexts(last, ' ', '  ').map((text) => `,\n  ${text}`);
  yield `\n  ]${texts.join('')}\n}\n`;
}

/** Writes the object of a loss: its fields, and after them the numbers of single samples. */
function* writeLoss(
  outcome: LossOutcome,
  fields: JsonFields,
  options: ReportOptions,
  margin: string,
): Generator<TextPiece> {
  const inner = `${margin}  `;
  const out = numberWriter(outcome.result, options);
  out.text(`{\n${inner}${fieldTexts(fields, ' ', inner).join(`,\n${inner}`)}`);
  yield* writeTensorFields(out, outcome, options, inner);
  out.ascii(`\n${margin}}`);
  yield out.take();
}

/** The segments of all divisions, a line each, with their results in the order of the losses. */
function segmentsField(
  { divisions, minSamples }: Report,
  precision: number | undefined,
): { readonly segments?: Json } {
  if (divisions.length === 0) return {};
  const lines = divisions.flatMap((division) =>
    division.segments.map((segment) => {
      const { results, intervals } = segment;
      return {
        ...segmentFields(division, segment, minSamples),
        results: results.map((result) => resultNumber(result, precision)),
        intervals: intervals?.map((interval, k) => intervalJson(interval, results[k]!, precision)),
      };
    }),
  );
  return { segments: onLines(lines) };
}
