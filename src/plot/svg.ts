import { line } from 'd3-shape';
import type { Chart } from './chart.ts';
import { coincide, frameOf, type Frame, type Point, type Tick } from './frame.ts';
import { legendLabels, seriesOf, type Series } from './series.ts';
import { STYLE_SHEET } from './svg-style.ts';

/** The size of a drawing in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

const DEFAULT_SIZE: Size = { width: 640, height: 400 };
const PADDING = 20;
/** Widths of a letter and a digit on average; SVG cannot measure text by itself. */
const LETTER = 6.8;
const DIGIT = 7.2;
const LINE_HEIGHT = 20;
/** The base line of the title. */
const FIRST_LINE = 32;
const TICK_GAP = 8;
const SWATCH = 22;
const SWATCH_GAP = 8;
const ENTRY_GAP = 20;
const POINTS_PER_TURN = 12;
const PIXELS_PER_TICK = { x: 80, y: 50 };

/**
 * A chart as an SVG document that follows the reader's light or dark theme. It has no scripts and no ids, so that
 * several can stand on one page.
 */
export function drawSvg(chart: Chart, size: Size = DEFAULT_SIZE): string {
  const { width, height } = size;
  const legend = legendOf(chart, width);
  const top = legend.bottom + 16;
  const bottom = height - PADDING - 36;
  const frame = frameOf(chart, {
    x: (width - 2 * PADDING) / PIXELS_PER_TICK.x,
    y: (bottom - top) / PIXELS_PER_TICK.y,
  });
  const labelWidth = Math.max(...frame.yTicks.map(({ label }) => label.length)) * DIGIT;
  const box: Box = {
    left: PADDING + LINE_HEIGHT + labelWidth + TICK_GAP,
    right: width - PADDING,
    top,
    bottom,
  };
  return `<svg xmlns="http://www.w3.org/2000/svg" class="losscalc-plot" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">
<title>${escape(chart.title)}</title>
<desc>${escape(description(chart))}</desc>
<style>
${STYLE_SHEET}
</style>
<rect class="background" width="${width}" height="${height}" rx="6"/>
${heading(chart).join('\n')}
${[...legend.elements, ...axes(frame, box, chart), curves(chart, frame, box)].join('\n')}
</svg>
`;
}

/** Where the curves are, in pixels. */
interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The title and below it the settings, where there are any. */
function heading({ title, settings }: Chart): readonly string[] {
  const below = escape(settings.join(' · '));
  return [
    `<text class="title" x="${PADDING}" y="${FIRST_LINE}">${escape(title)}</text>`,
    ...(below === ''
      ? []
      : [`<text class="quiet" x="${PADDING}" y="${FIRST_LINE + LINE_HEIGHT}">${below}</text>`]),
  ];
}

interface Legend {
  readonly elements: readonly string[];
  /** Where it ends, or the heading where there is no legend. */
  readonly bottom: number;
}

/** A line of each curve's colour with its label, as many side by side as fit. */
function legendOf(chart: Chart, width: number): Legend {
  const ofCurves = legendLabels(chart).map((label, i) => ({ label, style: `curve-${i + 1}` }));
  const ofDerivatives = {
    label: 'derivative',
    style: `derivative ${chart.curves.length > 1 ? 'any' : 'curve-1'}`,
  };
  const entries = chart.curves[0]!.derivatives ? [...ofCurves, ofDerivatives] : ofCurves;
  let bottom = FIRST_LINE + (chart.settings.length > 0 ? LINE_HEIGHT : 0);
  let x = Infinity;
  const elements = entries.map(({ label, style }) => {
    const entryWidth = SWATCH + SWATCH_GAP + label.length * LETTER;
    if (x + entryWidth > width - PADDING) {
      x = PADDING;
      bottom += LINE_HEIGHT;
    }
    const middle = bottom - 4.5;
    const element =
      `<line class="curve ${style}" x1="${pixel(x)}" y1="${middle}" x2="${pixel(x + SWATCH)}" y2="${middle}"/>` +
      `<text x="${pixel(x + SWATCH + SWATCH_GAP)}" y="${bottom}">${escape(label)}</text>`;
    x += entryWidth + ENTRY_GAP;
    return element;
  });
  return { elements, bottom };
}

