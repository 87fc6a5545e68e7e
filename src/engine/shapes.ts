import { isRequired } from '../losses/inputs.ts';
import { UserError } from '../messages/errors.ts';
import { kebabCase } from '../messages/names.ts';
import { decidedTensors } from './decision.ts';
import { isOfElements, OF_ELEMENTS } from './element-shares.ts';
import type { LabelledTensor } from './labelled-tensor.ts';
import { optionOf } from './parameters.ts';
import type { LossRequest } from './request.ts';
import { rowRank } from '../tensor/axis.ts';
import type { Widths } from '../tensor/block.ts';
import { classMask } from '../tensor/one-hot.ts';
import { elementCount, formatShape, sameShape, withLastAxis, type Shape } from '../tensor/shape.ts';

export type { LabelledTensor } from './labelled-tensor.ts';

/** How messages call a row of an input: `pred.csv, row 7`. */
export function placeOfRow({ label, placeOf }: LabelledTensor, row: number): string {
  return placeOf?.(row) ?? `${label}, row ${row}`;
}

/** Inputs that every loss of samples takes: what a sample counts, and whether it does. */
export const SHARES = ['weights', 'mask'] as const;

/** The inputs of a loss by name. */
type LossInputs = LossRequest['inputs'];
/** What says how the shapes of inputs fit together. */
type Shaped = Pick<LossRequest, 'inputs' | 'axis'>;

type ShapeKind = 'same' | 'sample' | 'batch';

/** How the shape of an input relates to that of pred; weights and mask have one number for each sample, if not of elements. */
export function shapeKind(inputs: LossInputs, input: string): ShapeKind {
  return inputs.get(input)?.shape ?? 'sample';
}

/**
 * Whether the inputs fit each other as far as their axes after the first tell.
 * @throws UserError when an input of the loss is missing, or one is given that it has not
 */
export function checkShapes(
  request: LossRequest,
  tensors: ReadonlyMap<string, LabelledTensor>,
): boolean {
  requireInputs(request, [...tensors.keys()]);
  const shapes = [...decidedTensors(request, tensors)].map(
    ([name, { axes }]) => [name, [1, ...axes]] as const,
  );
  return misfits(request, new Map(shapes)).length === 0;
}

/** @throws UserError when an input of the loss is missing, or one is given that it has not */
function requireInputs(
  { definition, inputs: taken, params }: LossRequest,
  given: readonly string[],
): void {
  const inputs = [...taken.keys()];
  const required = inputs.filter((name) => isRequired(taken.get(name)!, params));
  const listed = inputs.map(kebabCase).join(', ');
  const missing = required.find((name) => !given.includes(name));
  if (missing !== undefined) {
    throw new UserError({
      where: `--${kebabCase(missing)}`,
      problem: `expected an input, found nothing: ${definition.name} takes ${listed}`,
    });
  }
  const unknown = given.find((name) => ![...inputs, ...SHARES].includes(name));
  if (unknown !== undefined) {
    throw new UserError({
      where: `--${unknown}`,
      problem: `${definition.name} has no such input: it takes ${listed}`,
      hint: `leave --${unknown} out`,
    });
  }
}

/** The error for inputs that do not fit, from their full shapes as far as those could be read. */
export function shapeError(request: LossRequest, shapes: ReadonlyMap<string, Shape>): UserError {
  const { inputs, params, definition } = request;
  const { withIndices } = definition;
  const described = (name: string): string => {
    const shape = shapes.get(name);
    return `${name} is ${shape ? formatShape(shape) : 'unreadable'}`;
  };
  const pred = shapes.get('pred');
  const [misfit] = pred ? misfits(request, shapes) : [];
  if (pred && misfit !== undefined && shapeKind(inputs, misfit) === 'sample') {
    const expected = formatShape(samplesShape(request, pred));
    return new UserError({
      problem: `shapes differ: ${described(misfit)}, expected ${expected} for pred ${formatShape(pred)}`,
      hint: `${misfit} needs one number for each sample`,
    });
  }
  const other = misfit ?? [...inputs.keys()].find((name) => name !== 'pred') ?? 'true';
  const pair = other === 'true' ? ['true', 'pred'] : ['pred', other];
  const truth = shapes.get('true');
  const isOfIndices = other === 'true' && truth && pred && classMask(truth, pred, -1);
  return new UserError({
    problem: `shapes differ: ${pair.map(described).join(', ')}`,
    hint:
      isOfIndices && params['threshold'] !== undefined
        ? 'leave --threshold out: of a score for each class the largest decides'
        : withIndices !== undefined && isOfIndices
          ? `${withIndices} takes class indices, one for each sample`
          : `${pair.join(' and ')} need the same shape${orIndices(inputs, other)}; nothing is broadcast`,
  });
}

