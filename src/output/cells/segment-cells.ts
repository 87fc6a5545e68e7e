import { formatCount } from '../../text/format-number.ts';
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
