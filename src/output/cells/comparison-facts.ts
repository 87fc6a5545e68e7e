import type { Interval } from '../../resample/interval.ts';
import type { Difference, LossComparison } from '../../suite/outcome.ts';
import { formatCounted, formatCount } from '../../text/format-number.ts';
import type { Column } from './column.ts';
import { lossText } from './result-facts.ts';

/** A comparison in words and tables, for each format to lay out. */
export interface ComparisonParts {
  /** What was computed: `huber, delta 1 · tf-keras · 1,000 samples`. */
  readonly title: string;
  readonly tables: readonly { readonly title?: string; readonly columns: readonly Column[] }[];
  /** What readers want to know, where it is one thing. */
  readonly verdict: string | undefined;
  /** What else is to be said, in sentences. */
  readonly sentences: readonly string[];
}

/** What was computed: `huber, delta 1 · tf-keras · 1,000 samples`. */
export function comparisonTitle({ results }: LossComparison): string {
  const { compat, samples } = results[0]!;
  return [lossText(results[0]!), compat, formatCounted(samples, 'sample')].join(' · ');
}

/** Which results are better. */
export function ruleText({ smallerIsBetter }: LossComparison): string {
  return `${smallerIsBetter ? 'smaller' : 'larger'} is better`;
}

const METHODS: Readonly<Record<Interval['method'], string>> = {
  bca: 'BCa',
  percentile: 'percentiles',
};

/** How the intervals of differences were computed, each way once. */
export function methodSentence(differences: readonly (Difference | undefined)[]): string[] {
  const sentences = differences.flatMap((compared) => {
    if (!compared || 'reason' in compared.interval) return [];
    const { method, replicates, count, units, seed } = compared.interval;
    return [
      `Interval: paired bootstrap (${METHODS[method]}), ${formatCount(replicates)} replicates of ${formatCount(count)} ${units}, seed ${seed}.`,
    ];
  });
  return [...new Set(sentences)];
}
