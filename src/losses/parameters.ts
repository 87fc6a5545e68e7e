import type { NumberParameter, Parameter, ParameterValue, VectorParameter } from './definition.ts';

/** What a parameter accepts, in words: `a number above 0`. */
export function rangeOf(parameter: Parameter): string {
  if (parameter.kind === 'flag') return 'true or false';
  if (parameter.kind === 'choice') return `one of ${parameter.choices.join(', ')}`;
  const bounds = [
    parameter.min === undefined ? '' : `at least ${parameter.min}`,
    parameter.kind === 'number' && parameter.above !== undefined ? `above ${parameter.above}` : '',
    parameter.max === undefined ? '' : `at most ${parameter.max}`,
    parameter.kind === 'number' && parameter.below !== undefined ? `below ${parameter.below}` : '',
    parameter.kind === 'number' && parameter.except
      ? `not between ${parameter.except.join(' and ')}`
      : '',
    parameter.kind === 'vector' && parameter.normalised ? 'not all 0' : '',
  ].filter(Boolean);
  return [nounOf(parameter), bounds.join(' and ')].filter(Boolean).join(' ');
}

function nounOf(parameter: NumberParameter | VectorParameter): string {
  if (parameter.kind === 'vector') return 'a number or a comma list of numbers';
  return parameter.whole ? 'a whole number' : 'a number';
}

/** Whether a parameter accepts a value. */
export function takes(parameter: Parameter, value: unknown): value is ParameterValue {
  if (parameter.kind === 'flag') return typeof value === 'boolean';
  if (parameter.kind === 'choice') return (parameter.choices as readonly unknown[]).includes(value);
  if (parameter.kind === 'vector' && parameter.normalised && [value].flat().every((x) => x === 0))
    return false;
  if (typeof value === 'number') return isInRange(parameter, value);
  const isList = parameter.kind === 'vector' && Array.isArray(value) && value.length > 0;
  return isList && value.every((x) => typeof x === 'number' && isInRange(parameter, x));
}

/** A parameter's value as formulas see it. */
export function valueInFormulas(
  parameter: Parameter,
  value: number | readonly number[],
): number | readonly number[] {
  const isNormalised = parameter.kind === 'vector' && parameter.normalised === true;
  return isNormalised ? dividedByMean([value].flat()) : value;
}

/** Weights that count beside each other only, such that their mean is 1; of one alone it makes 1. */
export function dividedByMean(weights: readonly number[]): number | readonly number[] {
  if (weights.length === 1) return 1;
  const sum = weights.reduce((all, weight) => all + weight, 0);
  return weights.map((weight) => (weight * weights.length) / sum);
}

function isInRange(parameter: NumberParameter | VectorParameter, x: number): boolean {
  const { min = -Infinity, max = Infinity } = parameter;
  if (!Number.isFinite(x) || x < min || x > max) return false;
  if (parameter.kind === 'vector') return true;
  if (parameter.whole && !Number.isInteger(x)) return false;
  const { above = -Infinity, below = Infinity, except } = parameter;
  const isExcepted = except !== undefined && x > except[0] && x < except[1];
  return x > above && x < below && !isExcepted;
}
