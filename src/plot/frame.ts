import { scaleLinear } from 'd3-scale';
import { formatSignificant } from '../text/format-number.ts';
import type { Chart, Curve } from './chart.ts';

/**
 * The part of the plane that a drawing shows. Positions are shares of its width from the left and of its height from
 * the bottom.
 */
export interface Frame {
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
  /** The height of 0, where it is shown and is not the lower edge. */
  readonly zero: number | undefined;
  /** Where each value of a curve lies, just above or below the frame too; undefined for a gap. */
  points(values: Float64Array): readonly (Point | undefined)[];
}

export interface Tick {
  readonly position: number;
  readonly label: string;
}

export type Point = readonly [x: number, y: number];

/** Digits of a tick; narrower ranges than they can tell apart are no use to look at. */
const TICK_DIGITS = 6;
/** The share of a curve's points that may lie beyond the frame on each side, where it is steep there. */
const OUTLIERS = 0.02;
/** How many times farther than the other points those reach that make a curve steep. */
const STEEP = 1.5;
/**
 * How many heights of the frame beyond it a curve is followed. What is farther off is not on its way in or out: a
 * clipped logarithm has slopes of 0 next to slopes without end, and no line should join them.
 */
const BEYOND = 1;
/** A share of the height that is less than the width of a line. */
const INVISIBLE = 0.002;
/** The share of its points that may be away from another line that it lies on. */
const FEW = 0.05;

/**
 * Fits the curves of a chart into a drawing. Steep ends, as of a logarithm at 0, leave it at its edge.
 * @param ticks about how many ticks each axis has room for
 */
export function frameOf(
  { x, curves }: Chart,
  ticks: { readonly x: number; readonly y: number },
): Frame {
  const horizontal = scaleLinear(rounded([x[0]!, x.at(-1)!]), [0, 1]);
  const vertical = scaleLinear(rounded(verticalRange(curves)), [0, 1]).nice(ticks.y);
  const ticksOf = (scale: typeof vertical, count: number): readonly Tick[] =>
    scale.ticks(count).map((value) => ({
      position: scale(value),
      label: formatSignificant(value, TICK_DIGITS),
    }));
  const zero = vertical(0);
  return {
    xTicks: ticksOf(horizontal, ticks.x),
    yTicks: ticksOf(vertical, ticks.y),
    zero: zero > 0 && zero < 1 ? zero : undefined,
    points: (values) =>
      Array.from(values, (value, i) => {
        const height = vertical(value);
        return height > -BEYOND && height < 1 + BEYOND ? [horizontal(x[i]!), height] : undefined;
      }),
  };
}

/** Whether two lines of the same frame lie on each other, up to a few points such as the ends. */
export function coincide(
  line: readonly (Point | undefined)[],
  other: readonly (Point | undefined)[],
): boolean {
  const apart = line.filter((point, i) => {
    const near = other[i];
    return point && near ? Math.abs(point[1] - near[1]) > INVISIBLE : point !== near;
  });
  return apart.length <= FEW * line.length;
}

/** The same range without the digits in which float32 misses round numbers: they would cost a tick. */
function rounded([from, to]: readonly [number, number]): [number, number] {
  return [Number(from.toPrecision(TICK_DIGITS)), Number(to.toPrecision(TICK_DIGITS))];
}

/** From the lowest to the highest value to show, never the same. */
function verticalRange(curves: readonly Curve[]): [number, number] {
  const losses = union(curves.map((curve) => withoutSteepEnds(curve.losses)));
  const size = losses[1] - losses[0];
  const derivatives = curves.flatMap((curve) =>
    curve.derivatives ? [derivativeRange(curve.derivatives, size)] : [],
  );
  const [lowest, highest] = union([losses, ...derivatives]);
  if (lowest < highest) return [lowest, highest];
  const margin = Math.abs(lowest) / 2 || 1;
  return [lowest - margin, highest + margin];
}

function withoutSteepEnds(values: Float64Array): [number, number] {
  const finite = sortedFinite(values);
  if (finite.length === 0) return [Infinity, -Infinity];
  const [lowest, low, high, highest] = [0, OUTLIERS, 1 - OUTLIERS, 1].map(
    (share) => finite[Math.round(share * (finite.length - 1))]!,
  ) as [number, number, number, number];
  const size = high - low;
  return [
    high - lowest > STEEP * size && size > 0 ? low : lowest,
    highest - low > STEEP * size && size > 0 ? high : highest,
  ];
}

/** A derivative is shown as far as the losses go, or to twice its usual size: a loss may have a slope without end. */
function derivativeRange(values: Float64Array, size: number): [number, number] {
  const [lowest, highest] = withoutSteepEnds(values);
  const sizes = sortedFinite(values.map(Math.abs));
  const most = Math.max(size, 2 * (sizes[sizes.length >> 1] ?? 0));
  return [Math.max(lowest, -most), Math.min(highest, most)];
}

function sortedFinite(values: Float64Array): Float64Array {
  return values.filter(Number.isFinite).sort();
}

function union(ranges: readonly (readonly [number, number])[]): [number, number] {
  return [
    Math.min(...ranges.map(([lowest]) => lowest)),
    Math.max(...ranges.map(([, highest]) => highest)),
  ];
}
