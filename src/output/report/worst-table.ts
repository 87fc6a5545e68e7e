import { DEFAULT_DIGITS } from '../result/facts.ts';
import { formatSignificant, alignDecimals } from '../../text/format-number.ts';
import { textTable } from '../layout/columns.ts';
import { wrap } from '../layout/text.ts';
import { stylesFor } from '../layout/styles.ts';
import { vectorCells } from '../layout/vector-cells.ts';
import { shownText } from '../../messages/shown-text.ts';
import type { ReportOptions } from './report.ts';
import type { WorstReport } from './worst-report.ts';
import { worstTitle } from './worst-title.ts';

/** The share of a line that true and predicted values get each, where they are long vectors. */
const SHARE_OF_VECTORS = 1 / 4;

/** The worst samples for people at a terminal, in lines no wider than that. */
export function worstAsTable(report: WorstReport, options: ReportOptions): string {
  const { input, result, columns, samples } = report;
  const { width, precision = DEFAULT_DIGITS } = options;
  const { bold, dim } = stylesFor(options.color);
  const number = (x: number): string => formatSignificant(x, precision, result.dtype);
  const room = Math.floor(width * SHARE_OF_VECTORS);
  const truths = vectorCells(
    samples.map((sample) => sample.true),
    number,
    room,
  ).cells;
  const preds = vectorCells(
    samples.map((sample) => sample.pred),
    number,
    room,
  ).cells;
  const losses = alignDecimals(samples.map(({ loss }) => number(loss)));
  const rows = samples.map(({ row, shown }, i) => [
    String(row),
    ...shown.map((text) => shownText(text)),
    truths[i]!,
    preds[i]!,
    losses[i]!,
  ]);
  const headers = ['row', ...columns.map((name) => shownText(name)), 'true', 'pred', 'loss'];
  const lines = textTable(rows, {
    headers,
    align: headers.map((_, k) => (k > 0 && k <= columns.length ? 'left' : 'right')),
    indent: 2,
    width,
    headerStyle: dim,
    styles: [dim],
  });
  const title = [bold(shownText(input)), ...wrap(worstTitle(report), width)];
  return [...title, '', ...lines].map((line) => `${line}\n`).join('');
}
