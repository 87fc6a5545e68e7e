import { UserError } from '../messages/errors.ts';

/** How an interval is computed. */
export interface IntervalOptions {
  /** The share of intervals that should hold the true value, such as 0.95. */
  readonly level: number;
  /** A whole number from 0 to 2^53 - 1: the same seed gives the same interval. */
  readonly seed: number;
  /** How often the sample is drawn anew. */
  readonly replicates: number;
}

/** So many replicates tell the ends of an interval to one or two hundredths of its width. */
export const DEFAULT_REPLICATES = 2000;

/** A confidence interval by the bootstrap. */
export interface Interval extends IntervalOptions {
  readonly low: number;
  readonly high: number;
  /** Bias-corrected and accelerated; or plain percentiles of the replicates, where the corrections do not exist. */
  readonly method: 'bca' | 'percentile';
  /** What was resampled. */
  readonly units: 'samples' | 'groups of samples' | 'clusters' | 'groups of clusters';
  /** How many of these there are. */
  readonly count: number;
}

/** There is no interval. */
export interface NoInterval {
  readonly reason: string;
}

/**
 * The ends of an interval are order statistics of the replicates, which say nothing of levels beyond the first and
 * last of them (Davison and Hinkley, "Bootstrap methods and their application", 1997, section 5.2).
 * @throws UserError for a level that so many replicates cannot tell, and for a seed that is no whole number
 */
export function requireOptions({ level, seed, replicates }: IntervalOptions): void {
  const highest = 1 - 2 / (replicates + 1);
  if (!(level > 0 && level <= highest)) {
    throw new UserError({
      where: '--ci',
      problem: `expected a level above 0 % and up to the ${percent(highest)} that ${replicates} replicates can tell, found ${percent(level)}`,
      hint: '--ci 95 is usual',
    });
  }
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new UserError({
      where: '--seed',
      problem: `expected a whole number from 0 to ${Number.MAX_SAFE_INTEGER}, found ${seed}`,
    });
  }
}

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(6))} %`;
}
