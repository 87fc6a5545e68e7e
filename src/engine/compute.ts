import { UserError } from '../messages/errors.ts';
import { Evaluation, type EvaluationOptions } from './evaluation.ts';
import type { Program } from './program.ts';
import type { LossRequest } from './request.ts';
import type { Result } from './result.ts';
import { checkShapes, samplesShape, shapeError, shapeKind } from './shapes.ts';
import { axisAt, moveAxis, moveAxisOfShape } from '../tensor/axis.ts';
import { isClassMask, oneHotRows, oneHotShape } from '../tensor/one-hot.ts';
import { tensorOf, type TensorLike } from '../tensor/nested.ts';
import { elementCount, formatShape, type Shape } from '../tensor/shape.ts';

/**
 * Computes a loss of tensors in memory, by input name.
 * @param programFor a program compiled before, for rows of this length
 * @throws UserError for shapes that differ, ragged arrays, missing inputs, and what the framework raises for
 */
export function computeTensors(
  request: LossRequest,
  given: Readonly<Record<string, TensorLike | undefined>>,
  options: EvaluationOptions,
  programFor?: (width: number) => Program | undefined,
): Result {
  const { pred: predicted } = given;
  const ofPred = (): Shape =>
    predicted === undefined ? [] : rowsLast(request, 'pred', tensorOf(predicted, 'pred')).shape;
  const tensors = Object.entries(given).flatMap(([name, tensor]) =>
    tensor === undefined
      ? []
      : [[name, rowsOf(request, name, tensorOf(tensor, name), ofPred)] as const],
  );
  const shapes = new Map<string, Shape>(tensors.map(([name, { shape }]) => [name, shape]));
  const described = new Map(
    tensors.map(([name, { shape, isOneHot }]) => {
      return [name, { label: name, axes: shape.slice(1), isOneHot }];
    }),
  );
  const lengths = new Set([...shapes.values()].map((shape) => shape[0] ?? 1));
  if (!checkShapes(request, described) || lengths.size > 1) throw shapeError(request, shapes);

  const pred = shapes.get('pred')!;
  const rows = elementCount(samplesShape(request.inputs, pred));
  if (elementCount(pred) === 0) {
    throw new UserError({ where: 'pred', problem: 'expected samples, found none' });
  }
  const program = programFor?.(pred.length < 2 ? 1 : pred.at(-1)!);
  const evaluation = new Evaluation(request, described, options, program);
  evaluation.requireReduction();
  const inputs = Object.fromEntries(tensors.map(([name, { values }]) => [name, values]));
  evaluation.push({ rows, inputs, firstRow: 1 });
  return evaluation.finish(0);
}

interface Rows {
  readonly shape: Shape;
  readonly values: Float64Array;
  /** Whether they were made of indices of classes. */
  readonly isOneHot?: boolean;
}

/** The tensor as rows; indices of classes, where there may be such, as rows with a number for each class of pred. */
function rowsOf(request: LossRequest, name: string, given: Rows, ofPred: () => Shape): Rows {
  const { shape, values } = given;
  const pred = request.inputs.get(name)?.orIndices ? ofPred() : [];
  if (!isClassMask(shape, pred)) return rowsLast(request, name, given);
  const classes = pred.at(-1)!;
  return {
    shape: oneHotShape(shape, classes),
    values: oneHotRows(values, classes),
    isOneHot: true,
  };
}

/** The tensor with the axis that the loss is computed over moved to the end. */
function rowsLast({ inputs, axis }: LossRequest, name: string, given: Rows): Rows {
  const { shape, values } = given;
  if (shapeKind(inputs, name) !== 'same') return given;
  const rank = Math.max(2, shape.length);
  const place = axisAt(axis, rank);
  const last = rank - 1;
  if (place === undefined) {
    throw new UserError({
      where: `axis ${axis}`,
      problem: `expected an axis from ${-rank} to ${last} for ${name} of shape ${formatShape(shape)}`,
    });
  }
  if (shape.length < 2) return given;
  return {
    shape: moveAxisOfShape(shape, place, last),
    values: moveAxis(values, shape, place, last),
  };
}
