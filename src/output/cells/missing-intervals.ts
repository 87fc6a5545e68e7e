import type { Interval, NoInterval } from '../../resample/interval.ts';

/** The intervals of a loss: one, or that of each model or segment. */
type Intervals = readonly (Interval | NoInterval | undefined)[];

/**
 * Why losses have no intervals, each reason once for each loss, in sentences without a full stop.
 * @param labels what the losses are called
 * @param intervals by loss
 */
export function missingIntervals(
  labels: readonly string[],
  intervals: readonly Intervals[],
): string[] {
  return labels.flatMap((label, k) =>
    reasonsOf(intervals[k]!).map((reason) => `${label} has no interval: ${reason}`),
  );
}

/** The same of segments, each reason once, with the losses that it is about where it is not about all of them. */
export function segmentsWithoutIntervals(
  labels: readonly string[],
  intervals: readonly Intervals[],
): string[] {
  const reasons = intervals.map(reasonsOf);
  return [...new Set(reasons.flat())].map((reason) => {
    const concerned = labels.filter((_, k) => reasons[k]!.includes(reason));
    const losses = concerned.length < labels.length ? ` of ${concerned.join(', ')}` : '';
    return `segments without an interval${losses}: ${reason}`;
  });
}

function reasonsOf(intervals: Intervals): string[] {
  const reasons = intervals.flatMap((interval) =>
    interval && 'reason' in interval ? [interval.reason] : [],
  );
  return [...new Set(reasons)];
}
