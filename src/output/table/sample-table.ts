import type { Result } from '../../engine/result.ts';
import { rowsOf, type Column } from '../cells/column.ts';
import { DEFAULT_DIGITS } from '../cells/numbers.ts';
import { omittedPhrase } from '../cells/result-facts.ts';
import {
  hasTrueValues,
  lossColumn,
  rowColumn,
  valueFormat,
  worstHeading,
} from '../cells/sample-cells.ts';
import { shrinkWidest, textTable } from '../layout/columns.ts';
import { stylesFor } from '../layout/styles.ts';
import { alignDecimals, formatSignificant } from '../../text/format-number.ts';
import type { ReportOptions } from '../report/report.ts';
import { sampleRows, type SampleRow } from '../report/samples.ts';
import type { LossOutcome } from '../../suite/outcome.ts';
import { vectorCells, type VectorCells } from '../layout/vector-cells.ts';
import { INDENT } from './text-columns.ts';

/** Terminals of fewer columns get narrower gaps. */
const NARROW = 60;
/** Digits that inputs give up to no fewer than, by default, for all of a vector to be seen. */
const WHOLE_VECTOR_DIGITS = 4;
/** More digits than a double has change nothing. */
const MOST_DIGITS = 17;

/**
 * The digest as lines of at most `width` columns: the first samples, how many follow, the last ones, and
 * the ones with the worst loss. Where they do not fit, numbers give up digits and vectors their middle.
 */
export function sampleTable(
  { request, result }: LossOutcome,
  { precision, width, color }: ReportOptions,
): string[] {
  const { dim } = stylesFor(color);
  const { head, tail, worst } = sampleRows(result);
  const rows = [...head, ...tail, ...worst];
  if (rows.length === 0) return [];
  const gap = width < NARROW ? 2 : 3;
  const columns = fitColumns(rows, result, precision, width - INDENT, gap);
  const [header, ...lines] = textTable(rowsOf(columns), {
    headers: columns.map((column) => column.header),
    align: columns.map(() => 'right'),
    indent: INDENT,
    gap,
    width,
    headerStyle: dim,
    styles: [dim],
  });
  const margin = ' '.repeat(INDENT);
  const firstOfWorst = head.length + tail.length;
  return [
    header!,
    ...lines.slice(0, head.length),
    ...(tail.length > 0 ? [margin + dim(`… ${omittedPhrase(result)} …`)] : []),
    ...lines.slice(head.length, firstOfWorst),
    ...(worst.length > 0 ? ['', margin + dim(worstHeading(request))] : []),
    ...lines.slice(firstOfWorst),
  ];
}

interface VectorColumn {
  readonly header: string;
  readonly vectors: readonly (readonly number[])[];
}

/** How much a layout shows of the numbers. */
interface Detail {
  /** Significant digits of inputs and gradients. */
  readonly digits: number;
  readonly lossDigits: number;
  /** Positions of each vector at least, the shorter ones whole. */
  readonly positions: number;
}

/** From the most detail to the least. */
function* details(precision: number | undefined): Generator<Detail> {
  const most = Math.min(precision ?? DEFAULT_DIGITS, MOST_DIGITS);
  const floor = precision === undefined ? WHOLE_VECTOR_DIGITS : most;
  for (let digits = most; digits >= floor; digits--) {
    yield { digits, lossDigits: most, positions: Infinity };
  }
  for (const positions of [2, 1]) {
    for (let digits = floor; digits >= Math.min(floor, 2); digits--) {
      yield { digits, lossDigits: digits === floor ? most : digits, positions };
    }
  }
}

/** The columns in as much detail as `width` allows; where it allows none, rows and losses alone. */
function fitColumns(
  rows: readonly SampleRow[],
  result: Result,
  precision: number | undefined,
  width: number,
  gap: number,
): Column[] {
  const { dtype, gradient } = result;
  const numbers = rowColumn(rows, result, String);
  const lossesOf = (digits: number): Column[] =>
    lossColumn(rows, result, (x) => formatSignificant(x, digits, dtype)).map(withAlignedDecimals);
  const vectors: VectorColumn[] = [
    ...(hasTrueValues(rows) ? [{ header: 'true', vectors: rows.map((row) => row.true) }] : []),
    { header: 'pred', vectors: rows.map((row) => row.pred) },
  ];
  const beforeLosses = vectors.length;
  if (gradient) vectors.push({ header: 'gradient', vectors: rows.map((row) => row.gradient) });
  const gaps = gap * (vectors.length + lossesOf(1).length);
  for (const { digits, lossDigits, positions } of details(precision)) {
    const losses = lossesOf(lossDigits);
    const taken = [numbers, ...losses].map(columnWidth).reduce((sum, each) => sum + each);
    const room = width - gaps - taken;
    const number = (x: number): string => formatSignificant(x, digits, dtype);
    const fitted = fitVectors(vectors, room, valueFormat(result, number));
    const total = fitted.reduce((sum, column) => sum + columnWidth(column), 0);
    if (total <= room && fitted.every(({ whole, shown }) => whole || shown >= positions)) {
      const [before, after] = [fitted.slice(0, beforeLosses), fitted.slice(beforeLosses)];
      return [numbers, ...before, ...losses, ...after];
    }
  }
  return [numbers, ...lossesOf(precision ?? DEFAULT_DIGITS)];
}

function withAlignedDecimals(column: Column): Column {
  return { ...column, cells: alignDecimals(column.cells) };
}

/** Shares `room` among columns of vectors, the widest giving way first. */
function fitVectors(
  columns: readonly VectorColumn[],
  room: number,
  format: (x: number) => string,
): (Column & VectorCells)[] {
  const fit = ({ header, vectors }: VectorColumn, share: number): Column & VectorCells => ({
    header,
    ...vectorCells(vectors, format, share),
  });
  const unshared = columns.map((column) => fit(column, room));
  const wanted = unshared.map(columnWidth);
  const shares = shrinkWidest(wanted, room);
  return columns.map((column, i) =>
    shares[i] === wanted[i] ? unshared[i]! : fit(column, shares[i]!),
  );
}

function columnWidth({ header, cells }: Column): number {
  return Math.max(header.length, ...cells.map((text) => text.length));
}
