import { Evaluation } from '../../src/engine/evaluation.ts';
import type { LossRequest } from '../../src/engine/request.ts';
import { settled } from '../../src/engine/settle.ts';
import { shapeKind } from '../../src/engine/shapes.ts';
import { ALL_ROWS } from '../../src/tensor/rows-read.ts';

/** Rows of each input by name. */
export type Numbers = Readonly<Record<string, readonly (readonly number[])[]>>;

/** What losscalc makes of some rows. */
export interface Computed {
  readonly result: number;
  readonly denominator: number | null;
  readonly samples: number;
  readonly clipped: number;
  readonly outside: number;
  readonly perSample: readonly number[] | undefined;
}

/** A loss of rows as losscalc computes it. */
export function computed(
  request: LossRequest,
  numbers: Numbers,
  rows?: readonly number[],
): Computed {
  const places = rows ?? Object.values(numbers)[0]!.map((_, i) => i);
  const tensors = new Map(
    Object.entries(numbers).map(([name, values]) => {
      const isOne = shapeKind(request.inputs, name) === 'sample';
      return [name, { label: name, axes: isOne ? [] : [values[0]!.length] }] as const;
    }),
  );
  let outside = 0;
  const evaluation = new Evaluation(settled(request, tensors), tensors, {
    perSample: true,
    gradient: false,
    digest: false,
    warn: (message) => {
      const [, count] = /: (\d+) values? (?:is|are) not/.exec(message) ?? [];
      if (count !== undefined) outside += Number(count);
    },
  });
  const inputs = Object.entries(numbers).map(([name, values]) => [
    name,
    Float64Array.from(places.flatMap((i) => values[i]!)),
  ]);
  evaluation.push({
    rows: places.length,
    firstRow: 1,
    inputs: Object.fromEntries(inputs) as Record<string, Float64Array>,
  });
  const { result, denominator, samples, clipped, perSample } = evaluation.finish(ALL_ROWS);
  return {
    result: result!,
    denominator,
    samples,
    clipped,
    outside,
    perSample: perSample && [...perSample.values],
  };
}

/** Whether two numbers are as equal as sums of doubles in different orders are. */
export function isClose(found: unknown, expected: number, scale = 1): boolean {
  if (typeof found !== 'number') return Number.isNaN(expected) && found === null;
  if (Object.is(found, expected) || found === expected) return true;
  if (Number.isNaN(expected) !== Number.isNaN(found)) return false;
  return Math.abs(found - expected) <= 1e-12 * Math.max(Math.abs(expected), scale * 1e-3);
}