function axes(
  { xTicks, yTicks, zero }: Frame,
  box: Box,
  { xTitle, word }: Chart,
): readonly string[] {
  const { left, right, top, bottom } = box;
  const vertical = (style: string, position: number): string => {
    const x = pixel(left + position * (right - left));
    return `<line class="${style}" x1="${x}" y1="${top}" x2="${x}" y2="${bottom}"/>`;
  };
  const horizontal = (style: string, position: number): string => {
    const y = pixel(bottom - position * (bottom - top));
    return `<line class="${style}" x1="${pixel(left)}" y1="${y}" x2="${pixel(right)}" y2="${y}"/>`;
  };
  const xLabel = ({ position, label }: Tick): string =>
    `<text class="quiet tick" x="${pixel(left + position * (right - left))}" y="${bottom + 18}" text-anchor="middle">${label}</text>`;
  const yLabel = ({ position, label }: Tick): string =>
    `<text class="quiet tick" x="${pixel(left - TICK_GAP)}" y="${pixel(bottom - position * (bottom - top) + 4)}" text-anchor="end">${label}</text>`;
  const typographic = (tick: Tick): Tick => ({
    ...tick,
    label: tick.label.replaceAll('-', '\u2212'),
  });
  return [
    ...xTicks.map(({ position }) => vertical('grid', position)),
    ...yTicks.map(({ position }) => horizontal('grid', position)),
    ...(zero === undefined ? [] : [horizontal('axis', zero)]),
    horizontal('axis', 0),
    ...xTicks.map(typographic).map(xLabel),
    ...yTicks.map(typographic).map(yLabel),
    `<text x="${pixel((left + right) / 2)}" y="${bottom + 42}" text-anchor="middle">${escape(xTitle)}</text>`,
    `<text transform="translate(${PADDING + 10} ${pixel((top + bottom) / 2)}) rotate(-90)" text-anchor="middle">${word}</text>`,
  ];
}

/** The curves in a nested drawing, which cuts off what lies beyond the frame. */
function curves(chart: Chart, frame: Frame, { left, right, top, bottom }: Box): string {
  const [width, height] = [right - left, bottom - top];
  const path = line<Point | undefined>()
    .defined((point) => point !== undefined)
    .x((point) => point![0] * width)
    .y((point) => (1 - point![1]) * height)
    .digits(2);
  const lines = seriesOf(chart).map((series) => ({ series, points: frame.points(series.values) }));
  const element = (each: Line): string => {
    const { curve, isDerivative } = each.series;
    const style = `curve${isDerivative ? ' derivative' : ''} curve-${curve + 1}`;
    return `<path class="${style}" d="${path(visiblePoints(each, lines)) ?? ''}"/>`;
  };
  return [
    `<svg x="${pixel(left)}" y="${top}" width="${pixel(width)}" height="${height}" overflow="hidden">`,
    ...lines.map(element),
    '</svg>',
  ].join('\n');
}

interface Line {
  readonly series: Series;
  readonly points: readonly (Point | undefined)[];
}

/** Lines that lie on each other take turns to be drawn, so that the colours of all are seen. */
function visiblePoints({ series, points }: Line, lines: readonly Line[]): Line['points'] {
  const same = lines.filter(
    (other) => other.series.isDerivative === series.isDerivative && coincide(other.points, points),
  );
  if (same.length === 1) return points;
  const turn = same.findIndex((other) => other.series === series);
  const isTurn = (i: number): boolean => Math.floor(i / POINTS_PER_TURN) % same.length === turn;
  // The point after a turn ends its last piece, which would be missing otherwise.
  return points.map((point, i) => (isTurn(i) || isTurn(i - 1) ? point : undefined));
}

function description({ title, settings, xTitle, x, curves }: Chart): string {
  const labels = curves.map(({ label }) => label).filter(Boolean);
  const which = labels.length > 0 ? `: ${labels.join('; ')}` : '';
  const derivative = curves[0]!.derivatives ? ', with derivatives' : '';
  return `${title} (${settings.join(', ')}) against the ${xTitle} from ${x[0]!} to ${x.at(-1)!}${derivative}${which}`;
}

/** A coordinate, without digits that cannot be seen. */
function pixel(x: number): number {
  return Math.round(x * 100) / 100;
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
