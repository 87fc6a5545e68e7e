import type { IntervalOptions } from '../resample/interval.ts';
import type { ClusterKeys } from '../resample/units.ts';
import { codeCount, type Block } from '../tensor/block.ts';

/** How intervals are computed, and the text input whose texts are the clusters, where clusters are resampled. */
export interface SuiteInterval extends IntervalOptions {
  readonly cluster?: string | undefined;
}

/** The clusters of a block's samples, where clusters are resampled. */
export function clustersOf(
  { texts, rows }: Block,
  { cluster }: SuiteInterval,
): ClusterKeys | undefined {
  if (cluster === undefined) return undefined;
  const column = texts![cluster]!;
  const { codes, textOf, utf8 } = column;
  return { codes, size: codeCount(column, rows), textOf, utf8 };
}

/** What is resampled. */
export function unitOf({ cluster }: SuiteInterval): 'samples' | 'clusters' {
  return cluster === undefined ? 'samples' : 'clusters';
}
