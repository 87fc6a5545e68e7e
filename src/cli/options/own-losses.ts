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
  /** Parameters of formulas; where several losses have a name, `loss.name`. */
  readonly param?: FormulaParameters | undefined;
  /** `name=source`, each: inputs of formulas besides y and p. */
  readonly input?: readonly string[] | undefined;
  /** Those that a configuration defines. */
  readonly defined?: readonly NamedLoss[] | undefined;
}

/** A loss of the user's own that a configuration or an option defines. */
export type NamedLoss = OwnLoss & { readonly name: string };

/** Losses of the user's own by name, and the sources of their inputs. */
export interface OwnLosses {
  readonly own: ReadonlyMap<string, LossDefinition>;
  readonly sources: Readonly<Record<string, string>>;
}

const DEFINE = '--define';
const INPUT = '--input';
const EXAMPLE = "'cubic=mean(abs(p - y)^3)'";
const LOSS_NAME = /^[a-z][a-z0-9-]*$/;
/** What is an input already, of every loss. */
const TAKEN = ['true', 'pred', 'weights', 'mask'];

/**
 * The options with the losses that they define, for whoever names a loss and reads inputs. What the command line
 * defines goes before what a configuration does.
 * @throws UserError for what is no name or no formula, and for parameters and inputs that no formula has
 */
export function withOwnLosses<Options extends OwnLossOptions>(
  options: Options,
): Options & OwnLosses {
  const { define = [], param = {}, input = [], defined = [] } = options;
  const given = define.map((text): NamedLoss => {
    const [name, formula] = nameAndRest(text, DEFINE, EXAMPLE);
    return { name, formula: formula.trim(), params: {} };
  });
  for (const list of [defined, given]) {
    const twice = list.find(({ name }, i) => list.findIndex((loss) => loss.name === name) < i);
    if (twice) throw badName('each name once', twice.name);
  }
  const losses = new Map([...defined, ...given].map((loss) => [loss.name, loss]));
  requireOwners(param, [...losses.keys()]);
  const sources = sourcesOf(input);
  requireUses(Object.keys(sources), [...losses.values()]);
  const own = [...losses.values()].map(({ name, formula, params }) => {
    requireLossName(name);
    const loss = { name, formula, params: { ...params, ...paramsOf(name, param) } };
    return [name, defineOwnLoss({ ...loss, inputs: Object.keys(sources) })] as const;
  });
  return { ...options, own: new Map(own), sources };
}

/**
 * The sources of inputs that `name=source` names.
 * @throws UserError for what is no name of the user's own
 */
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

function requireLossName(name: string): void {
  if (!LOSS_NAME.test(name)) throw badName('a name of lower-case letters, digits and -', name);
  if (findLoss(name)) throw badName('a name that no loss has', name);
}

function badName(expected: string, name: string): UserError {
  return new UserError({
    where: DEFINE,
    problem: `expected ${expected}, found ${quote(name)}`,
    hint: `choose another, as in --define ${EXAMPLE}`,
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
          : name.includes('.')
            ? (didYouMean(owner, losses) ?? `yours are ${losses.join(', ')}`)
            : `write it with its loss: --param ${losses[0]!}.${name}=...`,
    });
  }
}

/** @throws UserError for an input that no formula uses */
function requireUses(inputs: readonly string[], losses: readonly OwnLoss[]): void {
  const unused = inputs.find((input) => !losses.some(({ formula }) => namesIn(formula).has(input)));
  if (unused === undefined) return;
  throw new UserError({
    where: `${INPUT} ${unused}`,
    problem: `expected a formula that uses ${quote(unused)}, found none`,
    hint: `leave it out, or define such a loss: --define 'own=mean(${unused} * abs(p - y))'`,
  });
}
