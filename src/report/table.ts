import type { CheckOutcome } from '../check/outcome.ts';
import { formatCounted, settings } from '../render/facts.ts';
import { formatCount, formatNumber, formatSignificant, textTable, wrap } from '../render/index.ts';
import { stylesFor } from '../render/styles.ts';
import type { Division, LossOutcome } from '../suite/suite.ts';
import { calibrationLines } from './calibration-text.ts';
import { histogramLines } from './histogram-text.ts';
import { intervalLevel, lossLabels } from './labels.ts';
import type { Report, ReportOptions } from './report.ts';
import { LONGEST_SENTENCE, shownText } from './shown-text.ts';

const DEFAULT_DIGITS = 6;

/** A report for people at a terminal, in lines no wider than that. */
export function reportAsTable(report: Report, options: ReportOptions): string {
  const { bold } = stylesFor(options.color);
  const [first] = report.losses;
  const counted = formatCounted(first!.result.samples, 'sample');
  const blocks = [
    [`${bold(shownText(report.input))} · ${counted}`],
    checkTable(report.checks ?? [], options),
    lossTable(report.losses, options),
    ...report.divisions.flatMap((division) => [
      [bold(`By ${division.columns.map((name) => shownText(name)).join(', ')}`)],
      segmentTable(division, report, options),
    ]),
    ...histogramBlocks(report, options),
    ...calibrationBlocks(report, options),
    notes(report, options),
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
}

function checkTable(checks: readonly CheckOutcome[], options: ReportOptions): string[] {
  const { yellow } = stylesFor(options.color);
  const rows = checks.map(({ status, assertion, message }) => [
    status,
    shownText(assertion),
    shownText(message, LONGEST_SENTENCE),
  ]);
  return textTable(rows, {
    indent: 2,
    width: options.width,
    wrapLast: true,
    styles: [(status) => (status === 'passed' ? status : yellow(status))],
  });
}

function lossTable(losses: readonly LossOutcome[], options: ReportOptions): string[] {
  const { dim } = stylesFor(options.color);
  const level = intervalLevel(losses);
  const rows = losses.map((outcome) => {
    const { result } = outcome;
    return [
      [result.loss, ...settings(result)].join(', '),
      result.compat,
      number(result.result, outcome, options),
      ...(level === undefined ? [] : [intervalText(outcome, options)]),
    ];
  });
  const headers = ['loss', 'convention', 'result', ...(level === undefined ? [] : [level])];
  return textTable(rows, {
    headers,
    align: ['left', 'left', 'right', 'left'],
    indent: 2,
    width: options.width,
    headerStyle: dim,
  });
}

function segmentTable(division: Division, report: Report, options: ReportOptions): string[] {
  const { dim, yellow } = stylesFor(options.color);
  const { losses, minSamples } = report;
  const rows = division.segments.map(({ values, results }) => {
    const { samples } = results[0]!;
    return [
      ...values.map((value) => (value === '' ? '(empty)' : shownText(value))),
      formatCount(samples) + (samples < minSamples ? ' !' : '  '),
      ...results.map(({ result }, k) => number(result, losses[k]!, options)),
    ];
  });
  const columns = division.columns.length;
  return textTable(rows, {
    headers: [
      ...division.columns.map((name) => shownText(name)),
      'samples  ',
      ...lossLabels(losses),
    ],
    align: Array.from({ length: columns + 1 + losses.length }, (_, k) => {
      return k < columns ? 'left' : 'right';
    }),
    indent: 2,
    width: options.width,
    headerStyle: dim,
    styles: [
      ...Array.from({ length: columns }, () => undefined),
      (text) => (text.includes('!') ? yellow(text) : text),
    ],
  });
}

function histogramBlocks({ losses, histograms = [] }: Report, options: ReportOptions): string[][] {
  const { bold } = stylesFor(options.color);
  const labels = lossLabels(losses);
  return histograms.flatMap((histogram, k) =>
    histogram
      ? [[bold(`Losses of samples: ${labels[k]!}`)], histogramLines(histogram, options.width)]
      : [],
  );
}

function calibrationBlocks({ calibration }: Report, options: ReportOptions): string[][] {
  if (!calibration) return [];
  const { bold, dim } = stylesFor(options.color);
  return [[bold('Calibration')], calibrationLines(calibration, options.width, dim)];
}

/** What has to be said beside the numbers. */
function notes({ divisions, losses, minSamples }: Report, { width }: ReportOptions): string[] {
  const few = divisions.some(({ segments }) =>
    segments.some(({ results }) => results[0]!.samples < minSamples),
  );
  const reasons = losses.flatMap(({ result, interval }) =>
    interval && 'reason' in interval ? [`${result.loss} has no interval: ${interval.reason}`] : [],
  );
  const texts = [
    ...(few
      ? [`! fewer than ${formatCounted(minSamples, 'sample')}: such a result says little`]
      : []),
    ...new Set(reasons),
  ];
  return texts.flatMap((text) => wrap(text, width - 2).map((line) => `  ${line}`));
}

function intervalText(outcome: LossOutcome, options: ReportOptions): string {
  const { interval } = outcome;
  if (!interval || 'reason' in interval) return '-';
  return `${number(interval.low, outcome, options)} to ${number(interval.high, outcome, options)}`;
}

function number(
  value: number | null,
  { result }: LossOutcome,
  { precision }: ReportOptions,
): string {
  if (value === null) return 'not reduced';
  return precision === undefined
    ? formatSignificant(value, DEFAULT_DIGITS, result.dtype)
    : formatNumber(value, result.dtype, precision);
}
