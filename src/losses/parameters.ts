import type { Parameter } from './definition.ts';

/** What a parameter accepts, in words: `a number above 0`. */
export function rangeOf(parameter: Parameter): string {
  if (parameter.kind === 'flag') return 'true or false';
  const bounds = [
    parameter.min === undefined ? '' : `at least ${parameter.min}`,
    parameter.kind === 'number' && parameter.above !== undefined ? `above ${parameter.above}` : '',
    parameter.kind === 'number' && parameter.max !== undefined ? `at most ${parameter.max}` : '',
    parameter.kind === 'number' && parameter.below !== undefined ? `below ${parameter.below}` : '',
    parameter.kind === 'number' && parameter.except
      ? `not between ${parameter.except.join(' and ')}`
      : '',
  ].filter(Boolean);
  const noun = parameter.kind === 'vector' ? 'a number or a comma list of numbers' : 'a number';
  return [noun, bounds.join(' and ')].filter(Boolean).join(' ');
}
