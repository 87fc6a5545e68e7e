import { shownText } from '../../messages/shown-text.ts';
import type { Division } from '../../suite/outcome.ts';
import type { Column } from '../cells/column.ts';
import { numberText } from '../cells/numbers.ts';
import { segmentColumns, shownSegments } from '../cells/segment-cells.ts';
import { stylesFor } from '../layout/styles.ts';
import { wrap } from '../layout/text.ts';
import type { Report, ReportOptions } from '../report/report.ts';
import { fits, INDENT, textColumns, withMarks } from './text-columns.ts';

/**
 * A division: its title, and its segments in one table; or in one for each loss, where there are intervals with which it
 * would be too wide.
 */
export function divisionBlocks(
  division: Division,
  report: Report,
  options: ReportOptions,
): string[][] {
  const { bold } = stylesFor(options.color);
  const { shown, omitted } = shownSegments(division);
  const { names, samples, losses } = segmentColumns(shown, report, (x, dtype) =>
    numberText(x, dtype, options.precision),
  );
  const first = [...names.map(withEmptyNamed), withMarks(samples)];
  const all = [...first, ...losses.flat()];
  const hasIntervals = losses.some((columns) => columns.length > 1);
  const tables: (readonly Column[])[] =
    !hasIntervals || fits(all, options.width)
      ? [all]
      : losses.map((ofLoss) => [...first, ...ofLoss]);
  return [
    [bold(`By ${division.columns.map((name) => shownText(name)).join(', ')}`)],
    ...tables.map((columns) => textColumns(columns, options)),
    omitted === undefined ? [] : wrap(omitted, options.width, INDENT),
  ];
}

/** A cell without text would be overlooked. */
function withEmptyNamed(column: Column): Column {
  return { ...column, cells: column.cells.map((text) => (text === '' ? '(empty)' : text)) };
}
