import type { Batch } from '../../kernel.ts';

/** The embeddings of two inputs, one after the other: those of pred and those of the other. */
export function bothSets({ inputs }: Batch, other: string): Float64Array {
  const [first, second] = [inputs['pred']!, inputs[other]!];
  const both = new Float64Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
