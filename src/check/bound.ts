import { rounderOf, type Dtype } from '../tensor/dtype.ts';
import type { Comparison } from './outcome.ts';

const COMPARE: Readonly<Record<Comparison, (value: number, bound: number) => boolean>> = {
  '<=': (value, bound) => value <= bound,
  '<': (value, bound) => value < bound,
  '>=': (value, bound) => value >= bound,
  '>': (value, bound) => value > bound,
};

/** Whether a result keeps a bound that {@link boundIn} has made one of its dtype; NaN keeps none. */
export function keeps(value: number, comparison: Comparison, bound: number): boolean {
  return COMPARE[comparison](value, bound);
}

/**
 * A bound as results of a dtype reach it: in float32 0.18, as a user wrote it, is the float32 number that prints as 0.18.
 * What would become 0 or infinite stays as it is, as a result of 0 or infinity is another one.
 */
export function boundIn(dtype: Dtype, bound: number): number {
  const rounded = rounderOf(dtype)(bound);
  return Number.isFinite(rounded) && rounded !== 0 ? rounded : bound;
}
