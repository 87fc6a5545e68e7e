import { settings } from '../render/facts.ts';
import { formatCount, formatNumber } from '../render/index.ts';
import { escapeMarkdown, table } from '../render/markdown.ts';
import type { Result } from '../result.ts';
import { lossLabels } from './labels.ts';
import type { Report, ReportOptions } from './report.ts';
import { LONGEST_SENTENCE, shownText } from './shown-text.ts';

/** A report for comments and pull requests: tables of the checks, the losses and the segments. */
export function reportAsMarkdown(report: Report, { precision }: ReportOptions): string {
  const { losses, divisions, minSamples, checks = [] } = report;
  const number = ({ dtype }: Result, value: number | null): string =>
    value === null ? 'not reduced' : formatNumber(value, dtype, precision);
  const rows = losses.map(({ result, interval }) => [
    escapeMarkdown([result.loss, ...settings(result)].join(', ')),
    result.compat,
    `**${number(result, result.result)}**`,
    interval && 'low' in interval
      ? `${number(result, interval.low)} to ${number(result, interval.high)}`
      : '',
  ]);
  const parts = divisions.map(({ columns, segments }) => {
    const headers = [...columns, 'samples', ...lossLabels(losses)].map(cell);
    const alignment = headers.map((_, k) => (k < columns.length ? '---' : '---:'));
    const cells = segments.map(({ values, results }) => {
      const { samples } = results[0]!;
      return [
        ...values.map(cell),
        formatCount(samples) + (samples < minSamples ? ' (few)' : ''),
        ...results.map((result) => number(result, result.result)),
      ];
    });
    return `\n${[...table(headers, alignment, cells)].join('')}`;
  });
  const held = checks.map(({ status, assertion, message }) => [
    status === 'passed' ? status : `**${status}**`,
    cell(assertion),
    escapeMarkdown(shownText(message, LONGEST_SENTENCE)),
  ]);
  const samples = formatCount(losses[0]!.result.samples);
  return [
    `**${cell(report.input)}** · ${samples} samples\n\n`,
    ...(checks.length > 0
      ? [...table(['check', 'expected', 'found'], ['---', '---', '---'], held), '\n']
      : []),
    ...table(['loss', 'convention', 'result', 'interval'], ['---', '---', '---:', '---'], rows),
    ...parts,
  ].join('');
}

/** A text of the user as a cell: on one line, and no longer than people read. */
function cell(text: string): string {
  return escapeMarkdown(shownText(text));
}
