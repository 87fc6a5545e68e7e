import { settings } from '../result/facts.ts';
import { formatCounted, formatCount } from '../../text/format-number.ts';
import type { WorstReport } from './worst-report.ts';

/** Which samples are listed: `mean-squared-error of tf-keras · the 20 worst of 1,000 samples`. */
export function worstTitle({ result, samples }: WorstReport): string {
  const loss = [result.loss, ...settings(result)].join(', ');
  const listed = `the ${formatCount(samples.length)} worst of ${formatCounted(result.samples, 'sample')}`;
  return `${loss} of ${result.compat} · ${listed}`;
}
