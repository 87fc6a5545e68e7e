import { quote, UserError } from '../../messages/errors.ts';
import { BUILTINS, COMPOUNDS } from '../../formula/functions.ts';
import type { FormulaParameters } from '../../engine/own-loss.ts';
import { readNumbers } from './read-values.ts';

/** Names that mean something in every formula. */
const LANGUAGE_NAMES = ['y', 'p', 'n', 'i', 'inf'];
/** As parameters of losses are called in formulas; capitals would not survive the change to kebab-case. */
const NAME = /^[a-z][a-z0-9_]*$/;
/** The loss that a parameter belongs to. */
const OF_LOSS = /^[a-z][a-z0-9-]*\./;

/**
 * Adds what `--param name=value` says to what others have said: a number, or a list with one for each column.
 * @throws UserError for what is no name, or was given before
 */
export function readParameter(
  text: string,
  previous: FormulaParameters | undefined,
): FormulaParameters {
  const [name, value] = nameAndValue(text);
  const where = `--param ${name}`;
  if (previous && Object.hasOwn(previous, name)) {
    throw new UserError({ where, problem: 'expected one value, found two', hint: 'leave one out' });
  }
  return { ...previous, [name]: readFinite(value, where) };
}

function nameAndValue(text: string): [name: string, value: string] {
  const where = '--param';
  const [name, value] = nameAndRest(text, where, 'delta=2, or for a list --param w=0.5,2,1');
  // Of a loss of the user's own: asym.k.
  requireOwnName(name.replace(OF_LOSS, ''), where);
  return [name, value];
}

/**
 * What stands before and after the first `=`.
 * @throws UserError where there is none
 */
export function nameAndRest(
  text: string,
  where: string,
  example: string,
): [name: string, rest: string] {
  const at = text.indexOf('=');
  if (at >= 0) return [text.slice(0, at).trim(), text.slice(at + 1)];
  const problem = `expected name=value, found ${quote(text)}`;
  throw new UserError({ where, problem, hint: `${where} ${example}` });
}

/** @throws UserError for what cannot be a name of the user's own in a formula */
export function requireOwnName(name: string, where: string): void {
  if (!NAME.test(name)) {
    const problem = `expected a name of lower-case letters, digits and _, found ${quote(name)}`;
    throw new UserError({ where, problem, hint: 'use such a name in the formula, too' });
  }
  if (LANGUAGE_NAMES.includes(name) || BUILTINS.has(name) || COMPOUNDS.has(name)) {
    const problem = `expected a name of your own, found ${quote(name)}, which is one of the language`;
    throw new UserError({ where, problem, hint: 'choose another, in the formula, too' });
  }
}

function readFinite(text: string, where: string): number | number[] {
  const value = readNumbers(text, where);
  if ([value].flat().every(Number.isFinite)) return value;
  const problem = `expected finite numbers, found ${quote(text)}`;
  throw new UserError({ where, problem, hint: 'formulas have a name for infinity: inf' });
}
