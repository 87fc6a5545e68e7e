import { escapeControls } from '../errors.ts';
import { formatCounted, settings } from '../render/facts.ts';
import { formatCount, formatNumber, formatSignificant, textTable, wrap } from '../render/index.ts';
import { stylesFor } from '../render/styles.ts';
import type { Division, LossOutcome } from '../suite/suite.ts';
import { lossLabels } from './labels.ts';
import type { Report, ReportOptions } from './report.ts';

const DEFAULT_DIGITS = 6;

/** A report for people at a terminal, in lines no wider than that. */
export function reportAsTable(report: Report, options: ReportOptions): string {
  const { bold } = stylesFor(options.color);
  const [first] = report.losses;
  const counted = formatCounted(first!.result.samples, 'sample');
  const blocks = [
    [`${bold(report.input)} · ${counted}`],
    lossTable(report.losses, options),
    ...report.divisions.flatMap((division) => [
      [bold(`By ${division.columns.join(', ')}`)],
      segmentTable(division, report, options),
    ]),
    notes(report, options),
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
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
      ...values.map((value) => (value === '' ? '(empty)' : escapeControls(value))),
      formatCount(samples) + (samples < minSamples ? ' !' : '  '),
      ...results.map(({ result }, k) => number(result, losses[k]!, options)),
    ];
  });
  const columns = division.columns.length;
  return textTable(rows, {
    headers: [...division.columns, 'samples  ', ...lossLabels(losses)],
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

function intervalLevel(losses: readonly LossOutcome[]): string | undefined {
  if (losses.every(({ interval }) => interval === undefined)) return undefined;
  const known = losses.find(({ interval }) => interval && 'level' in interval)?.interval;
  return known && 'level' in known
    ? `${Number((100 * known.level).toPrecision(6))} % interval`
    : 'interval';
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
