import { Sums } from '../reduce/sums.ts';
import type { Block } from '../tensor/block.ts';

/** What predictions are compared with: other predictions, or what the true values themselves say. */
export type Reference =
  | { readonly kind: 'predictions' }
  | { readonly kind: 'mean' | 'prior' }
  | { readonly kind: 'quantile'; readonly level: number };

/** What is predicted for all samples of a group alike. */
export interface Constants {
  /** Takes true values; the groups of samples where there are some, and how many. */
  add(block: Block, groups: Int32Array | undefined, count: number): void;
  /** What is predicted for a group: a row of pred. */
  of(group: number): Float64Array;
}

/** Numbers of a row of true and of pred. */
export interface RowWidths {
  readonly true: number;
  readonly pred: number;
}

export function constantsOf(
  reference: Exclude<Reference, { kind: 'predictions' }>,
  widths: RowWidths,
): Constants {
  return reference.kind === 'quantile'
    ? new Quantiles(reference.level, widths.pred)
    : new Means(widths);
}

/** Weighted means of true values, or of how often each class is the true one where that is an index. */
class Means implements Constants {
  readonly #widths: RowWidths;
  readonly #sums: Sums;

  constructor(widths: RowWidths) {
    this.#widths = widths;
    this.#sums = new Sums(widths.pred);
  }

  add({ rows, inputs }: Block, groups: Int32Array | undefined, count: number): void {
    const { weights } = inputs;
    const truth = inputs['true']!;
    const { true: width, pred } = this.#widths;
    const areIndices = width !== pred;
    const values = Array.from({ length: pred }, (_, column) =>
      Float64Array.from({ length: rows }, (_, row) => {
        const value = areIndices ? Number(truth[row] === column) : truth[row * width + column]!;
        const weight = weights?.[row] ?? 1;
        return weight === 0 ? 0 : weight * value;
      }),
    );
    this.#sums.add({ rows, values, counts: weights }, groups, count);
  }

  of(group: number): Float64Array {
    return Float64Array.from({ length: this.#widths.pred }, (_, column) =>
      this.#sums.mean(column, group),
    );
  }
}

/** Weighted quantiles of the true values of each column, which are all held in memory. */
class Quantiles implements Constants {
  readonly #level: number;
  readonly #width: number;
  /** By group the values of each column, and what they weigh. */
  readonly #groups: { values: number[][]; weights: number[] }[] = [];

  constructor(level: number, width: number) {
    this.#level = level;
    this.#width = width;
  }

  add({ rows, inputs }: Block, groups: Int32Array | undefined): void {
    const truth = inputs['true']!;
    for (let row = 0; row < rows; row++) {
      const weight = inputs['weights']?.[row] ?? 1;
      const group = (this.#groups[groups?.[row] ?? 0] ??= {
        values: Array.from({ length: this.#width }, () => []),
        weights: [],
      });
      group.weights.push(weight);
      group.values.forEach((column, k) => column.push(truth[row * this.#width + k]!));
    }
  }

  of(group: number): Float64Array {
    const { values, weights } = this.#groups[group]!;
    return Float64Array.from(values, (column) => quantile(column, weights, this.#level));
  }
}

/**
 * The value with `level` of the weight at or below it; where that is exactly so, halfway to the next: the averaged inverse
 * of the distribution function, which the quantile losses are least for.
 */
function quantile(values: readonly number[], weights: readonly number[], level: number): number {
  if (values.some(Number.isNaN)) return NaN;
  const places = [...values.keys()].filter((place) => weights[place]! > 0);
  places.sort((a, b) => values[a]! - values[b]!);
  const target = level * places.reduce((sum, place) => sum + weights[place]!, 0);
  let below = 0;
  const at = places.findIndex((place) => (below += weights[place]!) >= target * (1 - ROUNDING));
  if (at < 0) return places.length === 0 ? NaN : values[places.at(-1)!]!;
  const value = values[places[at]!]!;
  const next = places[at + 1];
  const isBetween = next !== undefined && below <= target * (1 + ROUNDING);
  return isBetween ? value / 2 + values[next]! / 2 : value;
}

/** What sums of weights may be rounded by. */
const ROUNDING = 2 ** -45;
