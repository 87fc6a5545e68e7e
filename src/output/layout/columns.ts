import { cutNames } from './cut.ts';
import type { Style } from './styles.ts';
import { displayWidth, truncate, wrap } from './text.ts';

export type Alignment = 'left' | 'right';
/** The style of a cell, which may depend on its row. */
export type CellStyle = (text: string, row: number) => string;

export interface TextTableOptions {
  readonly headers?: readonly string[];
  /** By column; left where not given. */
  readonly align?: readonly Alignment[];
  /** By column, whether its cells are never cut, whatever the width; they may be where not given. */
  readonly whole?: readonly boolean[];
  /** Spaces before every line. */
  readonly indent?: number;
  /** Spaces between columns; two by default. */
  readonly gap?: number;
  /** Columns of the terminal that a line may take; by default any. */
  readonly width?: number;
  /** Whether text of the last column that does not fit goes on below itself; otherwise it is cut. */
  readonly wrapLast?: boolean;
  readonly headerStyle?: Style;
  /** By column. */
  readonly styles?: readonly (CellStyle | undefined)[];
}

/** Room that a wrapped last column keeps before other columns are cut for it. */
const LEAST_WRAPPED = 20;

/**
 * Lays out plain text in columns and returns the lines, without spaces at their ends. Where the columns do
 * not fit into `width`, the last is wrapped if it may, then the widest are cut with `…`: headers and what is aligned at
 * its left are names, which {@link cutNames} keeps apart. No line is wider as long as there is room for the gaps, what may
 * not be cut, and one character of each other column; where there is not, nothing is cut.
 */
export function textTable(
  rows: readonly (readonly string[])[],
  options: TextTableOptions = {},
): string[] {
  const { headers, indent = 0, gap = 2, width = Infinity, wrapLast = false, whole = [] } = options;
  const natural = columnWidths(headers ? [headers, ...rows] : rows);
  const room = width - indent - gap * (natural.length - 1);
  const ofCells = columnWidths(rows);
  const least = natural.map((_, k) => (whole[k] ? (ofCells[k] ?? 1) : 1));
  const layout: Layout = {
    widths: wrapLast ? shrinkLast(natural, room) : shrinkNames(natural, room, least),
    indent: ' '.repeat(indent),
    gap: ' '.repeat(gap),
    align: options.align ?? [],
    wrapLast,
  };
  const header = headers
    ? layoutRow(
        cutNames(headers, layout.widths),
        layout,
        headers.map(() => options.headerStyle),
      )
    : [];
  const styles = options.styles ?? [];
  const lines = withCutNames(rows, layout).flatMap((row, i) =>
    layoutRow(
      row,
      layout,
      styles.map((style) => style && ((text) => style(text, i))),
    ),
  );
  return [...header, ...lines];
}

/** The rows with the names in them cut, column by column. */
function withCutNames(
  rows: readonly (readonly string[])[],
  { widths, align, wrapLast }: Layout,
): (readonly string[])[] {
  const cut = widths.map((width, k) => {
    const isWrapped = wrapLast && k === widths.length - 1;
    if (isWrapped || align[k] === 'right') return undefined;
    return cutNames(
      rows.map((row) => row[k] ?? ''),
      rows.map(() => width),
    );
  });
  return rows.map((row, i) => row.map((cell, k) => cut[k]?.[i] ?? cell));
}

/** The same, but for widths that what may not be cut needs; where these leave no room, nothing is cut. */
function shrinkNames(
  widths: readonly number[],
  room: number,
  least: readonly number[],
): readonly number[] {
  const isFirm = least.some((width) => width > 1);
  if (isFirm && sum(least) > room) return widths;
  return shrinkWidest(widths, room, least);
}

/** Takes from the widest until all fit into `room` together; none falls below what it needs at least, usually 1. */
export function shrinkWidest(
  widths: readonly number[],
  room: number,
  least: readonly number[] = [],
): number[] {
  const shrunk = [...widths];
  let excess = sum(shrunk) - room;
  while (excess > 0) {
    const widest = Math.max(...shrunk.filter((width, k) => width > (least[k] ?? 1)));
    if (widest <= 1) break;
    const place = shrunk.findLastIndex((width, k) => width === widest && width > (least[k] ?? 1));
    shrunk[place] = widest - 1;
    excess--;
  }
  return shrunk;
}

interface Layout {
  readonly widths: readonly number[];
  readonly indent: string;
  readonly gap: string;
  readonly align: readonly Alignment[];
  readonly wrapLast: boolean;
}

function columnWidths(rows: readonly (readonly string[])[]): number[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, displayWidth(cell));
    });
  }
  return widths;
}

function shrinkLast(widths: readonly number[], room: number): number[] {
  const last = widths.at(-1) ?? 0;
  const excess = sum(widths) - room;
  const spare = Math.max(0, last - LEAST_WRAPPED);
  return shrinkWidest([...widths.slice(0, -1), last - Math.max(0, Math.min(excess, spare))], room);
}

/** The lines of one row: one, or more where its last cell is wrapped. */
function layoutRow(
  row: readonly string[],
  layout: Layout,
  styles: readonly (Style | undefined)[],
): string[] {
  const last = layout.widths.length - 1;
  const lastCell = row[last] ?? '';
  const lines = layout.wrapLast ? wrap(lastCell, layout.widths[last] ?? 1) : [lastCell];
  return lines.map((text, i) => {
    const cells = layout.widths.map((_, column) => {
      if (column === last) return text;
      return i === 0 ? (row[column] ?? '') : '';
    });
    return layoutLine(cells, layout, styles);
  });
}

function layoutLine(
  cells: readonly string[],
  { widths, indent, gap, align }: Layout,
  styles: readonly (Style | undefined)[],
): string {
  let line = '';
  let pending = indent;
  cells.forEach((cell, column) => {
    const width = widths[column]!;
    const text = displayWidth(cell) <= width ? cell : truncate(cell.trimEnd(), width);
    // Spaces are held back until something follows them, so that no line ends in them.
    const visible = text.trimEnd();
    const padding = ' '.repeat(width - displayWidth(text));
    const right = align[column] === 'right';
    if (right) pending += padding;
    if (visible !== '') {
      line += pending + (styles[column]?.(visible) ?? visible);
      pending = '';
    }
    pending += ' '.repeat(text.length - visible.length) + (right ? '' : padding) + gap;
  });
  return line;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
