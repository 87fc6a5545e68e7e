import type { Domain } from './definition.ts';

/** How far a row of probabilities may be from 1 in sum: what rounding to float32 and printing leave. */
const SUM_TOLERANCE = 1e-4;

/** Where numbers left their domain, and how often. */
export interface Violations {
  /** Values outside [0, 1]. */
  outside: number;
  /** Rows whose sum is not 1. */
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
  if (domain === 'real') return found;
  for (let i = 0; i < rows * width; i++) {
    const value = values[i]!;
    if (value < 0 || value > 1) {
      found.outside++;
      found.firstOutside ??= { row: Math.floor(i / width), value };
    }
  }
  if (domain !== 'distribution') return found;
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
