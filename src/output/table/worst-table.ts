import { alignDecimals, formatSignificant } from '../../text/format-number.ts';
import { shownText } from '../../messages/shown-text.ts';
import { DEFAULT_DIGITS } from '../cells/numbers.ts';
import { sampleColumns, valueFormat } from '../cells/sample-cells.ts';
import { shownColumns, worstTitle } from '../cells/worst-cells.ts';
import { stylesFor } from '../layout/styles.ts';
import { wrap } from '../layout/text.ts';
import { vectorCells } from '../layout/vector-cells.ts';
import type { ReportOptions } from '../report/report.ts';
import type { WorstReport } from '../report/worst-report.ts';
import { textColumns } from './text-columns.ts';

/** The share of a line that true and predicted values get each, where they are long vectors. */
const SHARE_OF_VECTORS = 1 / 4;

/** The worst samples for people at a terminal, in lines no wider than that. */
export function worstAsTable(report: WorstReport, options: ReportOptions): string {
  const { input, result, samples } = report;
  const { width, precision = DEFAULT_DIGITS } = options;
  const { bold } = stylesFor(options.color);
  const number = (x: number): string => formatSignificant(x, precision, result.dtype);
  const room = Math.floor(width * SHARE_OF_VECTORS);
  const { row, numbers } = sampleColumns(samples, result, { row: String, number });
  const [truth, pred, loss] = numbers;
  const fitted = (vectors: readonly (readonly number[])[]): readonly string[] =>
    vectorCells(vectors, valueFormat(result, number), room).cells;
  const lines = textColumns(
    [
      row,
      ...shownColumns(report),
      { ...truth!, cells: fitted(samples.map((sample) => sample.true)) },
      { ...pred!, cells: fitted(samples.map((sample) => sample.pred)) },
      { ...loss!, cells: alignDecimals(loss!.cells) },
    ],
    options,
  );
  const title = [bold(shownText(input)), ...wrap(worstTitle(report), width)];
  return [...title, '', ...lines].map((line) => `${line}\n`).join('');
}
