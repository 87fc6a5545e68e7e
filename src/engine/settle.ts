import type { Convention } from '../losses/definition.ts';
import { formulaName } from '../losses/inputs.ts';
import { UserError } from '../messages/errors.ts';
import { axisAt } from '../tensor/axis.ts';
import type { LabelledTensor } from './labelled-tensor.ts';
import { paramsBeside } from './decision.ts';
import { withColumnNumbers } from './column-numbers.ts';
import { optionOf } from './parameters.ts';
import { OF_ELEMENTS, withElementShares } from './element-shares.ts';
import type { LossRequest } from './request.ts';

type Tensors = ReadonlyMap<string, LabelledTensor>;

/**
 * The request with what depends on the inputs: which of them there are, constants that the framework takes from the dtype
 * of pred, a reduction that it has for weights, a formula that it has for classes along another axis than the last, and
 * inputs for weights and a mask of elements. Settled twice it is the same.
 * @param tensors with those under their own names, see `namedShares`
 * @throws UserError where the framework would take samples for classes
 */
export function settled(request: LossRequest, tensors: Tensors): LossRequest {
  const { weightedReduction } = request;
  const isWeighted = tensors.has('weights') || tensors.has(OF_ELEMENTS.weights);
  return Object.freeze({
    ...request,
    ...givenInputs(request, tensors),
    params: withColumnNumbers(
      { ...request, params: paramsBeside(request, tensors) },
      tensors.get('pred')?.columns,
    ),
    convention: conventionFor(request, tensors),
    constants: constantsFor(request, tensors),
    reduction: (isWeighted ? weightedReduction : undefined) ?? request.reduction,
    weightedReduction: undefined,
  });
}

/** The inputs that are given, those of single elements among them, and what the others are taken for. */
function givenInputs(
  { inputs: known, absent }: LossRequest,
  tensors: Tensors,
): Pick<LossRequest, 'inputs' | 'absent'> {
  const inputs = withElementShares(known, tensors);
  const missing = [...inputs].filter(
    ([name, { otherwise }]) => otherwise !== undefined && !tensors.has(name),
  );
  if (missing.length === 0) return { inputs, ...(absent && { absent }) };
  const names = new Set(missing.map(([name]) => name));
  return {
    inputs: new Map([...inputs].filter(([name]) => !names.has(name))),
    absent: {
      ...absent,
      ...Object.fromEntries(
        missing.map(([name, { otherwise }]) => [formulaName(name), otherwise!]),
      ),
    },
  };
}

function constantsFor(
  { convention, constants }: LossRequest,
  tensors: Tensors,
): LossRequest['constants'] {
  const stored = tensors.get('pred')?.dtype;
  const ofDtype = stored && convention.constantsOf?.(stored);
  return ofDtype ? { ...constants, ...ofDtype } : constants;
}

function conventionFor(request: LossRequest, tensors: Tensors): Convention {
  const { convention, axis, params } = request;
  const { across } = convention;
  const pred = tensors.get('pred');
  if (across === undefined || pred === undefined || typeof axis !== 'number') return convention;
  if ((params[across.parameter] ?? 0) === 0) return convention;
  const rank = Math.max(2, pred.axes.length + 1);
  if (axisAt(axis, rank) === rank - 1) return convention;
  // The axis of rows was moved to the end, so that the last of the input is before it.
  const length = pred.axes.at(-2);
  if (length !== undefined)
    return { ...convention, formula: across.formula(length), across: undefined };
  throw new UserError({
    where: optionOf(across.parameter, request.definition.parameters[across.parameter]!),
    problem: `${request.compat} divides it by the length of the last axis, which is that of samples with --axis ${axis}`,
    hint: 'give the classes as the last axis, or choose --compat exact',
  });
}
