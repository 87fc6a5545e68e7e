/** Which numbers are valid: those from `low` to `high`. */
interface Range {
  readonly low: number;
  readonly high: number;
  /** Whole numbers only. */
  readonly whole: boolean;
  /** A whole number that is not valid though it is in between; NaN where there is none. */
  readonly except: number;
}

/** What makes a number valid as a value of an input. */
export interface DomainRule {
  /** After "expected": `a probability from 0 to 1`. */
  readonly words: string;
  readonly range: Range;
  readonly accepts: (value: number) => boolean;
  /** Rows must sum to 1. */
  readonly normalised?: boolean;
  /** How a row is a box whose sides must not be negative: by two corners, or by its sizes. */
  readonly box?: 'corners' | 'sizes';
  /** They point at predictions: one that points nowhere is an error, whatever a framework makes of it. */
  readonly isIndex?: boolean;
}

function rule(
  words: string,
  bounds: Partial<Range>,
  more: Pick<DomainRule, 'normalised' | 'box' | 'isIndex'> = {},
): DomainRule {
  // An infinity is no whole number.
  const highest = bounds.whole ? Number.MAX_VALUE : Infinity;
  const range = { low: -highest, high: highest, whole: false, except: NaN, ...bounds };
  const accepts = (value: number): boolean =>
    !Number.isNaN(value) && nextOutside(range, Float64Array.of(value), 0, 1) === 1;
  return { words, range, accepts, ...more };
}

/**
 * How far a row of probabilities may be from 1 in sum, and a log-probability above 0: what rounding to float32 and
 * printing leave.
 */
const TOLERANCE = 1e-4;

const SIDES = 'a width and height of at least 0';
const PROBABILITY = 'a probability from 0 to 1';
const UNIT = { low: 0, high: 1 };
/** The doubles next to 0 and to -1 above them, for intervals that do not hold their lower bound. */
const ABOVE_0 = Number.MIN_VALUE;
const ABOVE_MINUS_1 = -1 + 2 ** -53;

/** What the numbers of an input mean, and so which of them are valid. Logits are `real`. */
export const DOMAINS = {
  real: rule('a number', {}),
  'non-negative': rule('a number of at least 0', { low: 0 }),
  positive: rule('a number above 0', { low: ABOVE_0 }),
  'above-minus-1': rule('a number above -1', { low: ABOVE_MINUS_1 }),
  probability: rule(PROBABILITY, UNIT),
  // Log-softmax in float32 may round to something above 0.
  'log-probability': rule('a log-probability, of at most 0', { high: TOLERANCE }),
  cosine: rule('a cosine from -1 to 1', { low: -1, high: 1 }),
  distribution: rule(PROBABILITY, UNIT, { normalised: true }),
  // A row with one for each class; a single number is that of class 1 of two.
  'class-probability': rule(PROBABILITY, UNIT, { normalised: true }),
  // A row is x1, y1, x2, y2, or a place in it and then its width and height.
  box: rule(`${SIDES} (x1 <= x2 and y1 <= y2)`, {}, { box: 'corners' }),
  'sized-box': rule(SIDES, {}, { box: 'sizes' }),
  binary: rule('0 or 1', { ...UNIT, whole: true }),
  sign: rule('-1 or 1', { low: -1, high: 1, whole: true, except: 0 }),
  'binary-or-sign': rule('0 or 1, or -1 or 1', { low: -1, high: 1, whole: true }),
  'class-index': rule('a class index (0, 1, 2, ...)', { low: 0, whole: true }, { isIndex: true }),
  // Samples with the same label belong together; the numbers themselves mean nothing.
  label: rule('a label (a whole number)', { whole: true }),
  'class-indices': rule('class indices, ended by -1', { low: -1, whole: true }, { isIndex: true }),
} satisfies Record<string, DomainRule>;

export type Domain = keyof typeof DOMAINS;

/** Whether numbers of a domain point at predictions. */
export function isIndex(domain: Domain): boolean {
  return DOMAINS[domain].isIndex ?? false;
}

/** Whether a row of a domain is a box. */
export function isBox(domain: Domain): boolean {
  const { box }: DomainRule = DOMAINS[domain];
  return box !== undefined;
}

/** Numbers of a box. */
export const BOX_WIDTH = 4;

/** Where numbers left their domain, and how often. */
export interface Violations {
  /** Values that the domain does not accept. */
  outside: number;
  /** Rows whose sum is not 1 though it must be. */
  unnormalised: number;
  /** The first of each: row of the block and the value or sum. */
  firstOutside?: { readonly row: number; readonly value: number };
  firstUnnormalised?: { readonly row: number; readonly value: number };
}

/** Looks for values of a block that are not valid in their domain; NaN is let through, it is a missing value. */
export function findViolations(
  domain: Domain,
  values: Float64Array,
  rows: number,
  width: number,
): Violations {
  const found: Violations = { outside: 0, unnormalised: 0 };
  const { range, normalised = false, box }: DomainRule = DOMAINS[domain];
  if (domain === 'real') return found;
  if (box) return findMalformed(box, values, rows);
  const end = rows * width;
  for (let i = nextOutside(range, values, 0, end); i < end;) {
    found.outside++;
    found.firstOutside ??= { row: Math.floor(i / width), value: values[i]! };
    i = nextOutside(range, values, i + 1, end);
  }
  if (!normalised || width === 1) return found;
  for (let row = 0; row < rows; row++) {
    const sum = sumOf(values, row * width, (row + 1) * width);
    if (Math.abs(sum - 1) > TOLERANCE) {
      found.unnormalised++;
      found.firstUnnormalised ??= { row, value: sum };
    }
  }
  return found;
}

/** Boxes with a side that is negative, the first with that side. */
function findMalformed(
  box: NonNullable<DomainRule['box']>,
  values: Float64Array,
  rows: number,
): Violations {
  const found: Violations = { outside: 0, unnormalised: 0 };
  const isOfCorners = box === 'corners';
  for (let row = 0; row < rows; row++) {
    const x = row * BOX_WIDTH;
    const width = values[x + 2]! - (isOfCorners ? values[x]! : 0);
    const height = values[x + 3]! - (isOfCorners ? values[x + 1]! : 0);
    if (!(width < 0 || height < 0)) continue;
    found.outside++;
    found.firstOutside ??= { row, value: width < 0 ? width : height };
  }
  return found;
}

/** A sum to be compared with a tolerance: two at a time, as an addition waits for the one before. */
function sumOf(values: Float64Array, start: number, end: number): number {
  let even = 0;
  let odd = 0;
  let i = start;
  for (; i + 1 < end; i += 2) {
    even += values[i]!;
    odd += values[i + 1]!;
  }
  return i < end ? even + odd + values[i]! : even + odd;
}

/** The position of the first value from `from` on that is outside, `end` where none is; NaN is not. */
function nextOutside(range: Range, values: Float64Array, from: number, end: number): number {
  const { low, high, whole, except } = range;
  if (whole) {
    for (let i = from; i < end; i++) {
      const value = values[i]!;
      const part = value - Math.floor(value);
      if (value < low || value > high || value === except || part > 0) return i;
    }
  } else {
    for (let i = from; i < end; i++) {
      const value = values[i]!;
      if (value < low || value > high) return i;
    }
  }
  return end;
}
