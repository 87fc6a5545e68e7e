import type { CheckOutcome } from '../../check/outcome.ts';
import { settings } from '../result/facts.ts';
import { formatNumber } from '../../text/format-number.ts';
import { escapeMarkdown, table } from '../result/markdown.ts';
import type { Result } from '../../engine/result.ts';
import { LONGEST_SENTENCE, shownText } from '../../messages/shown-text.ts';
import type { Division, LossOutcome } from '../../suite/outcome.ts';
import { CALIBRATION_HEADERS, calibrationNotes, calibrationRows } from './calibration-text.ts';
import {
  checkedText,
  checkSentence,
  checkSummary,
  COMPARED,
  comparedCells,
  STATUS_WORDS,
  unmetChecks,
} from './check-text.ts';
import { inputFacts, reportNotes } from './facts.ts';
import { histogramLines } from './histogram-text.ts';
import { lossLabels } from './labels.ts';
import { samplesText } from './number-text.ts';
import type { Report, ReportOptions } from './report.ts';

/** Characters in a line of a histogram; comments of GitHub are little wider. */
const HISTOGRAM_WIDTH = 72;

/** A report for comments and pull requests: what failed first, then tables of the checks, the losses and the segments. */
export function reportAsMarkdown(report: Report, { precision }: ReportOptions): string {
  const { checks, losses, divisions } = report;
  const results = [
    lossTable(losses, precision),
    ...divisions.map((division) => segmentTable(division, report, precision)),
  ];
  const verdict = checks ? [`**${checkSummary(checks)}**`] : [];
  return [
    `**${cell(report.input)}** · ${[...inputFacts(report), ...verdict].join(' · ')}\n`,
    ...(checks ? [...checkParts(checks, precision), folded('Losses', results)] : results),
    ...histogramParts(report),
    ...calibrationParts(report),
    ...reportNotes(report, '(few)').map((note) => `${escapeMarkdown(note)}\n`),
  ].join('\n');
}

function checkParts(checks: readonly CheckOutcome[], precision: number | undefined): string[] {
  const unmet = unmetChecks(checks).map((check) => {
    const sentence = shownText(checkSentence(check), LONGEST_SENTENCE);
    return `- **${STATUS_WORDS[check.status]}** ${escapeMarkdown(sentence)}\n`;
  });
  const rows = checks.map((check) => [
    check.status === 'passed' ? STATUS_WORDS.passed : `**${STATUS_WORDS[check.status]}**`,
    cell(checkedText(check)),
    ...comparedCells(check, precision).map(escapeMarkdown),
    samplesText(check.samples, check.few),
  ]);
  const headers = ['', 'check', ...COMPARED, 'samples'];
  const alignment = headers.map((_, k) => (k < 2 ? '---' : '---:'));
  return [
    ...(unmet.length > 0 ? [unmet.join('')] : []),
    [...table(headers, alignment, rows)].join(''),
  ];
}

function lossTable(losses: readonly LossOutcome[], precision: number | undefined): string {
  const rows = losses.map(({ result, interval }) => [
    escapeMarkdown([result.loss, ...settings(result)].join(', ')),
    result.compat,
    `**${number(result, result.result, precision)}**`,
    interval && 'low' in interval
      ? `${number(result, interval.low, precision)} to ${number(result, interval.high, precision)}`
      : '',
  ]);
  const headers = ['loss', 'convention', 'result', 'interval'];
  return [...table(headers, ['---', '---', '---:', '---'], rows)].join('');
}

function segmentTable(
  { columns, segments }: Division,
  { losses, minSamples }: Report,
  precision: number | undefined,
): string {
  const headers = [...columns, 'samples', ...lossLabels(losses)].map(cell);
  const alignment = headers.map((_, k) => (k < columns.length ? '---' : '---:'));
  const rows = segments.map(({ values, results }) => {
    const { samples } = results[0]!;
    return [
      ...values.map(cell),
      samplesText(samples, samples < minSamples),
      ...results.map((result) => number(result, result.result, precision)),
    ];
  });
  return [...table(headers, alignment, rows)].join('');
}

/** Parts behind a line that opens them. */
function folded(summary: string, parts: readonly string[]): string {
  return `<details><summary>${summary}</summary>\n\n${parts.join('\n')}\n</details>\n`;
}

function histogramParts({ losses }: Report): string[] {
  const labels = lossLabels(losses);
  return losses.flatMap(({ histogram }, k) => {
    if (!histogram) return [];
    const lines = histogramLines(histogram, HISTOGRAM_WIDTH).map((line) => `${line}\n`);
    return [
      `**Losses of samples: ${escapeMarkdown(labels[k]!)}**\n`,
      `\`\`\`text\n${lines.join('')}\`\`\`\n`,
    ];
  });
}

function calibrationParts({ calibration }: Report): string[] {
  if (!calibration || 'reason' in calibration) return [];
  const alignment = CALIBRATION_HEADERS.map((_, k) => (k === 0 ? '---' : '---:'));
  return [
    `**Calibration** · ${calibrationNotes(calibration).join(' · ')}\n`,
    [...table(CALIBRATION_HEADERS, alignment, calibrationRows(calibration))].join(''),
  ];
}

function number({ dtype }: Result, value: number | null, precision: number | undefined): string {
  return value === null ? 'not reduced' : formatNumber(value, dtype, precision);
}

/** A text of the user as a cell: on one line, and no longer than people read. */
function cell(text: string): string {
  return escapeMarkdown(shownText(text));
}
