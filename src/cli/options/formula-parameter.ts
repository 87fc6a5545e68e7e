import { quote, UserError } from '../../messages/errors.ts';
import { BUILTINS, COMPOUNDS } from '../../formula/functions.ts';
import type { CustomParameters } from './custom-definition.ts';
import { readNumbers } from './read-values.ts';

/** Names that mean something in every formula. */
const LANGUAGE_NAMES = ['y', 'p', 'n', 'inf'];
/** As parameters of losses are called in formulas; capitals would not survive the change to kebab-case. */
const NAME = /^[a-z][a-z0-9_]*$/;

/**
 * Adds what `--param name=value` says to what others have said: a number, or a list with one for each column.
 * @throws UserError for what is no name, or was given before
 */
export function readParameter(
  text: string,
  previous: CustomParameters | undefined,
): CustomParameters {
  const [name, value] = nameAndValue(text);
  const where = `--param ${name}`;
  if (previous && Object.hasOwn(previous, name)) {
    throw new UserError({ where, problem: 'expected one value, found two', hint: 'leave one out' });
  }
  return { ...previous, [name]: readFinite(value, where) };
}

function nameAndValue(text: string): [name: string, value: string] {
  const at = text.indexOf('=');
  const name = text.slice(0, Math.max(0, at)).trim();
  const where = '--param';
  if (at < 0) {
    const problem = `expected name=value, found ${quote(text)}`;
    throw new UserError({
      where,
      problem,
      hint: '--param delta=2, or for a list --param w=0.5,2,1',
    });
  }
  if (!NAME.test(name)) {
    const problem = `expected a name of lower-case letters, digits and _, found ${quote(name)}`;
    throw new UserError({ where, problem, hint: 'use such a name in the formula, too' });
  }
  if (LANGUAGE_NAMES.includes(name) || BUILTINS.has(name) || COMPOUNDS.has(name)) {
    const problem = `expected a name of your own, found ${quote(name)}, which is one of the language`;
    throw new UserError({ where, problem, hint: 'choose another, in the formula, too' });
  }
  return [name, text.slice(at + 1)];
}

function readFinite(text: string, where: string): number | number[] {
  const value = readNumbers(text, where);
  if ([value].flat().every(Number.isFinite)) return value;
  const problem = `expected finite numbers, found ${quote(text)}`;
  throw new UserError({ where, problem, hint: 'formulas have a name for infinity: inf' });
}
