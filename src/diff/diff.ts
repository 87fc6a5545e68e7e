import type { ConventionName, LossDefinition } from '../losses/definition.ts';
import { resolveRequest, type LossOptions, type LossRequest } from '../engine/request.ts';
import type { Result } from '../engine/result.ts';
import type { LabelledTensor } from '../engine/shapes.ts';
import type { Block } from '../tensor/block.ts';
import type { Dtype } from '../tensor/dtype.ts';
import { Candidate, reducingOf } from './candidate.ts';
import { isSame } from './comparison.ts';
import { reasonsBetween, reasonsOf } from './reasons.ts';
import { Refusals } from '../engine/refusals.ts';
import { RowComparison } from './row-comparison.ts';
import type { RowsRead } from '../tensor/rows-read.ts';

/** The conventions that a loss can be computed under, and why the others cannot. */
export interface DiffPlan {
  readonly definition: LossDefinition;
  readonly requests: readonly LossRequest[];
  readonly refusals: Refusals;
}

/** A convention's value, and how and why it differs from that of the first convention that has one. */
export interface ComputedRow {
  readonly compat: ConventionName;
  readonly api: string;
  readonly refusal: null;
  /** Null with the reduction `none`. */
  readonly result: number | null;
  readonly difference: number | null;
  /** The difference divided by the size of the first value. */
  readonly relativeDifference: number | null;
  /** Rows whose loss is another than that of the first; null where the loss is none of single rows. */
  readonly rowsDiffering: number | null;
  readonly clipped: number;
  readonly denominator: number | null;
  /** What makes the difference; of the first, what the framework did to these data. */
  readonly reasons: readonly string[];
}

/** A convention that cannot compute these data, and why. */
export interface RefusedRow {
  readonly compat: ConventionName;
  readonly api: string;
  readonly refusal: string;
}

export interface DiffResult {
  readonly definition: LossDefinition;
  readonly dtype: Dtype;
  /** Of the first convention that has a value. */
  readonly first: Result;
  /** In the order of the definition. */
  readonly rows: readonly (ComputedRow | RefusedRow)[];
}

/**
 * Finds the conventions that can compute a loss under the given options.
 * @throws UserError where none can
 */
export function planDiff(
  definition: LossDefinition,
  options: Omit<LossOptions, 'compat'>,
): DiffPlan {
  const requests: LossRequest[] = [];
  const refusals = new Refusals();
  for (const compat of conventionsOf(definition)) {
    refusals.attempt(compat, () => {
      requests.push(resolveRequest(definition, { ...options, compat }));
    });
  }
  if (requests.length === 0) throw refusals.error(refusals.conventions[0]!);
  return { definition, requests, refusals };
}

/**
 * Computes a loss under several conventions over the same blocks, and compares them row by row. Memory does not
 * grow with the input, except where a convention has to see all of it before its losses are known.
 */
export class Diff {
  readonly #definition: LossDefinition;
  readonly #refusals: Refusals;
  #candidates: readonly Candidate[];
  /** Every convention with every later one, since the first may turn out to refuse the data. */
  readonly #comparisons = new Map<Candidate, Map<Candidate, RowComparison>>();
  #compared = 0;

  /** @throws UserError where no convention takes these data or parameters */
  constructor(
    { definition, requests, refusals }: DiffPlan,
    tensors: ReadonlyMap<string, LabelledTensor>,
    warn: (message: string) => void,
  ) {
    this.#definition = definition;
    this.#refusals = refusals.copy();
    const candidates: Candidate[] = [];
    const reducings = requests.map(reducingOf);
    for (const request of requests) {
      this.#refusals.attempt(request.compat, () => {
        candidates.push(new Candidate(request, tensors, reducings, warn));
      });
    }
    this.#candidates = candidates;
    candidates.forEach((candidate, i) => {
      const later = candidates
        .slice(i + 1)
        .map((other) => [other, new RowComparison(candidate, other)] as const);
      this.#comparisons.set(candidate, new Map(later));
    });
    this.#requireAny();
  }

  /**
   * Takes the next rows; `block` is not kept beyond the call.
   * @throws UserError where no convention is left that computes these data
   */
  push(block: Block): void {
    this.#each((candidate) => candidate.push(block));
    this.#compare(this.#candidates);
  }

  /**
   * Ends the input, of which some rows may have been dropped.
   * @throws UserError where no convention computes these data
   */
  finish(read: RowsRead): DiffResult {
    this.#each((candidate) => candidate.finish(read));
    const withRows =
      this.#compared > 0 ? this.#candidates : this.#candidates.filter(({ ready }) => ready > 0);
    this.#compare(withRows);
    const first = this.#candidates[0]!;
    const rows = conventionsOf(this.#definition).map((compat) => {
      const candidate = this.#candidates.find(({ request }) => request.compat === compat);
      if (candidate) return this.#rowOf(first, candidate, new Set(withRows));
      const { api } = this.#definition.conventions[compat]!;
      return { compat, api, refusal: this.#refusals.reason(compat) };
    });
    return { definition: this.#definition, dtype: first.request.dtype, first: first.result, rows };
  }

  /** Drops the conventions that refuse what is asked of them. */
  #each(action: (candidate: Candidate) => void): void {
    this.#candidates = this.#candidates.filter((candidate) =>
      this.#refusals.attempt(candidate.request.compat, () => action(candidate)),
    );
    this.#requireAny();
  }

  #requireAny(): void {
    if (this.#candidates.length > 0) return;
    const refusing = this.#refusals.conventions;
    throw this.#refusals.error(
      conventionsOf(this.#definition).find((name) => refusing.includes(name))!,
    );
  }

  /** Compares the losses that all of these have computed. */
  #compare(candidates: readonly Candidate[]): void {
    const count = Math.min(...candidates.map(({ ready }) => ready));
    if (candidates.length === 0 || count === 0) return;
    const taken = candidates.map((candidate) => [candidate, candidate.take(count)] as const);
    taken.forEach(([first, losses], i) => {
      for (const [other, others] of taken.slice(i + 1)) {
        this.#comparisons.get(first)!.get(other)!.add(losses, others);
      }
    });
    this.#compared += count;
  }

  #rowOf(first: Candidate, candidate: Candidate, withRows: ReadonlySet<Candidate>): ComputedRow {
    const { result, clipped, denominator } = candidate.result;
    const isFirst = candidate === first;
    const compared = withRows.has(first) && withRows.has(candidate);
    const comparison = compared ? this.#comparisons.get(first)!.get(candidate) : undefined;
    return {
      compat: candidate.request.compat,
      api: candidate.request.convention.api,
      refusal: null,
      result,
      ...differences(first.result.result, result),
      rowsDiffering: isFirst && compared ? 0 : (comparison?.losses.differing ?? null),
      clipped,
      denominator,
      reasons: isFirst ? reasonsOf(first, compared) : reasonsBetween(first, candidate, comparison),
    };
  }
}

function conventionsOf({ conventions }: LossDefinition): readonly ConventionName[] {
  return Object.keys(conventions) as ConventionName[];
}

function differences(
  first: number | null,
  result: number | null,
): Pick<ComputedRow, 'difference' | 'relativeDifference'> {
  if (first === null || result === null) return { difference: null, relativeDifference: null };
  if (isSame(first, result)) return { difference: 0, relativeDifference: 0 };
  const difference = result - first;
  return { difference, relativeDifference: difference / Math.abs(first) };
}
