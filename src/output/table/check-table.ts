import type { CheckOutcome } from '../../check/outcome.ts';
import { alignDecimals } from '../../text/format-number.ts';
import { checkColumns, STATUS_WORDS, unmetChecks } from '../cells/check-cells.ts';
import type { Column } from '../cells/column.ts';
import { textTable } from '../layout/columns.ts';
import { stylesFor } from '../layout/styles.ts';
import type { ReportOptions } from '../report/report.ts';
import { fits, INDENT, textColumns, withMarks } from './text-columns.ts';

/** All checks in their order; below, next to where a terminal stops, in words those that did not pass. */
export function checkBlocks(checks: readonly CheckOutcome[], options: ReportOptions): string[][] {
  const { red, yellow } = stylesFor(options.color);
  const unmet = unmetChecks(checks);
  const sentences = textTable(
    unmet.map(({ status, sentence }) => [STATUS_WORDS[status], sentence]),
    {
      indent: INDENT,
      width: options.width,
      wrapLast: true,
      styles: [(word) => (word === STATUS_WORDS.failed ? red(word) : yellow(word))],
    },
  );
  return [textColumns(columnsWithin(options, checks), options), sentences];
}

/** Where checks would have to be cut, the differences make room: they are the results less the bounds. */
function columnsWithin(
  { width, precision }: ReportOptions,
  checks: readonly CheckOutcome[],
): readonly Column[] {
  const { status, check, result, bound, difference, samples } = checkColumns(checks, precision);
  const first = [status, check, { ...result, cells: alignDecimals(result.cells) }, bound];
  const all = [...first, difference, withMarks(samples)];
  return fits(all, width) ? all : [...first, withMarks(samples)];
}
