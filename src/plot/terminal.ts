import { Chalk } from 'chalk';
import { displayWidth, joinPhrases } from '../output/layout/text.ts';
import { BrailleCanvas, DOTS } from './braille.ts';
import type { Chart } from './chart.ts';
import { frameOf, type Frame, type Point, type Tick } from './frame.ts';
import { legendLabels, seriesOf, type Series } from './series.ts';

const NARROWEST = 40;
/** A wider drawing of the same height is too flat. */
const WIDEST = 100;
const ROWS = 13;
const COLUMNS_PER_TICK = 10;
const ROWS_PER_TICK = 3;
/** A marker of its own tells each line apart where there is no colour; a derivative has the hollow one. */
const MARKERS = ['●', '■', '▲', '◆', '▼', '★', '⬢', '✦'];
const HOLLOW_MARKERS = ['○', '□', '△', '◇', '▽', '☆', '⬡', '✧'];
const MARKERS_PER_LINE = 3;
/** Dots drawn and left out of a dashed line. */
const DASH = 4;

/** How a terminal shows a text. */
export interface TerminalStyle {
  /** Columns; fewer than 40 are taken for 40. */
  readonly width: number;
  readonly color: boolean;
}

/** A chart as lines of text, about 20, with curves of Braille dots. */
export function drawTerminal(chart: Chart, { width, color }: TerminalStyle): string {
  const columns = Math.min(Math.max(width, NARROWEST), WIDEST);
  const frame = frameOf(chart, {
    x: Math.floor(columns / COLUMNS_PER_TICK),
    y: Math.floor(ROWS / ROWS_PER_TICK),
  });
  const styles = stylesOf(color);
  const margin = Math.max(chart.word.length, ...frame.yTicks.map(({ label }) => label.length)) + 1;
  const canvas = new BrailleCanvas(columns - margin - 1, ROWS);
  drawSeries(canvas, frame, seriesOf(chart));
  return [
    ...heading(chart, columns, styles),
    ...legend(chart, columns, styles),
    '',
    chart.word.padStart(margin - 1),
    ...plotRows(canvas, frame, margin, styles),
    ...horizontalAxis(canvas.columns, frame, margin),
    centred(chart.xTitle, margin + 1 + canvas.columns / 2, columns),
    '',
  ].join('\n');
}

type Style = (text: string) => string;

interface Styles {
  readonly bold: Style;
  readonly dim: Style;
  /** By curve. */
  readonly curves: readonly Style[];
}

/** Sixteen colours and no more, so that the terminal's own theme decides how they look. */
function stylesOf(color: boolean): Styles {
  const chalk = new Chalk({ level: color ? 1 : 0 });
  const { bold, dim, cyan, yellow, magenta, green, blueBright, red, gray, white } = chalk;
  return { bold, dim, curves: [cyan, yellow, magenta, green, blueBright, red, gray, white] };
}

function heading({ title, settings }: Chart, columns: number, { bold }: Styles): string[] {
  const [first = '', ...more] = joinPhrases([title, ...settings], columns);
  return [first.replace(title, () => bold(title)), ...more];
}

function legend(chart: Chart, columns: number, styles: Styles): string[] {
  const labels = legendLabels(chart);
  const hollow = chart.curves.flatMap(({ derivatives }, i) =>
    derivatives ? [HOLLOW_MARKERS[i]!] : [],
  );
  const entries = [
    ...labels.map((label, i) => `${MARKERS[i]!} ${label}`),
    ...(hollow.length > 0 ? [`${hollow.join('')} derivative (dashed)`] : []),
  ];
  if (entries.length === 0) return [];
  const coloured = (marker: string): string =>
    styles.curves[Math.max(MARKERS.indexOf(marker), HOLLOW_MARKERS.indexOf(marker))]!(marker);
  const anyMarker = new RegExp([...MARKERS, ...HOLLOW_MARKERS].join('|'), 'gu');
  return joinPhrases(entries, columns).map((line) => line.replaceAll(anyMarker, coloured));
}

function drawSeries(canvas: BrailleCanvas, frame: Frame, series: readonly Series[]): void {
  for (const { values, curve, isDerivative } of series) {
    drawLine(canvas, frame.points(values), curve, isDerivative);
  }
  if (series.length > 1) series.forEach((line, i) => mark(canvas, frame, line, i, series.length));
}

