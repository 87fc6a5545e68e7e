import { pairOf, type ComparisonReport } from '../report/comparison-report.ts';
import type { ComparisonParts, ComparisonStyle } from './comparison-facts.ts';
import { pairParts } from './pair-cells.ts';
import { rankingParts } from './ranking-cells.ts';

/** A comparison in words and tables: of a pair its difference, of more a ranking by each loss. */
export function comparisonParts(report: ComparisonReport, style: ComparisonStyle): ComparisonParts {
  const pair = pairOf(report);
  return pair ? pairParts(pair, style) : rankingParts(report, style);
}
