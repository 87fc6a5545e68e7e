import { ExactSum } from '../reduce/exact-sum.ts';
import type { Known } from './compile.ts';
import { CovarianceReducer, isCovariance } from './covariance.ts';
import type { Graph } from './graph.ts';
import type { Node } from './node.ts';

/** A reduction over the input while it runs. */
export interface Reducer {
  readonly node: Node;
  /** What is computed of each sample for it. */
  readonly terms: readonly Node[];
  /** @param values of each of the terms, row by row */
  add(values: readonly Float64Array[], rows: number): void;
  finish(): Known;
}

/** @param width the length of a row */
export function reducerOf(
  node: Node,
  compiler: { readonly graph: Graph; readonly width: number },
): Reducer {
  const { round } = compiler.graph;
  if (isCovariance(node)) return new CovarianceReducer(node, compiler);
  const terms = node.args;
  if (node.op === 'column_sum') return { node, terms, ...sumOfColumns(compiler.width, round) };
  if (node.op === 'batch_sum') {
    const sum = new ExactSum();
    const add: Reducer['add'] = ([values], rows) => sum.addAll(values!, rows);
    return { node, terms, add, finish: () => round(sum.sum()) };
  }
  const pick = node.op === 'batch_max' ? Math.max : Math.min;
  let extreme = node.op === 'batch_max' ? -Infinity : Infinity;
  const add: Reducer['add'] = ([values], rows) => {
    for (let i = 0; i < rows; i++) extreme = pick(extreme, values![i]!);
  };
  return { node, terms, add, finish: () => extreme };
}

function sumOfColumns(
  width: number,
  round: (x: number) => number,
): Pick<Reducer, 'add' | 'finish'> {
  const sums = Array.from({ length: width }, () => new ExactSum());
  const add: Reducer['add'] = ([values], rows) => {
    for (let at = 0; at < rows * width; at++) sums[at % width]!.add(values![at]!);
  };
  return { add, finish: () => Float64Array.from(sums, (sum) => round(sum.sum())) };
}
