import { formatSignificant } from '../../text/format-number.ts';
import type { Histogram } from '../../suite/histogram.ts';
import type { HistogramBin } from '../../suite/histogram-bins.ts';

/** A row of a histogram as people read it. */
interface HistogramRow {
  /** `0.1 to 0.2`, `0`, `NaN`. */
  readonly label: string;
  readonly count: number;
}

/** Bounds have at most three digits, and some more where multiples of a step have. */
const DIGITS = 6;

/** The bins, then what is no finite number. */
export function histogramRows({ bins, nonFinite }: Histogram): HistogramRow[] {
  return [
    ...bins.map((bin) => ({ label: binLabel(bin), count: bin.count })),
    ...nonFinite.map(({ value, count }) => ({ label: String(value), count })),
  ];
}

function binLabel({ low, high }: HistogramBin): string {
  if (low === high) return boundText(low);
  return `${boundText(low)} to ${boundText(high)}`;
}

/** A bound of a bin. */
function boundText(bound: number): string {
  // The upper bound of what is just below 0 is 0, without a sign.
  return formatSignificant(bound + 0, DIGITS);
}
