import type { Histogram } from '../../suite/histogram.ts';
import { formatCount } from '../../text/format-number.ts';
import { histogramRows } from '../cells/histogram-cells.ts';
import { textTable } from '../layout/columns.ts';

/** Room for bars that people can still compare. */
const LEAST_BAR = 10;
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

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
