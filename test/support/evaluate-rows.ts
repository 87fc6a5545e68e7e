import { Evaluation } from '../../src/engine/evaluation.ts';
import type { LossRequest } from '../../src/engine/request.ts';
import type { Result } from '../../src/engine/result.ts';
import { ALL_ROWS } from '../../src/tensor/rows-read.ts';
import type { Given } from './arbitrary-inputs.ts';

type Rows = readonly (number | readonly number[])[];

/** An evaluation of inputs of these shapes that keeps samples and gradient. */
export function evaluationOf(request: LossRequest, given: Given): Evaluation {
  const tensors = Object.entries(given).map(([name, rows]) => {
    const [first] = rows as Rows;
    return [name, { label: name, axes: Array.isArray(first) ? [first.length] : [] }] as const;
  });
  return new Evaluation(request, new Map(tensors), {
    perSample: true,
    gradient: true,
    digest: false,
    warn: () => undefined,
  });
}

/** What a request makes of rows, given in blocks. */
export function computed(request: LossRequest, given: Given, blockRows = 100): Result {
  const evaluation = evaluationOf(request, given);
  const count = (given['pred'] as Rows).length;
  for (let from = 0; from < count; from += blockRows) {
    const rows = Math.min(blockRows, count - from);
    const inputs = Object.entries(given).map(([name, all]) => {
      return [name, Float64Array.from((all as Rows).slice(from, from + rows).flat())] as const;
    });
    evaluation.push({ rows, firstRow: from + 1, inputs: Object.fromEntries(inputs) });
  }
  return evaluation.finish(ALL_ROWS);
}
