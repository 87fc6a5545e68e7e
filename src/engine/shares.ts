import type { Block } from '../tensor/block.ts';
import { rounderOf } from '../tensor/dtype.ts';
import { isZeroOfNothing } from './counted-samples.ts';
import type { LossRequest } from './request.ts';

/**
 * Tells of each sample of a block its share of the result: its weight over the denominator.
 * @param samples those that no mask leaves out
 */
export function sharesOf(
  request: LossRequest,
  denominator: number,
  samples: number,
): (block: Block) => Float64Array {
  const round = rounderOf(request.dtype);
  const isConstant = denominator === 0 && isZeroOfNothing(request, samples);
  const shareOf = (weight: number): number => (isConstant ? 0 : round(round(weight) / denominator));
  let alike = new Float64Array(0);
  return ({ rows, inputs: { weights } }) => {
    if (weights) return weights.subarray(0, rows).map(shareOf);
    if (alike.length < rows) alike = new Float64Array(rows).fill(shareOf(1));
    return alike.subarray(0, rows);
  };
}
