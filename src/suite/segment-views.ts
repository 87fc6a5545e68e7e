import type { Result } from '../engine/result.ts';
import type { Interval, NoInterval } from '../resample/interval.ts';
import type { Segment } from './outcome.ts';

/** What a loss came to in every segment of a division, by its number. */
export interface SegmentOutcomes {
  resultOf(segment: number): Result;
  /** Undefined where none were asked for. */
  intervalOf(segment: number): Interval | NoInterval | undefined;
}

/** What a segment is, by its number, and what the losses came to in it. */
interface SegmentSource {
  valuesOf(segment: number): readonly string[];
  /** In the order of the losses. */
  outcomesOf(segment: number): readonly SegmentOutcomes[];
  /** The number by which the outcomes know it. */
  placeOf(segment: number): number;
}

/** A segment of which all is made anew whenever it is asked for: it may be one of millions. */
class SegmentView implements Segment {
  readonly source: SegmentSource;
  readonly number: number;

  constructor(source: SegmentSource, number: number) {
    this.source = source;
    this.number = number;
  }

  get values(): Segment['values'] {
    return this.source.valuesOf(this.number);
  }

  get results(): Segment['results'] {
    const place = this.source.placeOf(this.number);
    return this.source.outcomesOf(this.number).map((ofLoss) => ofLoss.resultOf(place));
  }

  get intervals(): Segment['intervals'] {
    const place = this.source.placeOf(this.number);
    const outcomes = this.source.outcomesOf(this.number);
    const intervals: (Interval | NoInterval)[] = [];
    for (const ofLoss of outcomes) {
      const interval = ofLoss.intervalOf(place);
      if (interval) intervals.push(interval);
    }
    return intervals.length > 0 ? intervals : undefined;
  }
}

/** So many segments of a source, in the order of their numbers. */
export function segmentViews(count: number, source: SegmentSource): readonly Segment[] {
  return Array.from({ length: count }, (_, number) => new SegmentView(source, number));
}
