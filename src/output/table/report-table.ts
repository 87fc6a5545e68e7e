import { shownText } from '../../messages/shown-text.ts';
import { calibrationColumns, calibrationNotes } from '../cells/calibration-cells.ts';
import { checkSummary } from '../cells/check-cells.ts';
import { lossLabels } from '../cells/loss-cells.ts';
import { inputFacts, reportNotes, settingFacts } from '../cells/report-facts.ts';
import { stylesFor } from '../layout/styles.ts';
import { joinPhrases, wrap } from '../layout/text.ts';
import type { Report, ReportOptions } from '../report/report.ts';
import { showsDigest } from '../report/samples.ts';
import { checkBlocks } from './check-table.ts';
import { histogramLines } from './histogram-bars.ts';
import { lossBlocks } from './loss-table.ts';
import { sampleTable } from './sample-table.ts';
import { divisionBlocks } from './segment-table.ts';
import { singleBlocks } from './single-table.ts';
import { FEW, textColumns } from './text-columns.ts';

/** A report for people at a terminal, in lines no wider than that. */
export function reportAsTable(report: Report, options: ReportOptions): string {
  const blocks = report.isSingle ? ofOneLoss(report, options) : ofLosses(report, options);
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
}

/** All that there is of a loss. */
function ofOneLoss(report: Report, options: ReportOptions): string[][] {
  return [
    ...singleBlocks(report.losses[0]!, options),
    ...report.divisions.flatMap((division) => divisionBlocks(division, report, options)),
    ...distributionBlocks(report, options),
    noteLines(reportNotes(report, FEW), options),
  ];
}

function ofLosses(report: Report, options: ReportOptions): string[][] {
  const { checks } = report;
  // What was computed only to be checked is not listed again.
  const shown = checks ? { ...report, divisions: [] } : report;
  const results = checks
    ? checkBlocks(checks, options)
    : [
        ...lossBlocks(report.losses, options),
        ...report.divisions.flatMap((division) => divisionBlocks(division, report, options)),
        ...digestBlocks(report, options),
      ];
  return [
    heading(report, options),
    ...results,
    ...distributionBlocks(report, options),
    noteLines(reportNotes(shown, FEW), options),
  ];
}

function heading(report: Report, { width, color }: ReportOptions): string[] {
  const { bold } = stylesFor(color);
  const { checks } = report;
  const input = shownText(report.input);
  const facts = [...inputFacts(report), ...(checks ? settingFacts(report) : [])];
  const [first, ...more] = joinPhrases([input, ...facts], width);
  return [
    first!.startsWith(input) ? bold(input) + first!.slice(input.length) : bold(first!),
    ...more,
    ...(checks ? [bold(checkSummary(checks))] : []),
  ];
}

function digestBlocks({ losses }: Report, options: ReportOptions): string[][] {
  const { bold } = stylesFor(options.color);
  const labels = lossLabels(losses);
  return losses.flatMap((outcome, k) =>
    showsDigest(outcome, options)
      ? [[bold(`Samples: ${labels[k]!}`)], sampleTable(outcome, options)]
      : [],
  );
}

/** How the losses of samples are distributed, and how often predictions came true. */
function distributionBlocks({ losses, calibration }: Report, options: ReportOptions): string[][] {
  const { bold } = stylesFor(options.color);
  const labels = lossLabels(losses);
  const histograms = losses.flatMap(({ histogram }, k) =>
    histogram
      ? [[bold(`Losses of samples: ${labels[k]!}`)], histogramLines(histogram, options.width)]
      : [],
  );
  if (!calibration || 'reason' in calibration) return histograms;
  return [
    ...histograms,
    [bold('Calibration')],
    [
      ...textColumns(calibrationColumns(calibration), options),
      ...wrap(calibrationNotes(calibration), options.width, 2),
    ],
  ];
}

function noteLines(notes: readonly string[], { width }: ReportOptions): string[] {
  return notes.flatMap((note) => wrap(note, width, 2));
}
