/** What makes a number valid as a value of an input. */
interface DomainRule {
  /** After "expected": `a probability from 0 to 1`. */
  readonly words: string;
  readonly accepts: (value: number) => boolean;
  /** Rows must sum to 1. */
  readonly normalised?: boolean;
  /** They point at predictions: one that points nowhere is an error, whatever a framework makes of it. */
  readonly isIndex?: boolean;
}

const isProbability = (value: number): boolean => value >= 0 && value <= 1;

/** What the numbers of an input mean, and so which of them are valid. Logits are `real`. */
export const DOMAINS = {
  real: { words: 'a number', accepts: () => true },
  'non-negative': { words: 'a number of at least 0', accepts: (x) => x >= 0 },
  positive: { words: 'a number above 0', accepts: (x) => x > 0 },
  'above-minus-1': { words: 'a number above -1', accepts: (x) => x > -1 },
  probability: { words: 'a probability from 0 to 1', accepts: isProbability },
  distribution: {
    words: 'a probability from 0 to 1',
    accepts: isProbability,
    normalised: true,
  },
  // A row with one for each class; a single number is that of class 1 of two.
  'class-probability': {
    words: 'a probability from 0 to 1',
    accepts: isProbability,
    normalised: true,
  },
  binary: { words: '0 or 1', accepts: (x) => x === 0 || x === 1 },
  sign: { words: '-1 or 1', accepts: (x) => x === -1 || x === 1 },
  'binary-or-sign': { words: '0 or 1, or -1 or 1', accepts: (x) => Math.abs(x) === 1 || x === 0 },
  'class-index': {
    words: 'a class index (0, 1, 2, ...)',
    accepts: (x) => Number.isInteger(x) && x >= 0,
    isIndex: true,
  },
  // Samples with the same label belong together; the numbers themselves mean nothing.
  label: { words: 'a label (a whole number)', accepts: (x) => Number.isInteger(x) },
  'class-indices': {
    words: 'class indices, ended by -1',
    accepts: (x) => Number.isInteger(x) && x >= -1,
    isIndex: true,
  },
} as const satisfies Record<string, DomainRule>;

export type Domain = keyof typeof DOMAINS;

/** Whether numbers of a domain point at predictions. */
export function isIndex(domain: Domain): boolean {
  const rule: DomainRule = DOMAINS[domain];
  return rule.isIndex ?? false;
}

/** How far a row of probabilities may be from 1 in sum: what rounding to float32 and printing leave. */
const SUM_TOLERANCE = 1e-4;

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
  const { accepts, normalised = false }: DomainRule = DOMAINS[domain];
  if (domain === 'real') return found;
  for (let i = 0; i < rows * width; i++) {
    const value = values[i]!;
    if (!accepts(value) && !Number.isNaN(value)) {
      found.outside++;
      found.firstOutside ??= { row: Math.floor(i / width), value };
    }
  }
  if (!normalised || width === 1) return found;
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let j = row * width; j < (row + 1) * width; j++) sum += values[j]!;
    if (Math.abs(sum - 1) > SUM_TOLERANCE) {
      found.unnormalised++;
      found.firstUnnormalised ??= { row, value: sum };
    }
  }
  return found;
}
