import type { Result } from '../../engine/result.ts';
import type { ComparisonOutcome, Difference, LossComparison } from '../../suite/outcome.ts';

/** How predictions of the same rows compare. */
export interface ComparisonReport {
  /** What was read: `preds.csv`. */
  readonly input: string;
  /** What the predictions are called, in the order of the outcome: columns or files. */
  readonly models: readonly string[];
  readonly outcome: ComparisonOutcome;
  /** Results of fewer samples are marked: they say little. */
  readonly minSamples: number;
}

/** One prediction compared with another by one loss. */
export interface Pair extends Pick<ComparisonReport, 'minSamples'> {
  readonly comparison: LossComparison;
  readonly names: { readonly pred: string; readonly other: string };
  /** Of the one compared with. */
  readonly pred: Result;
  readonly other: Result;
  readonly compared: Difference;
}

/** The pair that a report is of, undefined where there is more to it. */
export function pairOf({ models, outcome, minSamples }: ComparisonReport): Pair | undefined {
  const { against, losses, divisions } = outcome;
  const [comparison] = losses;
  if (models.length !== 2 || losses.length !== 1 || divisions.length > 0) return undefined;
  const { results, differences } = comparison!;
  const other = 1 - against;
  return {
    comparison: comparison!,
    names: { pred: models[against]!, other: models[other]! },
    pred: results[against]!,
    other: results[other]!,
    compared: differences[other]!,
    minSamples,
  };
}

/** A model among those that a loss ranks. */
export interface Ranked {
  /** From 1 on, the best first; equal results share theirs, and NaN is worse than any number. */
  readonly rank: number;
  readonly model: string;
  readonly result: Result;
  /** Undefined for the one compared with. */
  readonly compared: Difference | undefined;
}

/** The models in their order by a loss, the best first. */
export function ranking(
  { results, differences, smallerIsBetter }: LossComparison,
  models: readonly string[],
): Ranked[] {
  const costs = results.map(({ result }) => (smallerIsBetter ? 1 : -1) * (result ?? NaN));
  const isBetter = (a: number, b: number): boolean =>
    a < b || (Number.isNaN(b) && !Number.isNaN(a));
  return models
    .map((model, i) => ({
      rank: 1 + costs.filter((cost) => isBetter(cost, costs[i]!)).length,
      model,
      result: results[i]!,
      compared: differences[i],
    }))
    .sort((a, b) => a.rank - b.rank);
}
