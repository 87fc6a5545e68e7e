import type { LossOutcome } from '../../suite/outcome.ts';
import type { Report, ReportOptions, TextPiece } from '../report/report.ts';
import { calibrationJson, checksFields, histogramJson, lossFields } from './fields.ts';
import { fieldTexts, onLines } from './json.ts';
import { writeSegments } from './segment-lines.ts';
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
  const last = {
    histogram: histogram && histogramJson(histogram),
    calibration: report.calibration && calibrationJson(report.calibration),
  };
  const out = numberWriter(outcome!.result, options);
  out.text(`{\n  ${fieldTexts(lossFields(outcome!, precision), ' ', '  ').join(',\n  ')}`);
  yield* writeSegments(out, report, options, '  ');
  for (const text of fieldTexts(last, ' ', '  ')) out.text(`,\n  ${text}`);
  yield* writeTensorFields(out, outcome!, options, '  ');
  out.ascii('\n}\n');
  yield out.take();
}

function* ofLosses(report: Report, options: ReportOptions): Generator<TextPiece> {
  const { losses, calibration } = report;
  const { precision } = options;
  const first = { input: report.input, ...checksFields(report.checks, precision) };
  yield `{\n  ${fieldTexts(first, ' ', '  ').join(',\n  ')},\n  "losses": [`;
  for (const [k, outcome] of losses.entries()) {
    yield `${k > 0 ? ',' : ''}\n    `;
    yield* writeLoss(outcome, options, '    ');
  }
  yield '\n  ]';
  const out = numberWriter(losses[0]!.result, options);
  yield* writeSegments(out, report, options, '  ');
  const hasHistograms = losses.some(({ histogram }) => histogram);
  const last = {
    histograms: hasHistograms
      ? onLines(losses.map(({ histogram }) => (histogram ? histogramJson(histogram) : null)))
      : undefined,
    calibration: calibration && calibrationJson(calibration),
  };
  for (const text of fieldTexts(last, ' ', '  ')) out.text(`,\n  ${text}`);
  out.ascii('\n}\n');
  yield out.take();
}

/** Writes the object of a loss among several: its fields, and after them the numbers of single samples. */
function* writeLoss(
  outcome: LossOutcome,
  options: ReportOptions,
  margin: string,
): Generator<TextPiece> {
  const inner = `${margin}  `;
  const out = numberWriter(outcome.result, options);
  const fields = lossFields(outcome, options.precision);
  out.text(`{\n${inner}${fieldTexts(fields, ' ', inner).join(`,\n${inner}`)}`);
  yield* writeTensorFields(out, outcome, options, inner);
  out.ascii(`\n${margin}}`);
  yield out.take();
}
