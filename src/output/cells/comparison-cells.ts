import { pairOf, type ComparisonReport } from '../report/comparison-report.ts';
import type { ComparisonParts } from './comparison-facts.ts';
import { pairParts } from './pair-cells.ts';
import { rankingParts } from './ranking-cells.ts';

/** A comparison in words and tables: of a pair its difference, of more a ranking by each loss. */
export function comparisonParts(
  report: ComparisonReport,
  precision: number | undefined,
): ComparisonParts {
  const pair = pairOf(report);
  return pair ? pairParts(pair, precision) : rankingParts(report, precision);
}
