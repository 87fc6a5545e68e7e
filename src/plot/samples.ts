import { Evaluation } from '../engine/evaluation.ts';
import type { LossRequest } from '../engine/request.ts';
import { ALL_ROWS } from '../tensor/rows-read.ts';

/** One sample: its true values, or its class index, and a row of predictions. */
export interface Sample {
  readonly true: readonly number[];
  readonly pred: readonly number[];
}

/** What samples cost, one number each, and where asked for the derivative by every prediction, row-major. */
interface SampleLosses {
  readonly losses: Float64Array;
  readonly gradient: Float64Array | undefined;
}

/**
 * The losses of samples that form one batch; all have rows of the same lengths, with values inside the domains of
 * the loss's inputs. There are none where the loss is one number for the whole batch.
 */
export function evaluateSamples(
  request: LossRequest,
  samples: readonly Sample[],
  gradient: boolean,
): SampleLosses {
  const tensor = (input: keyof Sample) => ({
    label: input,
    axes: request.inputs.get(input)!.shape === 'sample' ? [] : [samples[0]![input].length],
  });
  const evaluation = new Evaluation(
    unreduced(request),
    new Map([
      ['true', tensor('true')],
      ['pred', tensor('pred')],
    ]),
    // All values are in their domains, so there is nothing to warn of.
    { perSample: true, gradient, digest: false, warn: () => undefined },
  );
  const values = (input: keyof Sample) =>
    Float64Array.from(samples.flatMap((sample) => sample[input]));
  evaluation.push({
    rows: samples.length,
    inputs: { true: values('true'), pred: values('pred') },
    firstRow: 1,
  });
  const result = evaluation.finish(ALL_ROWS);
  return {
    losses: result.perSample?.values ?? new Float64Array(0),
    gradient: result.gradient?.values,
  };
}

/** The request under which the gradient of the result is that of each sample's own loss. */
function unreduced(request: LossRequest): LossRequest {
  const { over, ...convention } = request.convention;
  const reduced = { ...request, reduction: 'sum' } as const;
  return over === undefined ? reduced : { ...reduced, convention };
}
