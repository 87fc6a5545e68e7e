import { formatCount, formatSignificant } from '../../text/format-number.ts';
import { textTable } from '../layout/columns.ts';
import type { Histogram } from '../../suite/histogram.ts';
import type { HistogramBin } from '../../suite/histogram-bins.ts';

/** A row of a histogram as people read it. */
interface HistogramRow {
  /** `0.1 to 0.2`, `0`, `NaN`. */
  readonly label: string;
  readonly count: number;
}

/** Room for bars that people can still compare. */
const LEAST_BAR = 10;
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];
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

/** A histogram in lines no wider than `width`: bars of block characters, an eighth of a column fine. */
export function histogramLines(histogram: Histogram, width: number): string[] {
  const rows = histogramRows(histogram);
  const most = Math.max(1, ...rows.map(({ count }) => count));
  const cells = rows.map(({ label, count }) => [label, formatCount(count)]);
  const taken = [0, 1].map((k) => Math.max(0, ...cells.map((row) => row[k]!.length)));
  const room = Math.max(LEAST_BAR, width - 2 - taken[0]! - taken[1]! - 2 * 2);
  return textTable(
    rows.map(({ count }, i) => [...cells[i]!, bar(count / most, room)]),
    { align: ['right', 'right', 'left'], indent: 2, width },
  );
}

/** What is there at all shows. */
function bar(share: number, room: number): string {
  const eighths = share === 0 ? 0 : Math.max(1, Math.round(share * room * 8));
  return '█'.repeat(Math.floor(eighths / 8)) + EIGHTHS[eighths % 8]!;
}
