import type { Result } from '../../engine/result.ts';
import type { SampleView } from '../../reduce/samples.ts';
import type { LossOutcome } from '../../suite/outcome.ts';
import { formatCount } from '../../text/format-number.ts';
import { html, type Markup } from '../escape.ts';
import type { Column } from '../cells/column.ts';
import { lossLabels } from '../cells/loss-cells.ts';
import { numberText } from '../cells/numbers.ts';
import { omittedPhrase } from '../cells/result-facts.ts';
import { gradientColumn, nameColumns, sampleColumns } from '../cells/sample-cells.ts';
import type { ReportOptions } from '../report/report.ts';
import { sampleRows, showsDigest, type SampleRow } from '../report/samples.ts';
import { htmlTable } from './elements.ts';

/** For each loss the samples with the worst losses, where they were kept. */
export function worstPart(losses: readonly LossOutcome[], options: ReportOptions): Markup {
  return tablesOf(losses, ({ worst = [], result }) => {
    if (worst.length === 0) return '';
    const kept = Object.keys(worst[0]!.texts ?? {});
    const texts = nameColumns(kept, worst, (sample, k) => sample.texts![kept[k]!]!);
    return sampleTable(worst, result, options, texts);
  });
}

/** For each loss the first and the last samples, where they are to be shown; the worst have a part of their own. */
export function digestPart(losses: readonly LossOutcome[], options: ReportOptions): Markup {
  return tablesOf(losses, (outcome) => {
    if (!showsDigest(outcome, options)) return '';
    const { result } = outcome;
    const { head, tail } = sampleRows(result);
    const gradients = (rows: readonly SampleRow[]): readonly Column[] =>
      gradientColumn(rows, result, (x) => numberText(x, result.dtype, options.precision));
    const first = sampleTable(head, result, options, [], gradients(head));
    if (tail.length === 0) return first;
    const omitted = `<p class="quiet">… ${omittedPhrase(result)} …</p>`;
    return [first, omitted, sampleTable(tail, result, options, [], gradients(tail))].join('\n');
  });
}

function tablesOf(
  losses: readonly LossOutcome[],
  tableOf: (outcome: LossOutcome) => Markup,
): Markup {
  const labels = lossLabels(losses);
  return losses
    .map((outcome, k) => ({ label: labels[k]!, table: tableOf(outcome) }))
    .filter(({ table }) => table !== '')
    .map(({ label, table }) => `<h3>${html(label)}</h3>\n${table}`)
    .join('\n');
}

function sampleTable(
  samples: readonly SampleView[],
  result: Result,
  { precision }: ReportOptions,
  texts: readonly Column[] = [],
  gradients: readonly Column[] = [],
): Markup {
  const { row, numbers } = sampleColumns(samples, result, {
    row: formatCount,
    number: (x) => numberText(x, result.dtype, precision),
  });
  return htmlTable([row, ...texts, ...numbers, ...gradients]);
}
