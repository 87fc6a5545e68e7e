import { axisAt, moveAxis, moveAxisOfShape } from '../tensor/axis.ts';
import { elementCount, type Shape } from '../tensor/shape.ts';
import type { Reduced } from './finish.ts';
import type { LossRequest } from './request.ts';
import type { Result, Tensor } from './result.ts';
import { samplesShape, shapeKind, type LabelledTensor } from './shapes.ts';

/** Of what samples a result is. */
interface Described {
  /** Those that the mask does not leave out. */
  readonly samples: number;
  /** With those that it does. */
  readonly rows?: number;
  readonly skipped?: number;
  readonly clipped: number;
}

const EMPTY = new Float64Array(0);

/** Says of results how they were computed, and in what shapes, from the request and the inputs that it is of. */
export class ResultDescriber {
  readonly #request: LossRequest;
  readonly #tensors: ReadonlyMap<string, LabelledTensor>;
  /** The shape of a row of the first axis of pred. */
  readonly #axes: Shape;

  constructor(request: LossRequest, tensors: ReadonlyMap<string, LabelledTensor>) {
    this.#request = request;
    this.#tensors = tensors;
    this.#axes = tensors.get('pred')!.axes;
  }

  /** A reduced loss of some of the samples, with everything that says how it was computed. */
  describe(
    { result, denominator }: Reduced,
    { samples, rows = samples, skipped = 0, clipped }: Described,
    isBatchLevel: boolean,
  ): Result {
    const { definition, convention, compat, dtype, params, constants, reduction } = this.#request;
    const weights = this.#tensors.get('weights');
    const truth = this.#tensors.get('true');
    return {
      loss: definition.name,
      compat,
      dtype,
      params,
      constants,
      reduction,
      over: isBatchLevel ? 'batch' : (convention.over ?? 'samples'),
      weightedBy: weights && (weights.columns?.[0] ?? weights.label),
      denominator,
      shape: this.likePred(rows, EMPTY).shape,
      sampleAxis: this.#sampleAxis,
      samples,
      skipped,
      clipped,
      classes: this.#tensors.get('pred')!.labels?.match ?? truth?.labels?.match,
      oneHotClasses: truth?.isOneHot ? truth.axes.at(-1) : undefined,
      result,
    };
  }

  /** A tensor of pred's shape with the axis of the rows, which was moved to the end, where the user has it. */
  likePred(rows: number, values: Float64Array): Tensor {
    const shape = this.#shape(rows);
    const last = shape.length - 1;
    const place = axisAt(this.#request.axis, shape.length);
    if (place === undefined || place === last) return { shape, values };
    return {
      shape: moveAxisOfShape(shape, last, place),
      values: values.length === 0 ? values : moveAxis(values, shape, last, place),
    };
  }

  /** The shape of the losses of samples. */
  samplesShape(rows: number): Shape {
    return samplesShape(this.#request.inputs, this.#shape(rows));
  }

  /** Rows in an entry of the first axis. */
  get rowsPerBatch(): number {
    return this.#isRowABatch ? 1 : elementCount(this.#axes.slice(0, -1));
  }

  get #isRowABatch(): boolean {
    return shapeKind(this.#request.inputs, 'pred') === 'batch';
  }

  get #sampleAxis(): number | undefined {
    const rank = Math.max(2, this.#axes.length + 1);
    return this.#isRowABatch ? undefined : axisAt(this.#request.axis, rank);
  }

  /** That of pred, with the axis of the rows at its end. */
  #shape(rows: number): Shape {
    return [rows / this.rowsPerBatch, ...this.#axes];
  }
}
