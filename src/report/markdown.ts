import { settings } from '../render/facts.ts';
import { formatCount, formatNumber } from '../render/index.ts';
import { escapeMarkdown, table } from '../render/markdown.ts';
import type { Result } from '../result.ts';
import { lossLabels } from './labels.ts';
import type { Report, ReportOptions } from './report.ts';

/** A report for comments and pull requests: tables of the losses and of the segments. */
export function reportAsMarkdown(report: Report, { precision }: ReportOptions): string {
  const { losses, divisions, minSamples } = report;
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
    const headers = [...columns, 'samples', ...lossLabels(losses)].map(escapeMarkdown);
    const alignment = headers.map((_, k) => (k < columns.length ? '---' : '---:'));
    const cells = segments.map(({ values, results }) => {
      const { samples } = results[0]!;
      return [
        ...values.map(escapeMarkdown),
        formatCount(samples) + (samples < minSamples ? ' (few)' : ''),
        ...results.map((result) => number(result, result.result)),
      ];
    });
    return `\n${[...table(headers, alignment, cells)].join('')}`;
  });
  const samples = formatCount(losses[0]!.result.samples);
  return [
    `**${escapeMarkdown(report.input)}** · ${samples} samples\n\n`,
    ...table(['loss', 'convention', 'result', 'interval'], ['---', '---', '---:', '---'], rows),
    ...parts,
  ].join('');
}
