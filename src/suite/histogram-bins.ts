/** A bin of losses from `low` up to but without `high`; where both are 0, of losses that are 0. */
export interface HistogramBin {
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

/** Bins ready to be shown. */
export interface Binned {
  /** `log` where the largest losses are far beyond the usual ones. */
  readonly scale: 'linear' | 'log';
  /** Ascending and without gaps; on a logarithmic scale zeros have a bin of their own before the others. */
  readonly bins: readonly HistogramBin[];
}

/** Bins that a reader takes in. */
const MOST_BINS = 20;
/** How many times the median the largest loss is where equal steps would put nearly all into the first bin. */
const SKEWED = 20;
/** The share of losses that may be so close to 0 that the logarithm would only spread them over empty bins. */
const NEARLY_ZERO = 0.01;

/**
 * Fine bins put together to at most about twenty with round bounds: in equal steps of 1, 2 or 5 times a power of ten,
 * or for skewed losses in steps of 1, 2, 5, 10, 20, ..., and those that are 0 by themselves.
 * @param fine ascending, without empty ones; their bounds have three significant digits
 */
export function binsOf(fine: readonly HistogramBin[]): Binned {
  const [first, last] = [fine[0], fine.at(-1)];
  if (!first || !last) return { scale: 'linear', bins: [] };
  const zeros = fine
    .filter(({ low }) => low === 0)
    .map(({ count }) => ({ low: 0, high: 0, count }));
  if (zeros.length === fine.length) return { scale: 'linear', bins: zeros };
  const positive = fine.filter(({ low }) => low > 0);
  if (first.low < 0 || last.high <= SKEWED * quantileBin(positive, 0.5).high) {
    return { scale: 'linear', bins: gathered(fine, linearEdges(fine)) };
  }
  return { scale: 'log', bins: [...zeros, ...gathered(positive, logEdges(positive))] };
}

function gathered(fine: readonly HistogramBin[], edges: readonly number[]): HistogramBin[] {
  let next = 0;
  return edges.slice(0, -1).map((low, i) => {
    const high = edges[i + 1]!;
    let count = 0;
    for (; next < fine.length && fine[next]!.low < high; next++) count += fine[next]!.count;
    return { low, high, count };
  });
}

/** The bin that a share of all, from 0 to 1, reaches into; there must be one. */
function quantileBin(fine: readonly HistogramBin[], share: number): HistogramBin {
  const total = fine.reduce((sum, { count }) => sum + count, 0);
  let seen = 0;
  return fine.find(({ count }) => (seen += count) >= share * total)!;
}

/** Multiples of one step; bounds finer than those of the fine bins would tear them apart. */
function linearEdges(fine: readonly HistogramBin[]): number[] {
  const [low, high] = [fine[0]!.low, fine.at(-1)!.high];
  const finest = exponentOf(Math.max(Math.abs(low), Math.abs(high))) - 2;
  const wanted = exponentOf(high / MOST_BINS - low / MOST_BINS);
  let step = { digit: 1, exponent: Math.max(finest, wanted) };
  let [first, end] = multiplesAround(low, high, step);
  while (end - first > MOST_BINS) {
    step = larger(step);
    [first, end] = multiplesAround(low, high, step);
  }
  return Array.from({ length: end - first + 1 }, (_, i) => multiple(step, first + i));
}

/** Which multiples of a step hold a range between them: the last not above it, and the first not below it. */
function multiplesAround(low: number, high: number, step: Step): [first: number, end: number] {
  let first = Math.floor(low / valueOf(step));
  let end = Math.ceil(high / valueOf(step));
  // The quotients are rounded, and may say an integer less or more.
  if (multiple(step, first + 1) <= low) first++;
  if (multiple(step, end - 1) >= high) end--;
  if (multiple(step, end) < high) end++;
  return [first, end];
}

/** Bounds for losses above 0; the first bin holds all that are nearly 0. */
function logEdges(positive: readonly HistogramBin[]): number[] {
  const { low } = quantileBin(positive, NEARLY_ZERO);
  const { high } = positive.at(-1)!;
  const [from, to] = [exponentOf(low), exponentOf(high)];
  const steps = Array.from({ length: to - from + 2 }, (_, i) =>
    [1, 2, 5].map((digit) => valueOf({ digit, exponent: from + i })),
  ).flat();
  const start = steps.findLastIndex((edge) => edge <= low);
  const end = steps.findIndex((edge) => edge >= high);
  const edges =
    end - start < MOST_BINS ? steps.slice(start, end + 1) : powersOfTen(from, to + 1, MOST_BINS);
  return positive[0]!.low < edges[0]! ? [0, ...edges] : edges;
}

/** Powers of ten in equal steps, at most `most` of them beyond the first. */
function powersOfTen(from: number, to: number, most: number): number[] {
  const step = Math.ceil((to - from) / most);
  return Array.from({ length: Math.ceil((to - from) / step) + 1 }, (_, i) =>
    valueOf({ digit: 1, exponent: from + i * step }),
  );
}

interface Step {
  readonly digit: number;
  readonly exponent: number;
}

function valueOf(step: Step): number {
  return multiple(step, 1);
}

/** The double nearest to the decimal number, as the bounds of the fine bins are; a finite one. */
function multiple({ digit, exponent }: Step, times: number): number {
  const value = Number(`${digit * times}e${exponent}`);
  return Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, value));
}

function larger({ digit, exponent }: Step): Step {
  if (digit === 5) return { digit: 1, exponent: exponent + 1 };
  return { digit: digit === 1 ? 2 : 5, exponent };
}

/** The exponent of ten of a number above 0, exactly. */
function exponentOf(x: number): number {
  return Number(x.toExponential().split('e')[1]);
}
