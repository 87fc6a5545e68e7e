import { reductionName, reductionPhrase } from '../../engine/reduction-phrase.ts';
import type { Result } from '../../engine/result.ts';
import type { LossOutcome } from '../../suite/outcome.ts';
import { formatNumber } from '../../text/format-number.ts';
import { intervalLevel } from '../cells/loss-cells.ts';
import { boundsText, numberText } from '../cells/numbers.ts';
import {
  conventionPhrase,
  notices,
  resultName,
  settings,
  shapePhrase,
} from '../cells/result-facts.ts';
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
    perSample ? sampleTable(outcome, options) : [],
    resultLines(outcome, options),
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
    ...joinPhrases([shapePhrase(result), reductionPhrase(result), ...settings(result)], width),
    ...joinPhrases(notices(result), width).map(yellow),
  ];
}

/** The result, and below it its interval, where it has one. */
function resultLines(
  { result: computed, interval }: LossOutcome,
  options: ReportOptions,
): string[] {
  const { result, reduction, dtype } = computed;
  const { precision, width, color } = options;
  if (result === null) return [];
  const { bold } = stylesFor(color);
  const text = formatNumber(result, dtype, precision);
  if (computed.skill) return skillLines(computed, text, options);
  const label = reductionName(reduction);
  if (!interval || 'reason' in interval) return labelled(label, text, width, bold);
  const bounds = boundsText(interval, dtype, (x) => numberText(x, dtype, precision));
  const level = intervalLevel([interval])!;
  const [first, second] = [label, level].map((each) => {
    return each.padEnd(Math.max(label.length, level.length));
  });
  return [
    ...labelled(first!, text, width, bold),
    ...labelled(second!, bounds, width, (plain) => plain),
  ];
}

/** A skill, and below it the losses that it is made of. */
function skillLines(
  result: Result,
  text: string,
  { precision, width, color }: ReportOptions,
): string[] {
  const { loss, reference } = result.skill!;
  const labels = [resultName(result), 'loss of the predictions', 'loss of the reference'];
  const longest = Math.max(...labels.map((label) => displayWidth(label)));
  const [first, ...more] = labels.map((label) => label.padEnd(longest));
  const numbers = [loss, reference].map((x) => formatNumber(x, result.dtype, precision));
  return [
    ...labelled(first!, text, width, stylesFor(color).bold),
    ...more.flatMap((label, k) => labelled(label, numbers[k]!, width, (plain) => plain)),
  ];
}

/** A text after its label on one line, or where they do not fit on as many as it takes. */
function labelled(label: string, text: string, width: number, style: Style): string[] {
  if (displayWidth(`  ${label}  ${text}`) <= width) return [`  ${label}  ${style(text)}`];
  return wrap(`${label} ${text}`, width, INDENT).map(style);
}
