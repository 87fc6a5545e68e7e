import { formatCounted, formatCount } from '../../text/format-number.ts';
import type { WorstReport } from '../report/worst-report.ts';
import type { Column } from './column.ts';
import { lossText } from './result-facts.ts';
import { nameColumns } from './sample-cells.ts';

/** Which samples are listed: `mean-squared-error of tf-keras · the 20 worst of 1,000 samples`. */
export function worstTitle({ result, samples }: WorstReport): string {
  const listed = `the ${formatCount(samples.length)} worst of ${formatCounted(result.samples, result.lists ? 'list' : 'sample')}`;
  return `${lossText(result)} of ${result.compat} · ${listed}`;
}

/** The columns of text that are shown beside the samples. */
export function shownColumns({ columns, samples }: WorstReport): Column[] {
  return nameColumns(columns, samples, ({ shown }, k) => shown[k]!);
}
