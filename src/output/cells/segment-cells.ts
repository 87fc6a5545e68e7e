import { formatCount, formatCounted } from '../../text/format-number.ts';
import type { Division, Segment } from '../../suite/outcome.ts';
import type { Report } from '../report/report.ts';
import type { Column } from './column.ts';
import { intervalLevel, lossLabels } from './loss-cells.ts';
import { shownNames } from './names.ts';
import { boundsText, resultText, type NumberFormat } from './numbers.ts';

/** The segments of a division, a row each. */
export interface SegmentColumns {
  /** What they are called: a column for each that divides. */
  readonly names: readonly Column[];
  readonly samples: Column;
  /** For each loss its results, and intervals where they were asked for. */
  readonly losses: readonly (readonly Column[])[];
}

/** Segments that tables have at most; formats for programs have them all. */
const MOST_SEGMENTS = 10_000;

/** The segments of a division that a table has room for, and what is to be said of the others. */
export function shownSegments({ columns, segments }: Division): {
  readonly shown: Division;
  readonly omitted: string | undefined;
} {
  const more = segments.length - MOST_SEGMENTS;
  return {
    shown: { columns, segments: segments.slice(0, MOST_SEGMENTS) },
    omitted:
      more > 0
        ? `and ${formatCounted(more, 'segment')} more, which the formats csv, json and ndjson have`
        : undefined,
  };
}

export function segmentColumns(
  { columns, segments }: Division,
  { losses, minSamples }: Report,
  number: NumberFormat,
): SegmentColumns {
  const headers = shownNames(columns);
  const counts = segments.map(({ results }) => results[0]!.samples);
  const labels = lossLabels(losses);
  return {
    names: headers.map((header, k) => ({
      header,
      cells: shownNames(segments.map(({ values }) => values[k]!)),
    })),
    samples: {
      header: 'samples',
      isNumber: true,
      cells: counts.map(formatCount),
      tones: counts.map((count) => (count < minSamples ? 'few' : undefined)),
    },
    losses: labels.map((label, k) => [
      {
        header: label,
        isNumber: true,
        cells: segments.map(({ results }) =>
          resultText(results[k]!.result, results[k]!.dtype, number),
        ),
      },
      ...intervalColumn(segments, k, number),
    ]),
  };
}

function intervalColumn(
  segments: readonly Segment[],
  loss: number,
  number: NumberFormat,
): Column[] {
  const header = intervalLevel(segments.map(({ intervals }) => intervals?.[loss]));
  if (header === undefined) return [];
  const cells = segments.map(({ results, intervals }) =>
    boundsText(intervals?.[loss], results[loss]!.dtype, number),
  );
  return [{ header, isWhole: true, cells }];
}
