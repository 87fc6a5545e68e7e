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
  if (typeof value === 'number') return isInRange(parameter, value);
  const isList = parameter.kind === 'vector' && Array.isArray(value) && value.length > 0;
  return isList && value.every((x) => typeof x === 'number' && isInRange(parameter, x));
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
