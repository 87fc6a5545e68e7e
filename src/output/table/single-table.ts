import { reductionName, reductionPhrase } from '../../engine/reduction-phrase.ts';
import type { LossOutcome } from '../../suite/outcome.ts';
import { formatShape } from '../../tensor/shape.ts';
import { formatNumber } from '../../text/format-number.ts';
import { intervalLevel } from '../cells/loss-cells.ts';
import { boundsText, numberText } from '../cells/numbers.ts';
import { conventionPhrase, notices, settings } from '../cells/result-facts.ts';
import { stylesFor, type Style } from '../layout/styles.ts';
import { displayWidth, joinPhrases, wrap } from '../layout/text.ts';
import type { ReportOptions } from '../report/report.ts';
import { sampleTable } from './sample-table.ts';
import { INDENT } from './text-columns.ts';

/** A loss in full: what was computed, the samples, the result and its interval. */
export function singleBlocks(outcome: LossOutcome, options: ReportOptions): string[][] {
  const { perSample = true } = options;
  return [
    heading(outcome, options),
    perSample ? sampleTable(outcome.result, options) : [],
    [...resultLines(outcome, options), ...intervalLines(outcome, options)],
  ];
}

function heading(outcome: LossOutcome, { width, color }: ReportOptions): string[] {
  const { bold, yellow } = stylesFor(color);
  const { request, result } = outcome;
  const { title } = request.definition;
  const [first, ...more] = joinPhrases([title, conventionPhrase(outcome), result.dtype], width);
  return [
    first!.startsWith(title) ? bold(title) + first!.slice(title.length) : bold(first!),
    ...more,
    ...joinPhrases(
      [`shape ${formatShape(result.shape)}`, reductionPhrase(result), ...settings(result)],
      width,
    ),
    ...joinPhrases(notices(result), width).map(yellow),
  ];
}

function resultLines(
  { result: { result, reduction, dtype } }: LossOutcome,
  { precision, width, color }: ReportOptions,
): string[] {
  if (result === null) return [];
  const { bold } = stylesFor(color);
  return labelled(reductionName(reduction), formatNumber(result, dtype, precision), width, bold);
}

function intervalLines(
  { interval, result: { dtype } }: LossOutcome,
  { precision, width }: ReportOptions,
): string[] {
  if (!interval || 'reason' in interval) return [];
  const bounds = boundsText(interval, dtype, (x) => numberText(x, dtype, precision));
  return labelled(intervalLevel([interval])!, bounds, width, (text) => text);
}

/** A text after its label on one line, or where they do not fit on as many as it takes. */
function labelled(label: string, text: string, width: number, style: Style): string[] {
  if (displayWidth(`  ${label}  ${text}`) <= width) return [`  ${label}  ${style(text)}`];
  return wrap(`${label} ${text}`, width, INDENT).map(style);
}
