import type { BatchKernel } from '../kernel.ts';
import type { KernelConvention } from '../definition.ts';

/** A column of true values, and one of predicted. */
export type OfColumn = (truths: Float64Array, preds: Float64Array) => number;

/** What conventions of a correlation of ranks have in common: each column by itself, and the mean of these. */
export function correlatedRanks(
  correlation: OfColumn,
  method: string,
): Pick<KernelConvention, 'kernel' | 'batchLevel' | 'method' | 'better'> & {
  readonly notASum: string;
} {
  const kernel: BatchKernel = ({ rows, inputs, axes }) => {
    const width = axes['pred']!.reduce((product, length) => product * length, 1);
    const column = (name: string, k: number): Float64Array =>
      Float64Array.from({ length: rows }, (_, row) => inputs[name]![row * width + k]!);
    let sum = 0;
    for (let k = 0; k < width; k++) {
      const [truths, preds] = [column('true', k), column('pred', k)];
      const areNumbers = [...truths, ...preds].every((value) => !Number.isNaN(value));
      sum += areNumbers ? correlation(truths, preds) : NaN;
    }
    // Ranks do not change with small changes of the values.
    return { losses: sum / width, gradient: () => new Float64Array(rows * width) };
  };
  return {
    kernel,
    batchLevel: true,
    method,
    better: 'larger',
    notASum: 'what a sample adds depends on how it ranks among all others',
  };
}

/** The place of each value in ascending order, from 1; equal values have the mean of theirs. */
export function averageRanks(values: Float64Array): Float64Array {
  const order = Uint32Array.from(values.keys()).sort((a, b) => values[a]! - values[b]!);
  const ranks = new Float64Array(values.length);
  for (let from = 0; from < order.length;) {
    let to = from + 1;
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++;
    for (let k = from; k < to; k++) ranks[order[k]!] = (from + to + 1) / 2;
    from = to;
  }
  return ranks;
}
