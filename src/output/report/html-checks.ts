import type { CheckOutcome, CheckStatus } from '../../check/outcome.ts';
import { LONGEST_SENTENCE } from '../../messages/shown-text.ts';
import {
  checkedText,
  checkSentence,
  checkSummary,
  COMPARED,
  comparedCells,
  STATUS_WORDS,
  unmetChecks,
  worstStatus,
} from './check-text.ts';
import { html, htmlTable, type Column, type Html } from './html-text.ts';
import { samplesText } from './number-text.ts';
import type { ReportOptions } from './report.ts';

/** Not by colour alone. */
const SIGNS: Readonly<Record<CheckStatus, string>> = { passed: '✓', failed: '✗', warned: '!' };

/** What came of the checks: what did not pass in words, then all of them; nothing where there are none. */
export function checkPart(checks: readonly CheckOutcome[], { precision }: ReportOptions): Html {
  if (checks.length === 0) return '';
  const unmet = unmetChecks(checks).map(
    (check) => `<li>${badge(check.status)} ${html(checkSentence(check), LONGEST_SENTENCE)}</li>`,
  );
  const rows = checks.map((check) => [
    badge(check.status),
    html(checkedText(check)),
    ...comparedCells(check, precision).map((cell) => html(cell)),
    samplesText(check.samples, check.few),
  ]);
  const columns: Column[] = [
    { header: '' },
    { header: 'check' },
    ...[...COMPARED, 'samples'].map((header) => ({ header, isNumber: true })),
  ];
  return [
    `<p class="${worstStatus(checks)}">${checkSummary(checks)}</p>`,
    ...(unmet.length > 0 ? [`<ul class="unmet">\n${unmet.join('\n')}\n</ul>`] : []),
    htmlTable(columns, rows),
  ].join('\n');
}

function badge(status: CheckStatus): Html {
  return `<span class="${status}">${SIGNS[status]} ${STATUS_WORDS[status]}</span>`;
}
