import type { CheckOutcome } from '../../check/outcome.ts';
import { type Style, textTable } from '../layout/columns.ts';
import { formatCount, alignDecimals } from '../../text/format-number.ts';
import { stylesFor } from '../layout/styles.ts';
import { displayWidth } from '../layout/text.ts';
import { LONGEST_SENTENCE, shownText } from '../../messages/shown-text.ts';
import {
  checkedText,
  checkSentence,
  COMPARED,
  comparedCells,
  STATUS_WORDS,
  unmetChecks,
} from './check-text.ts';
import type { ReportOptions } from './report.ts';

const INDENT = 2;

/** All checks in their order; below, next to where a terminal stops, in words those that did not pass. */
export function checkBlocks(
  checks: readonly CheckOutcome[],
  { precision, width, color }: ReportOptions,
): string[][] {
  const { dim, red, yellow } = stylesFor(color);
  const mark: Style = (word) => {
    if (word === STATUS_WORDS.failed) return red(word);
    return word === STATUS_WORDS.warned ? yellow(word) : word;
  };
  const { headers, rows } = columnsWithin(width, checks, precision);
  const table = textTable(rows, {
    headers,
    align: headers.map((_, k) => (k < 2 ? 'left' : 'right')),
    indent: INDENT,
    width,
    headerStyle: dim,
    styles: [mark],
  });
  const sentences = unmetChecks(checks).map((check) => [
    STATUS_WORDS[check.status],
    shownText(checkSentence(check), LONGEST_SENTENCE),
  ]);
  return [table, textTable(sentences, { indent: INDENT, width, wrapLast: true, styles: [mark] })];
}

interface Cells {
  readonly headers: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Where checks would have to be cut, the differences make room: they are the results less the bounds. */
function columnsWithin(
  width: number,
  checks: readonly CheckOutcome[],
  precision: number | undefined,
): Cells {
  const compared = checks.map((check) => comparedCells(check, precision));
  const results = alignDecimals(compared.map(([result]) => result!));
  const all: Cells = {
    headers: ['', 'check', ...COMPARED, 'samples  '],
    rows: checks.map((check, i) => [
      STATUS_WORDS[check.status],
      shownText(checkedText(check)),
      results[i]!,
      ...compared[i]!.slice(1),
      formatCount(check.samples) + (check.few ? ' !' : '  '),
    ]),
  };
  const lines = textTable([all.headers, ...all.rows], { indent: INDENT });
  if (lines.every((line) => displayWidth(line) <= width)) return all;
  const omitted = all.headers.indexOf('difference');
  const without = (row: readonly string[]): string[] => row.filter((_, k) => k !== omitted);
  return { headers: without(all.headers), rows: all.rows.map(without) };
}
