import type { Interval } from '../../resample/interval.ts';
import type { Difference, LossComparison } from '../../suite/outcome.ts';
import { formatCounted, formatCount } from '../../text/format-number.ts';
import type { Column } from './column.ts';
import { elementsPhrase } from './result-facts.ts';

/** A table of a comparison. */
export interface ComparisonTable {
  readonly title?: string;
  readonly columns: readonly Column[];
  /** The same as a table for each segment, for where one table would be too wide; absent where it is not of segments. */
  readonly parts?: readonly { readonly title: string; readonly columns: readonly Column[] }[];
}

/** A comparison in words and tables, for each format to lay out. */
export interface ComparisonParts {
  /** What was computed: `huber, delta 1 · tf-keras · 1,000 samples`. */
  readonly title: string;
  readonly tables: readonly ComparisonTable[];
  /** What readers want to know, where it is one thing. */
  readonly verdict: string | undefined;
  /** What else is to be said, in sentences. */
  readonly sentences: readonly string[];
}

/** How a format writes it. */
export interface ComparisonStyle {
  readonly precision: number | undefined;
  /** What samples that are few are marked with. */
  readonly few: string;
}

/** When samples are few, and how that is marked. */
type Few = Pick<ComparisonStyle, 'few'> & { readonly minSamples: number };

/**
 * What was computed: `huber, delta 1 · tf-keras · 1,000 samples`.
 * @param loss what it is called
 */
export function comparisonTitle(
  loss: string,
  { results }: LossComparison,
  { minSamples, few }: Few,
): string {
  const [first] = results;
  const { compat, samples } = first!;
  const mark = samples < minSamples ? ` ${few}` : '';
  const facts = [loss, compat, formatCounted(samples, 'sample') + mark, ...elementsPhrase(first!)];
  return facts.join(' · ');
}

/** What the mark means, where there is one. */
export function fewSentence(samples: readonly number[], { minSamples, few }: Few): string[] {
  if (samples.every((count) => count >= minSamples)) return [];
  return [`${few} fewer than ${formatCounted(minSamples, 'sample')}: such a result says little.`];
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
