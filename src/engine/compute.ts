import { UserError } from '../messages/errors.ts';
import { decidedTensors } from './decision.ts';
import { Evaluation, type EvaluationOptions } from './evaluation.ts';
import type { Program } from './program.ts';
import type { LossRequest } from './request.ts';
import type { Result } from './result.ts';
import { checkShapes, isShare, samplesShape, shapeError, shapeKind, widthsOf } from './shapes.ts';
import { orderOfRows, reordered, reorderedShape } from '../tensor/axis.ts';
import { classMask, oneHot } from '../tensor/one-hot.ts';
import { tensorOf, type TensorLike } from '../tensor/nested.ts';
import { elementCount, sameShape, type Shape } from '../tensor/shape.ts';
import { ALL_ROWS } from '../tensor/rows-read.ts';

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
  const whole = predicted === undefined ? [] : tensorOf(predicted, 'pred').shape;
  const tensors = Object.entries(given).flatMap(([name, tensor]) => {
    if (tensor === undefined) return [];
    const numbers = tensorOf(tensor, name);
    const isWhole = isShare(name) && sameShape(numbers.shape, whole);
    return [[name, rowsOf(request, name, numbers, ofPred, isWhole)] as const];
  });
  const shapes = new Map<string, Shape>(tensors.map(([name, { shape }]) => [name, shape]));
  const described = new Map(
    tensors.map(([name, { shape, oneHotClasses }]) => {
      return [name, { label: name, axes: shape.slice(1), oneHotClasses }];
    }),
  );
  const lengths = new Set([...shapes.values()].map((shape) => shape[0] ?? 1));
  if (!checkShapes(request, described) || lengths.size > 1) throw shapeError(request, shapes);

  const pred = shapes.get('pred')!;
  const rows = elementCount(samplesShape(request, pred));
  if (elementCount(pred) === 0) {
    throw new UserError({ where: 'pred', problem: 'expected samples, found none' });
  }
  const program = programFor?.(widthsOf(request, decidedTensors(request, described))['pred']!);
  const evaluation = new Evaluation(request, described, options, program);
  evaluation.requireReduction();
  const inputs = Object.fromEntries(tensors.map(([name, { values }]) => [name, values]));
  evaluation.push({ rows, inputs, firstRow: 1 });
  return evaluation.finish(ALL_ROWS);
}

interface Rows {
  readonly shape: Shape;
  readonly values: Float64Array;
  /** Where they were made of indices of classes: how many classes there are. */
  readonly oneHotClasses?: number;
}

/**
 * The tensor as rows; indices of classes, where there may be such, as numbers for each class of pred.
 * @param isWhole whether it has a number for each of pred, also where it may have one for each sample
 */
function rowsOf(
  request: LossRequest,
  name: string,
  given: Rows,
  ofPred: () => Shape,
  isWhole: boolean,
): Rows {
  const pred = request.inputs.get(name)?.orIndices ? ofPred() : [];
  const ofIndices = ({ shape, values }: Rows): Rows | undefined => {
    const mask = classMask(shape, pred, request.axis);
    return mask && { shape: pred, values: oneHot(values, mask), oneHotClasses: mask.classes };
  };
  // Indices are in the order of rows, but where they have an axis in place of that of classes.
  const made = ofIndices(given);
  if (made) return made;
  const rows = rowsLast(request, name, given, isWhole);
  return ofIndices(rows) ?? rows;
}

/** The tensor with the axes that the loss is computed over moved to the end. */
function rowsLast({ inputs, axis }: LossRequest, name: string, given: Rows, isWhole = false): Rows {
  const { shape, values } = given;
  if (shapeKind(inputs, name) !== 'same' && !isWhole) return given;
  const order = orderOfRows(axis, shape, { option: 'axis', input: name });
  if (!order) return given;
  return { shape: reorderedShape(shape, order), values: reordered(values, shape, order) };
}
