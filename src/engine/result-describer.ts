import { ALL_ROWS, type RowsRead } from '../tensor/rows-read.ts';
import {
  areLast,
  inverseOrder,
  reordered,
  reorderedShape,
  rowAxes,
  rowRank,
  rowsLast,
} from '../tensor/axis.ts';
import { arrayOf, type NumberBlocks } from '../reduce/number-list.ts';
import { elementCount, type Shape } from '../tensor/shape.ts';
import { valueWord } from '../losses/definition.ts';
import { isByElement, OF_ELEMENTS } from './element-shares.ts';
import type { DecidedClasses } from './decision.ts';
import type { ElementCount } from './missing-elements.ts';
import type { Reduced } from './finish.ts';
import { LazyTensor } from './lazy-tensor.ts';
import type { LossRequest } from './request.ts';
import type { Result, Tensor } from './result.ts';
import { otherStored } from './stored-dtype.ts';
import { samplesShape, shapeKind, type LabelledTensor } from './shapes.ts';

/** Of what samples a result is. */
interface Described {
  /** Those that the mask does not leave out. */
  readonly samples: number;
  /** With those that it does. */
  readonly rows?: number;
  readonly read?: RowsRead;
  readonly clipped: number;
  /** Where missing elements were skipped. */
  readonly elements?: ElementCount | undefined;
  /** Where samples are lists: how many items they have. */
  readonly items?: number | undefined;
  /** The shape of pred, where that is no matter of its rows. */
  readonly shape?: Shape | undefined;
}

const EMPTY = new Float64Array(0);

/** Says of results how they were computed, and in what shapes, from the request and the inputs that it is of. */
export class ResultDescriber {
  readonly #request: LossRequest;
  readonly #tensors: ReadonlyMap<string, LabelledTensor>;
  readonly #decided: DecidedClasses | undefined;
  /** The shape of a row of the first axis of pred. */
  readonly #axes: Shape;
  readonly #sampleAxes: readonly number[] | undefined;
  /** The places of the axes of rows, where these were moved to the end. */
  readonly #movedAxes: readonly number[] | undefined;
  #rowsPerBatch: number | undefined;

  constructor(
    request: LossRequest,
    tensors: ReadonlyMap<string, LabelledTensor>,
    decided?: DecidedClasses,
  ) {
    this.#request = request;
    this.#tensors = tensors;
    this.#decided = decided;
    this.#axes = tensors.get('pred')!.axes;
    const rank = Math.max(2, this.#axes.length + 1);
    this.#sampleAxes = this.#isRowABatch ? undefined : rowAxes(request.axis, rank);
    const areWhereTheyWere = !this.#sampleAxes || areLast(this.#sampleAxes, rank);
    this.#movedAxes = areWhereTheyWere ? undefined : this.#sampleAxes;
  }

  /** What messages call the predictions. */
  get label(): string {
    return this.#tensors.get('pred')!.label;
  }

  /** A reduced loss of some of the samples, with everything that says how it was computed. */
  describe(
    { result, denominator }: Reduced,
    { samples, rows = samples, read = ALL_ROWS, clipped, elements, items, shape }: Described,
    isBatchLevel: boolean,
  ): Result {
    const { definition, convention, compat, dtype, params, constants, reduction } = this.#request;
    const isOfElements = isByElement(this.#request);
    const weights = this.#tensors.get('weights') ?? this.#tensors.get(OF_ELEMENTS.weights);
    const truth = this.#tensors.get('true');
    const pred = this.#tensors.get('pred')!;
    return {
      loss: definition.name,
      word: valueWord(definition, convention),
      compat,
      dtype,
      stored: otherStored(this.#request, this.#tensors),
      params,
      constants,
      reduction,
      over: isBatchLevel ? 'batch' : isOfElements ? 'elements' : (convention.over ?? 'samples'),
      weightedBy: weights && (weights.columns?.[0] ?? weights.label),
      denominator,
      shape: shape ?? this.likePred(rows, EMPTY).shape,
      sampleAxes: this.#sampleAxes,
      samples,
      // One by one: results of segments are made by the million.
      files: read.files,
      skipped: read.skipped,
      where: read.where,
      clipped,
      elements,
      classes: pred.match ?? truth?.labels?.match,
      oneHotClasses: truth?.oneHotClasses,
      decided: this.#decided,
      items,
      lists: items === undefined ? undefined : pred.lists,
      // Lists with a key are counted, and not the rows of a file.
      placeOf: pred.lists?.column === undefined ? truth?.placeOf : undefined,
      labelOf: truth?.labels?.written?.textOf,
      result,
    };
  }

  /** A tensor of pred's shape with the axes of rows, which were moved to the end, where the user has them. */
  likePred(rows: number, values: Float64Array): Tensor {
    const shape = this.#shape(rows);
    const places = this.#movedAxes;
    if (!places) return { shape, values };
    const back = inverseOrder(rowsLast(places, shape.length));
    return {
      shape: reorderedShape(shape, back),
      values: values.length === 0 ? values : reordered(values, shape, back),
    };
  }

  /**
   * The same of numbers that come in blocks.
   * @param shape that of all of them, where rows do not tell it
   * @param isLazy whether they are left to whoever reads them, where their order allows it
   */
  blocksLikePred(
    rows: number,
    numbers: NumberBlocks,
    isLazy: boolean,
    shape = this.#shape(rows),
  ): Tensor {
    if (this.#movedAxes) return this.likePred(rows, arrayOf(numbers));
    return isLazy ? new LazyTensor(shape, numbers) : { shape, values: arrayOf(numbers) };
  }

  /** The shape of the losses of samples. */
  samplesShape(rows: number): Shape {
    return samplesShape(this.#request, this.#shape(rows));
  }

  /** Rows in an entry of the first axis. */
  get rowsPerBatch(): number {
    return (this.#rowsPerBatch ??= this.#isRowABatch
      ? 1
      : elementCount(this.#axes.slice(0, -rowRank(this.#request.axis, [1, ...this.#axes]))));
  }

  get #isRowABatch(): boolean {
    return shapeKind(this.#request.inputs, 'pred') === 'batch';
  }

  /** That of pred, with the axes of rows at its end. */
  #shape(rows: number): Shape {
    return [rows / this.rowsPerBatch, ...this.#axes];
  }
}