/** What an input may be in place of a tensor of pred's shape. */
function orIndices(inputs: LossInputs, input: string): string {
  return inputs.get(input)?.orIndices ? `, or ${input} one class index for each row of pred` : '';
}

/** The inputs whose shape is not what that of pred asks for. */
function misfits(request: Shaped, shapes: ReadonlyMap<string, Shape>): string[] {
  const pred = shapes.get('pred')!;
  return [...shapes].flatMap(([name, shape]) => {
    const kind = shapeKind(request.inputs, name);
    const expected = kind === 'sample' ? samplesShape(request, pred) : pred;
    const fits = kind === 'batch' ? shape[0] === pred[0] : sameShape(shape, expected);
    return fits || (isShare(name) && sameShape(shape, pred)) ? [] : [name];
  });
}

/** The shape of the per-sample losses: that of pred without its last axes, along which rows lie, or only its first. */
export function samplesShape({ inputs, axis }: Shaped, pred: Shape): Shape {
  if (shapeKind(inputs, 'pred') === 'batch') return pred.slice(0, 1);
  return withLastAxis(pred).slice(0, -rowRank(axis, pred));
}

/** The inputs that a loss takes, among those of several losses. */
export function inputsAmong<Tensor>(
  inputs: LossInputs,
  all: ReadonlyMap<string, Tensor>,
): ReadonlyMap<string, Tensor> {
  const own = new Set([...inputs.keys(), ...SHARES, ...Object.values(OF_ELEMENTS)]);
  return new Map([...all].filter(([name]) => own.has(name)));
}

/** Whether an input is one of weights or mask. */
export function isShare(name: string): name is keyof typeof OF_ELEMENTS {
  return (SHARES as readonly string[]).includes(name);
}

/** The inputs with weights and mask under names of their own where they have a number for each element of pred. */
export function namedShares(
  request: Shaped,
  tensors: ReadonlyMap<string, LabelledTensor>,
): ReadonlyMap<string, LabelledTensor> {
  const pred = tensors.get('pred');
  if (!pred || !SHARES.some((name) => tensors.has(name))) return tensors;
  const whole = [1, ...pred.axes];
  const ofSamples = samplesShape(request, whole);
  return new Map(
    [...tensors].map(([name, tensor]) => {
      const isOwn = isShare(name) && isOfElements([1, ...tensor.axes], whole, ofSamples);
      return [isOwn ? OF_ELEMENTS[name] : name, tensor] as const;
    }),
  );
}

/** How many numbers of each input belong to one sample. */
export function widthsOf(
  { inputs, axis }: Shaped,
  tensors: ReadonlyMap<string, LabelledTensor>,
): Widths {
  const ofElements = namedShares({ inputs, axis }, tensors);
  const widths = [...tensors].map(([name, { axes }]) => {
    const isWhole = isShare(name) && !ofElements.has(name);
    const kind = isWhole ? 'same' : shapeKind(inputs, name);
    if (kind === 'sample') return [name, 1] as const;
    const ofRow = kind === 'batch' ? axes : axes.slice(-rowRank(axis, [1, ...axes]));
    return [name, elementCount(ofRow)] as const;
  });
  return Object.fromEntries(widths);
}

/** A list given for a parameter has one number for each position of the last axis. */
export function requireVectorLengths(
  { definition, params }: Pick<LossRequest, 'definition' | 'params'>,
  width: number,
): void {
  for (const [name, parameter] of Object.entries(definition.parameters)) {
    const value = params[name];
    if (typeof value === 'object' && value.length !== width) {
      throw new UserError({
        where: optionOf(name, parameter),
        problem: `expected ${width} numbers, one for each column of pred, found ${value.length}`,
        hint: 'a single number holds for all columns',
      });
    }
  }
}
