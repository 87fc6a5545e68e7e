import type { Dtype } from '../tensor/dtype.ts';
import type { Node } from './node.ts';

/** The source of a reduction: what stands before its loop, what is done for each element, and what stands after. */
export interface ReductionSource {
  readonly start: string;
  readonly step: string;
  readonly end: string;
}

/**
 * The source of a sum or an extreme along a row or over pairs; its value is in `r` and its id.
 * @param x the source of the element
 */
export function reductionSource(
  { id, op, args: [value] }: Node,
  x: string,
  { dtype, width }: { readonly dtype: Dtype; readonly width: number },
): ReductionSource {
  if (width === 1) return { start: `let r${id};`, step: `r${id} = ${x};`, end: '' };
  if (op.endsWith('_max')) {
    return { start: `let r${id} = -Infinity;`, step: `r${id} = Math.max(r${id}, ${x});`, end: '' };
  }
  if (op.endsWith('_min')) {
    return { start: `let r${id} = Infinity;`, step: `r${id} = Math.min(r${id}, ${x});`, end: '' };
  }
  const s = `s${id}`;
  if (dtype === 'float32' || isCount(value!)) {
    const sum = dtype === 'float32' ? `F(${s})` : s;
    return { start: `let ${s} = 0;`, step: `${s} += ${x};`, end: `const r${id} = ${sum};` };
  }
  return {
    start: `let ${s} = 0, c${id} = 0;`,
    // Knuth's two-sum: what the addition rounded away is gathered in c.
    step: `{ const t = ${s} + ${x}, z = t - ${s}; c${id} += (${s} - (t - z)) + (${x} - z); ${s} = t; }`,
    // With an infinity in the sum the compensation is NaN, and the sum alone is right.
    end: `const r${id} = c${id} === c${id} ? ${s} + c${id} : ${s};`,
  };
}

/** Whether a node is 1 or 0 for each element, so that no rounding can happen in a sum of it. */
function isCount({ op, args }: Node): boolean {
  return op === 'select' && args.slice(1).every(({ value }) => value === 0 || value === 1);
}
