import {
  defineOwnLoss,
  namesIn,
  type FormulaParameters,
  type OwnLoss,
} from '../../engine/own-loss.ts';
import type { LossDefinition } from '../../losses/definition.ts';
import { findLoss } from '../../losses/index.ts';
import { quote, UserError } from '../../messages/errors.ts';
import { didYouMean } from '../../messages/suggest.ts';
import { nameAndRest, requireOwnName } from './formula-parameter.ts';

/** What the options say of losses of the user's own, as commander hands them over. */
export interface OwnLossOptions {
  /** `name=formula`, each. */
  readonly define?: readonly string[] | undefined;
  readonly param?: FormulaParameters | undefined;
  /** `name=source`, each: inputs of formulas besides y and p. */
  readonly input?: readonly string[] | undefined;
}

/** Losses of the user's own by name, and the sources of their inputs. */
export interface OwnLosses {
  readonly definitions: ReadonlyMap<string, LossDefinition>;
  readonly sources: Readonly<Record<string, string>>;
}

const DEFINE = '--define';
const INPUT = '--input';
const LOSS_NAME = /^[a-z][a-z0-9-]*$/;
/** What options call other inputs and settings. */
const TAKEN = ['true', 'pred', 'other', 'weights', 'mask', 'table'];

/**
 * The losses that `--define` and a configuration define.
 * @param configured those of a configuration
 * @throws UserError for what is no name or no formula, and for parameters and inputs that no formula has
 */
export function readOwnLosses(
  { define = [], param = {}, input = [] }: OwnLossOptions,
  configured: readonly OwnLoss[] = [],
): OwnLosses {
  const sources = sourcesOf(input);
  const inputs = Object.keys(sources);
  const given = define.map((text) => {
    const [name, formula] = nameAndRest(text, DEFINE, "asym='mean(abs(p - y)^k)'");
    return { name, formula: formula.trim(), params: paramsOf(name, param) };
  });
  const all = [...configured, ...given];
  const definitions = new Map<string, LossDefinition>();
  for (const { name = '', ...loss } of all) {
    requireLossName(name, definitions);
    definitions.set(name, defineOwnLoss({ name, ...loss, inputs }));
  }
  requireOwners(param, [...definitions.keys()]);
  requireUses(inputs, all);
  return { definitions, sources };
}

/** The sources of inputs that `name=source` names. */
export function sourcesOf(input: readonly string[]): Readonly<Record<string, string>> {
  const sources: Record<string, string> = {};
  for (const text of input) {
    const [name, source] = nameAndRest(text, INPUT, 'price=price');
    requireOwnName(name, INPUT);
    if (TAKEN.includes(name)) {
      throw new UserError({
        where: INPUT,
        problem: `expected a name of your own, found ${quote(name)}`,
        hint: `--${name} is an option itself; choose another name`,
      });
    }
    if (Object.hasOwn(sources, name)) {
      throw new UserError({
        where: `${INPUT} ${name}`,
        problem: 'expected one source, found two',
        hint: 'leave one out',
      });
    }
    sources[name] = source;
  }
  return sources;
}

/** The parameters of a loss, of `--param asym.k=3`. */
function paramsOf(loss: string, param: FormulaParameters): FormulaParameters {
  const own = Object.entries(param).filter(([name]) => name.startsWith(`${loss}.`));
  return Object.fromEntries(own.map(([name, value]) => [name.slice(loss.length + 1), value]));
}

function requireLossName(name: string, others: ReadonlyMap<string, unknown>): void {
  const expected = !LOSS_NAME.test(name)
    ? 'a name of lower-case letters, digits and -'
    : findLoss(name)
      ? 'a name that no loss has'
      : others.has(name)
        ? 'each name once'
        : undefined;
  if (expected === undefined) return;
  throw new UserError({
    where: DEFINE,
    problem: `expected ${expected}, found ${quote(name)}`,
    hint: "choose another, as in --define 'asym=mean(abs(p - y)^3)'",
  });
}

/** @throws UserError for a parameter of a loss that is not defined */
function requireOwners(param: FormulaParameters, losses: readonly string[]): void {
  for (const name of Object.keys(param)) {
    const owner = name.split('.')[0]!;
    if (name.includes('.') && losses.includes(owner)) continue;
    throw new UserError({
      where: `--param ${name}`,
      problem: `expected a parameter of a loss of your own, found ${quote(name)}`,
      hint:
        losses.length === 0
          ? "define one: --define 'asym=mean(abs(p - y)^k)' --param asym.k=3"
          : (didYouMean(owner, losses) ??
            `write it with its loss: --param ${losses[0]!}.${name}=...`),
    });
  }
}

/** @throws UserError for an input that no formula uses */
function requireUses(inputs: readonly string[], losses: readonly OwnLoss[]): void {
  const unused = inputs.find((input) => !losses.some(({ formula }) => namesIn(formula).has(input)));
  if (unused === undefined) return;
  throw new UserError({
    where: `${INPUT} ${unused}`,
    problem: `expected a formula that uses ${unused}, found none`,
    hint: "leave it out, or use it: --define 'name=formula'",
  });
}
