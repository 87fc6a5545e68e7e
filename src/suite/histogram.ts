import { HIGH } from '../tensor/double-words.ts';
import { binsOf, type Binned, type HistogramBin } from './histogram-bins.ts';

/** How often losses of each size came up; the bins are of the finite ones. */
export interface Histogram extends Binned {
  /** Losses that are no finite number, where there are any. */
  readonly nonFinite: readonly { readonly value: number; readonly count: number }[];
}

/** The place of a decade, that of a bin in it, and how many losses are there. */
export type CountOfBin = readonly [decade: number, bin: number, count: number];

/** What was counted of some losses, as plain data. */
export interface HistogramState {
  readonly positive: readonly CountOfBin[];
  readonly negative: readonly CountOfBin[];
  readonly others: readonly [
    zeros: number,
    nan: number,
    infinite: number,
    negativeInfinite: number,
  ];
}

/** Exponents of ten from that of the least double on. */
const LOWEST_EXPONENT = -324;
export const DECADES = 309 - LOWEST_EXPONENT;
/** Bins of a decade: one for each number of three significant digits. */
export const PER_DECADE = 900;
const DECADES_PER_BINADE = Math.log10(2);
/** Below it doubles have fewer bits. */
const LEAST_NORMAL = 2 ** -1022;

/**
 * Counts losses in one pass, in bins of three significant digits: any bounds that people read can be put together
 * from those afterwards, and every count is exact. Memory is that of the decades met, and never above 10 MiB.
 */
export class HistogramCounter {
  readonly #positive = new Decades(false);
  readonly #negative = new Decades(true);
  #zeros = 0;
  #nan = 0;
  #infinite = 0;
  #negativeInfinite = 0;

  /** Adds the first `rows` losses. */
  add(losses: Float64Array, rows: number): void {
    for (let i = 0; i < rows; i++) this.#count(losses[i]!);
  }

  #count(loss: number): void {
    if (loss > 0 && loss < Infinity) this.#positive.count(loss);
    else if (loss < 0 && loss > -Infinity) this.#negative.count(-loss);
    else if (loss === 0) this.#zeros++;
    else if (loss === Infinity) this.#infinite++;
    else if (loss === -Infinity) this.#negativeInfinite++;
    else this.#nan++;
  }

  /** What was counted so far. */
  get state(): HistogramState {
    return {
      positive: this.#positive.state,
      negative: this.#negative.state,
      others: [this.#zeros, this.#nan, this.#infinite, this.#negativeInfinite],
    };
  }

  /** Adds what was counted of other losses. */
  absorb({ positive, negative, others }: HistogramState): void {
    this.#positive.absorb(positive);
    this.#negative.absorb(negative);
    const [zeros, nan, infinite, negativeInfinite] = others;
    this.#zeros += zeros;
    this.#nan += nan;
    this.#infinite += infinite;
    this.#negativeInfinite += negativeInfinite;
  }

  finish(): Histogram {
    const negative = this.#negative.bins().map(({ low, high, count }) => {
      return { low: -high, high: -low, count };
    });
    const fine: HistogramBin[] = [
      ...negative.reverse(),
      ...(this.#zeros > 0 ? [{ low: 0, high: Number.MIN_VALUE, count: this.#zeros }] : []),
      ...this.#positive.bins(),
    ];
    const nonFinite = [
      { value: -Infinity, count: this.#negativeInfinite },
      { value: Infinity, count: this.#infinite },
      { value: NaN, count: this.#nan },
    ].filter(({ count }) => count > 0);
    return { ...binsOf(fine), nonFinite };
  }
}

interface Decade {
  /** The bounds of the bins, each the double nearest to its decimal number. */
  readonly edges: Float64Array;
  readonly counts: Float64Array;
}

/** Counts of numbers above 0 by their first three digits, a decade at a time as they are met. */
class Decades {
  readonly #decades: (Decade | undefined)[] = Array.from({ length: DECADES });
  readonly #upperIncluded: boolean;

  /** @param upperIncluded whether a number on the bound of two bins belongs to the lower one */
  constructor(upperIncluded: boolean) {
    this.#upperIncluded = upperIncluded;
  }

  count(size: number): void {
    const { edges, counts } = this.#decadeOf(size);
    let bin = Math.min(PER_DECADE - 1, Math.floor((size / edges[0]! - 1) * 100));
    while (this.#isBelow(size, edges[bin]!)) bin--;
    while (!this.#isBelow(size, edges[bin + 1]!)) bin++;
    counts[bin]!++;
  }

  #decadeOf(size: number): Decade {
    // The power of ten below that of two; the next one may be above it, and not above the number.
    const exponent = Math.ceil(binaryExponent(size) * DECADES_PER_BINADE) - 1;
    const decade = this.#at(exponent - LOWEST_EXPONENT);
    if (this.#isBelow(size, decade.edges[PER_DECADE]!)) return decade;
    return this.#at(exponent + 1 - LOWEST_EXPONENT);
  }

  #isBelow(size: number, edge: number): boolean {
    return size < edge || (this.#upperIncluded && size === edge);
  }

  #at(index: number): Decade {
    return (this.#decades[index] ??= newDecade(index + LOWEST_EXPONENT));
  }

  get state(): CountOfBin[] {
    return this.#decades.flatMap((decade, index) =>
      [...(decade?.counts ?? [])].flatMap((count, bin): CountOfBin[] =>
        count > 0 ? [[index, bin, count]] : [],
      ),
    );
  }

  absorb(counts: readonly CountOfBin[]): void {
    for (const [index, bin, count] of counts) this.#at(index).counts[bin]! += count;
  }

  /** The bins that hold something, ascending. */
  bins(): HistogramBin[] {
    return this.#decades.flatMap((decade) => (decade ? filledBins(decade) : []));
  }
}

const FLOAT = new Float64Array(1);
const WORDS = new Uint32Array(FLOAT.buffer);

/** The exponent of the largest power of two that is not above a finite number above 0. */
function binaryExponent(x: number): number {
  if (x < LEAST_NORMAL) return binaryExponent(x * 2 ** 54) - 54;
  FLOAT[0] = x;
  return (WORDS[HIGH]! >>> 20) - 1023;
}

function newDecade(exponent: number): Decade {
  const edges = Float64Array.from({ length: PER_DECADE + 1 }, (_, i) =>
    Number(`${100 + i}e${exponent - 2}`),
  );
  return { edges, counts: new Float64Array(PER_DECADE) };
}

function filledBins({ edges, counts }: Decade): HistogramBin[] {
  return [...counts].flatMap((count, i) => {
    // Above the largest double there is nothing.
    const high = Math.min(Number.MAX_VALUE, edges[i + 1]!);
    return count > 0 ? [{ low: edges[i]!, high, count }] : [];
  });
}
