import type { CheckOutcome } from '../../check/outcome.ts';
import { escapeMarkup, type Markup } from '../escape.ts';
import {
  checkColumns,
  checkSummary,
  STATUS_WORDS,
  unmetChecks,
  worstStatus,
} from '../cells/check-cells.ts';
import { withFewNamed, type Column } from '../cells/column.ts';
import type { ReportOptions } from '../report/report.ts';
import { badge, htmlTable } from './elements.ts';

/** What came of the checks: what did not pass in words, then all of them; nothing where there are none. */
export function checkPart(checks: readonly CheckOutcome[], { precision }: ReportOptions): Markup {
  if (checks.length === 0) return '';
  const unmet = unmetChecks(checks).map(
    ({ status, sentence }) =>
      `<li>${badge(status, STATUS_WORDS[status])} ${escapeMarkup(sentence)}</li>`,
  );
  const { samples, ...others } = checkColumns(checks, precision);
  return [
    `<p class="${worstStatus(checks)}">${checkSummary(checks)}</p>`,
    ...(unmet.length > 0 ? [`<ul class="unmet">\n${unmet.join('\n')}\n</ul>`] : []),
    htmlTable([...Object.values<Column>(others), withFewNamed(samples)]),
  ].join('\n');
}
