import type { Scope } from '../formula/build.ts';
import type { Range } from '../formula/ranges.ts';
import type { Reduction } from '../losses/definition.ts';
import { DOMAINS } from '../losses/domain.ts';
import { formulaName } from '../losses/inputs.ts';
import { valueInFormulas } from '../losses/parameters.ts';
import { snakeCase } from '../messages/names.ts';
import { hasRowMask, isByElement, OF_ELEMENTS } from './element-shares.ts';
import { formulaFlags, parametersOf } from './parameters.ts';
import type { LossRequest } from './request.ts';

/** A value for each element of a row, or one for the row. */
type InputExtent = Scope['inputs'][string];

/** The inputs that a request's formula sees, with their own names, in the order in which kernels take them. */
export function formulaInputs({
  inputs,
  convention,
}: LossRequest): ReadonlyMap<string, InputExtent> {
  const extents = new Map<string, InputExtent>(
    [...inputs].map(([name, { shape }]) => [name, shape === 'sample' ? 'row' : 'element']),
  );
  const isOfSamples = convention.weighted && !inputs.has(OF_ELEMENTS.weights);
  return isOfSamples ? extents.set('weights', 'row') : extents;
}

/**
 * What the names of a request's formula stand for besides inputs: constants of the convention, those that these
 * parameters leave unused included, inputs that are not given, and parameters. One that is not set is NaN, which equals
 * nothing; a flag is 1 or 0, and so is each word of a choice.
 */
export function formulaConstants({
  definition,
  compat,
  convention,
  constants,
  params,
  absent,
}: LossRequest): Scope['parameters'] {
  const numbers = parametersOf(definition, compat).flatMap(([name, parameter]) => {
    const value = params[name] ?? NaN;
    return typeof value === 'boolean' || typeof value === 'string'
      ? []
      : [[snakeCase(name), valueInFormulas(parameter, value)] as const];
  });
  const flags = Object.entries(formulaFlags(definition, params)).map(
    ([name, isOn]) => [name, Number(isOn)] as const,
  );
  return {
    ...convention.constants,
    ...constants,
    ...absent,
    ...Object.fromEntries([...numbers, ...flags]),
  };
}

/** The names and meanings of everything in a request's formula. */
export function formulaScope(request: LossRequest): Scope {
  const inputs = [...formulaInputs(request)].map(([name, extent]) => {
    return [scopeName(request, name), extent] as const;
  });
  return {
    inputs: Object.fromEntries(inputs),
    parameters: formulaConstants(request),
    ...(isByElement(request)
      ? { byElement: elementScope(request) }
      : { rowMask: hasRowMask(request) ? formulaName(OF_ELEMENTS.mask) : undefined }),
  };
}

/** What an input is called in a formula; weights of elements `w`, where the formula heeds weights by itself. */
export function scopeName({ convention }: LossRequest, input: string): string {
  if (input === OF_ELEMENTS.weights && convention.weighted) return formulaName('weights');
  return formulaName(input);
}

/** What elements that are rows by themselves are divided by, where not by their number. */
const DIVISORS: Partial<Record<Reduction, NonNullable<Scope['byElement']>['dividesBy']>> = {
  'weighted-mean': 'weights',
  'nonzero-mean': 'nonzero-weights',
};
/** From where to where the numbers of inputs are, by their names in the formula, as far as they are valid. */
export function inputRanges(request: LossRequest): Readonly<Record<string, Range>> {
  const ranges = [...request.inputs].map(([name, { domainWith }]) => {
    return [scopeName(request, name), DOMAINS[domainWith(request.params)].range] as const;
  });
  return Object.fromEntries(ranges);
}

function elementScope(request: LossRequest): NonNullable<Scope['byElement']> {
  const { inputs, convention, reduction, skipsElements = false } = request;
  const isWeighted = inputs.has(OF_ELEMENTS.weights) && convention.weighted !== true;
  return {
    skipsMissing: skipsElements,
    mask: inputs.has(OF_ELEMENTS.mask) ? formulaName(OF_ELEMENTS.mask) : undefined,
    weights: isWeighted ? formulaName(OF_ELEMENTS.weights) : undefined,
    dividesBy: DIVISORS[reduction] ?? 'elements',
    weighsElements: reduction === 'none',
  };
}
