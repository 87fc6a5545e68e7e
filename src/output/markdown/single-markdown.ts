import { reductionPhrase } from '../../engine/reduction-phrase.ts';
import type { LossOutcome } from '../../suite/outcome.ts';
import { formatShape } from '../../tensor/shape.ts';
import { formatCount, formatNumber } from '../../text/format-number.ts';
import { escapeMarkdown } from '../escape.ts';
import { intervalLevel } from '../cells/loss-cells.ts';
import { boundsText } from '../cells/numbers.ts';
import { conventionPhrase, resultName, samplesPhrase, settings } from '../cells/result-facts.ts';
import type { ReportOptions } from '../report/report.ts';
import { showsDigest } from '../report/samples.ts';
import { digestTables } from './digest-markdown.ts';

/** A loss in full: what was computed, the result, and single samples. */
export function singleParts(outcome: LossOutcome, options: ReportOptions): string[] {
  const rows = [...facts(outcome), ...resultRows(outcome, options)];
  const [first, ...more] = rows.map((cells) => `| ${cells.join(' | ')} |\n`);
  return [
    `**${escapeMarkdown(outcome.request.definition.title)}**\n`,
    [first!, '| --- | --- |\n', ...more].join(''),
    ...(showsDigest(outcome, options) ? digestTables(outcome, options) : []),
  ];
}

function facts(outcome: LossOutcome): string[][] {
  const { result } = outcome;
  const parameters = settings(result).join(', ');
  const { skipped, where, clipped, files = 1 } = result;
  const skippedElements = result.elements?.skipped ?? 0;
  const rows: [name: string, text: string][] = [
    [result.word, resultName(result)],
    ['convention', conventionPhrase(outcome)],
    ['dtype', result.dtype],
    ...pairIf(parameters !== '', 'parameters', parameters),
    result.lists ? ['lists', samplesPhrase(result)] : ['shape', formatShape(result.shape)],
    ['reduction', reductionPhrase(result)],
    ...pairIf(files > 1, 'files', formatCount(files)),
    ...(where
      ? [
          ...pairIf(true, 'where', where.conditions),
          ...pairIf(true, 'rows left out', formatCount(where.leftOut)),
        ]
      : []),
    ...pairIf(skipped > 0, 'rows skipped', formatCount(skipped)),
    ...pairIf(skippedElements > 0, 'elements skipped', formatCount(skippedElements)),
    ...pairIf(clipped > 0, 'values clipped', formatCount(clipped)),
  ];
  return rows.map((row) => row.map(escapeMarkdown));
}

function resultRows(
  { result: { result, dtype, skill }, interval }: LossOutcome,
  { precision }: ReportOptions,
): string[][] {
  if (result === null) return [];
  const number = (x: number): string => formatNumber(x, dtype, precision);
  return [
    ['result', `**${number(result)}**`],
    ...(skill
      ? [
          ['loss of the predictions', number(skill.loss)],
          ['loss of the reference', number(skill.reference)],
        ]
      : []),
    ...(interval && 'low' in interval
      ? [[intervalLevel([interval])!, boundsText(interval, dtype, number)]]
      : []),
  ];
}

function pairIf(condition: boolean, name: string, text: string): [string, string][] {
  return condition ? [[name, text]] : [];
}
