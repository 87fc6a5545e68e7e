import { formatCounted, formatCount, formatSignificant } from '../../text/format-number.ts';
import type { Calibration } from '../../suite/calibration.ts';
import type { Column } from './column.ts';

const DIGITS = 3;

/** The bins, a row each; a bin without samples has no means. */
export function calibrationColumns({ bins }: Calibration): Column[] {
  return [
    { header: 'predicted', isWhole: true, cells: bins.map(({ low, high }) => `${low} to ${high}`) },
    {
      header: 'mean predicted',
      isNumber: true,
      cells: bins.map(({ meanPredicted }) => shown(meanPredicted)),
    },
    {
      header: 'share positive',
      isNumber: true,
      cells: bins.map(({ sharePositive }) => shown(sharePositive)),
    },
    { header: 'samples', isNumber: true, cells: bins.map(({ count }) => formatCount(count)) },
  ];
}

/** What is to be said beside the bins. */
export function calibrationNotes({ outside, expectedError }: Calibration): string {
  return [
    `expected calibration error ${shown(expectedError)}`,
    ...(outside > 0 ? [`${formatCounted(outside, 'sample')} outside 0 to 1`] : []),
  ].join(' · ');
}

function shown(x: number): string {
  return Number.isNaN(x) ? '-' : formatSignificant(x, DIGITS);
}
