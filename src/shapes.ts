import { UserError } from './errors.ts';
import type { ParameterValue } from './losses/definition.ts';
import { kebabCase } from './names.ts';
import type { LossRequest } from './request.ts';
import { formatShape, sameShape, withLastAxis, type Shape } from './tensor/shape.ts';

/** An input as far as it is known before its rows. */
export interface LabelledTensor {
  /** How messages call it: `pred.csv`. */
  readonly label: string;
  /** Its shape without the first axis. */
  readonly axes: Shape;
}

/** Whether the inputs fit each other as far as their axes after the first tell. */
export function checkShapes(
  _request: LossRequest,
  tensors: ReadonlyMap<string, LabelledTensor>,
): boolean {
  const batch = (name: string): Shape => [1, ...tensors.get(name)!.axes];
  if (!sameShape(batch('true'), batch('pred'))) return false;
  return !tensors.has('weights') || sameShape(batch('weights'), sampleShape(batch('pred')));
}

/** The error for inputs that do not fit, from their full shapes as far as those could be read. */
export function shapeError(_request: LossRequest, shapes: ReadonlyMap<string, Shape>): UserError {
  const name = (input: string): string => {
    const shape = shapes.get(input);
    return shape ? formatShape(shape) : 'unreadable';
  };
  const [y, p, weights] = ['true', 'pred', 'weights'].map((input) => shapes.get(input));
  if (weights && y && p && sameShape(y, p)) {
    return new UserError({
      problem: `shapes differ: weights is ${name('weights')}, expected ${formatShape(sampleShape(p))} for pred ${name('pred')}`,
      hint: 'give one weight for each sample',
    });
  }
  return new UserError({
    problem: `shapes differ: true is ${name('true')}, pred is ${name('pred')}`,
    hint: 'true and pred need the same shape; nothing is broadcast',
  });
}

/** A list given for a parameter has one number for each position of the last axis. */
export function requireVectorLengths(
  params: Readonly<Record<string, ParameterValue>>,
  width: number,
): void {
  for (const [name, value] of Object.entries(params)) {
    if (typeof value === 'object' && value.length !== width) {
      throw new UserError({
        where: `--${kebabCase(name)}`,
        problem: `expected ${width} numbers, one for each column of pred, found ${value.length}`,
        hint: 'a single number holds for all columns',
      });
    }
  }
}

/** The shape of the per-sample losses: without the last axis. */
function sampleShape(pred: Shape): Shape {
  return withLastAxis(pred).slice(0, -1);
}