/** Joins points by straight lines of dots, with gaps where points are missing. */
function drawLine(
  canvas: BrailleCanvas,
  points: readonly (Point | undefined)[],
  owner: number,
  dashed: boolean,
): void {
  let drawn = 0;
  const draw = (x: number, y: number): void => {
    if (!dashed || drawn % (2 * DASH) < DASH) canvas.dot(Math.round(x), Math.round(y), owner);
    drawn++;
  };
  let previous: Point | undefined;
  for (const point of points) {
    const dot = point && dotOf(canvas, point);
    if (dot && previous) {
      const [x, y] = previous;
      const [dx, dy] = [dot[0] - x, dot[1] - y];
      const steps = Math.max(Math.abs(dx), Math.abs(dy));
      for (let i = 1; i <= steps; i++) draw(x + (i / steps) * dx, y + (i / steps) * dy);
    } else if (dot) {
      draw(...dot);
    }
    previous = dot;
  }
}

/** The dot nearest to a point of the frame, counted from the upper left. */
function dotOf({ columns, rows }: BrailleCanvas, [x, y]: Point): Point {
  return [
    Math.round(x * (columns * DOTS.across - 1)),
    Math.round((1 - y) * (rows * DOTS.down - 1)),
  ];
}

/** Puts the marker of line number `i` on it a few times, where those of the other lines are not. */
function mark(
  canvas: BrailleCanvas,
  frame: Frame,
  { values, curve, isDerivative }: Series,
  i: number,
  lines: number,
): void {
  const marker = (isDerivative ? HOLLOW_MARKERS : MARKERS)[curve]!;
  const points = frame.points(values);
  const put = (column: number): boolean => {
    const point = points[Math.round(((column + 0.5) / canvas.columns) * (points.length - 1))];
    if (!point) return false;
    const [, y] = dotOf(canvas, point);
    return canvas.put(column, Math.floor(y / DOTS.down), marker, curve);
  };
  const gap = canvas.columns / (MARKERS_PER_LINE * lines);
  const places = Array.from({ length: MARKERS_PER_LINE }, (_, j) =>
    Math.floor((j * lines + i + 0.5) * gap),
  );
  if (places.filter(put).length > 0) return;
  for (let column = 0; column < canvas.columns && !put(column); column++);
}

function plotRows(
  canvas: BrailleCanvas,
  { yTicks, zero }: Frame,
  margin: number,
  styles: Styles,
): string[] {
  const rowOf = (height: number): number => Math.floor(dotOf(canvas, [0, height])[1] / DOTS.down);
  const labels = new Map(yTicks.map(({ position, label }) => [rowOf(position), label]));
  return Array.from({ length: canvas.rows }, (_, row) => {
    const label = labels.get(row);
    const axis = `${(label ?? '').padStart(margin - 1)} ${label === undefined ? '│' : '┤'}`;
    const isZero = zero !== undefined && row === rowOf(zero);
    const cells = canvas.row(row).map(({ character, owner }) => {
      if (owner !== undefined) return styles.curves[owner]!(character);
      return isZero ? styles.dim('╌') : character;
    });
    return (axis + cells.join('')).trimEnd();
  });
}

function horizontalAxis(columns: number, { xTicks }: Frame, margin: number): string[] {
  const columnOf = ({ position }: Tick): number =>
    Math.floor(Math.round(position * (columns * DOTS.across - 1)) / DOTS.across);
  const places = new Set(xTicks.map(columnOf));
  const line = Array.from({ length: columns }, (_, column) => (places.has(column) ? '┬' : '─'));
  let labels = '';
  for (const tick of xTicks) {
    const text = centred(tick.label, margin + 1.5 + columnOf(tick), margin + 1 + columns);
    // A label that would touch the one before it is left out.
    if (text.length - tick.label.length > labels.length || labels === '') {
      labels += text.slice(labels.length);
    }
  }
  return [`${' '.repeat(margin)}└${line.join('')}`, labels];
}

/** A text with spaces before it that centre it on a column, but not beyond the last one. */
function centred(text: string, centre: number, columns: number): string {
  const width = displayWidth(text);
  const start = Math.min(Math.floor(centre - width / 2), columns - width);
  return ' '.repeat(Math.max(0, start)) + text;
}
