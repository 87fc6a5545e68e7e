import { settings } from '../result/facts.ts';
import { formatCount } from '../../text/format-number.ts';
import { textTable } from '../layout/columns.ts';
import { wrap, displayWidth, joinPhrases } from '../layout/text.ts';
import { stylesFor } from '../layout/styles.ts';
import { shownText } from '../../messages/shown-text.ts';
import type { Division, LossOutcome } from '../../suite/outcome.ts';
import { calibrationLines } from './calibration-text.ts';
import { checkBlocks } from './check-table.ts';
import { checkSummary } from './check-text.ts';
import { inputFacts, reportNotes, settingFacts } from './facts.ts';
import { histogramLines } from './histogram-text.ts';
import { intervalLevel, lossLabels } from './labels.ts';
import { numberText } from './number-text.ts';
import type { Report, ReportOptions } from './report.ts';

/** A report for people at a terminal, in lines no wider than that. */
export function reportAsTable(report: Report, options: ReportOptions): string {
  const { checks } = report;
  // What was computed only to be checked is not listed again.
  const shown = checks ? { ...report, divisions: [] } : report;
  const results = checks ? checkBlocks(checks, options) : resultBlocks(report, options);
  const blocks = [
    heading(report, options),
    ...results,
    ...histogramBlocks(report, options),
    ...calibrationBlocks(report, options),
    reportNotes(shown, '!').flatMap((note) => wrap(note, options.width, 2)),
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
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

function resultBlocks(report: Report, options: ReportOptions): string[][] {
  const { bold } = stylesFor(options.color);
  return [
    ...lossBlocks(report.losses, options),
    ...report.divisions.flatMap((division) => [
      [bold(`By ${division.columns.map((name) => shownText(name)).join(', ')}`)],
      segmentTable(division, report, options),
    ]),
  ];
}

/** The losses with their settings, which stand in lines of their own where a table with them would be too wide. */
function lossBlocks(losses: readonly LossOutcome[], options: ReportOptions): string[][] {
  const names = losses.map(({ result }) => [result.loss, ...settings(result)].join(', '));
  const lines = lossTable(names, losses, { ...options, width: Infinity });
  if (lines.every((line) => displayWidth(line) <= options.width)) return [lines];
  const described = losses
    .filter(({ result }) => settings(result).length > 0)
    .map(({ result }) => `${result.loss}: ${settings(result).join(', ')}`);
  return [
    lossTable(lossLabels(losses), losses, options),
    [...new Set(described)].flatMap((text) => wrap(text, options.width, 2)),
  ];
}

function lossTable(
  names: readonly string[],
  losses: readonly LossOutcome[],
  options: ReportOptions,
): string[] {
  const { dim } = stylesFor(options.color);
  const level = intervalLevel(losses);
  const rows = losses.map((outcome, k) => {
    const { result } = outcome;
    return [
      names[k]!,
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

function histogramBlocks({ losses }: Report, options: ReportOptions): string[][] {
  const { bold } = stylesFor(options.color);
  const labels = lossLabels(losses);
  return losses.flatMap(({ histogram }, k) =>
    histogram
      ? [[bold(`Losses of samples: ${labels[k]!}`)], histogramLines(histogram, options.width)]
      : [],
  );
}

function calibrationBlocks({ calibration }: Report, options: ReportOptions): string[][] {
  if (!calibration || 'reason' in calibration) return [];
  const { bold, dim } = stylesFor(options.color);
  return [[bold('Calibration')], calibrationLines(calibration, options.width, dim)];
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
  return value === null ? 'not reduced' : numberText(value, result.dtype, precision);
}
