import { formatCounted, formatCount, formatSignificant } from '../../text/format-number.ts';
import { textTable, type Style } from '../layout/columns.ts';
import type { Calibration } from '../../suite/calibration.ts';

const DIGITS = 3;

/** The headers of the bins' table. */
export const CALIBRATION_HEADERS = ['predicted', 'mean predicted', 'share positive', 'samples'];

/** The bins as rows of cells; a bin without samples has no means. */
export function calibrationRows({ bins }: Calibration): string[][] {
  return bins.map(({ low, high, count, meanPredicted, sharePositive }) => [
    `${low} to ${high}`,
    shown(meanPredicted),
    shown(sharePositive),
    formatCount(count),
  ]);
}

/** What is to be said beside the bins. */
export function calibrationNotes({ outside, expectedError }: Calibration): string[] {
  return [
    `expected calibration error ${shown(expectedError)}`,
    ...(outside > 0 ? [`${formatCounted(outside, 'sample')} outside 0 to 1`] : []),
  ];
}

/** The bins as lines for a terminal. */
export function calibrationLines(
  calibration: Calibration,
  width: number,
  headerStyle: Style,
): string[] {
  const lines = textTable(calibrationRows(calibration), {
    headers: CALIBRATION_HEADERS,
    align: ['left', 'right', 'right', 'right'],
    indent: 2,
    width,
    headerStyle,
  });
  return [...lines, `  ${calibrationNotes(calibration).join(' · ')}`];
}

function shown(x: number): string {
  return Number.isNaN(x) ? '-' : formatSignificant(x, DIGITS);
}
