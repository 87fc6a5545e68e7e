import {
  defineOwnLoss,
  namesIn,
  type FormulaParameters,
  type OwnLoss,
} from '../../engine/own-loss.ts';
import type { LossDefinition } from '../../losses/definition.ts';
import { LOSSES } from '../../losses/index.ts';
import { inputsOf } from '../../losses/inputs.ts';
import { findLoss } from '../../losses/names.ts';
import { FormulaError } from '../../formula/error.ts';
import { escapeControls, quote, UserError } from '../../messages/errors.ts';
import { snakeCase } from '../../messages/names.ts';
import { didYouMean } from '../../messages/suggest.ts';
import { nameAndRest, requireOwnName } from './formula-parameter.ts';
import type { NamedPlace } from './inputs.ts';

/** What the options say of losses of the user's own, as commander hands them over. */
export interface OwnLossOptions {
  /** `name=formula`, each. */
  readonly define?: readonly string[] | undefined;
  /** Parameters of formulas; where several losses have a name, `loss.name`. */
  readonly param?: FormulaParameters | undefined;
  /** Inputs of formulas and losses besides true and pred: `name=source` each, or as a configuration has them. */
  readonly input?: readonly (string | NamedSource)[] | undefined;
  /** Those that a configuration defines. */
  readonly defined?: readonly NamedLoss[] | undefined;
}

/** A loss of the user's own that a configuration or an option defines. */
export interface NamedLoss extends Pick<OwnLoss, 'formula'> {
  readonly name: string;
  readonly params?: FormulaParameters | undefined;
  /** In a configuration: `losscalc.json: losses[0]`. */
  readonly place?: string | undefined;
}

/** A further input. */
export interface NamedSource {
  readonly name: string;
  readonly source: string;
  /** In a configuration: `losscalc.json: inputs.more.price`. */
  readonly place?: string | undefined;
}

/** Losses of the user's own by name, and the sources of their inputs. */
export interface OwnLosses {
  readonly own: ReadonlyMap<string, LossDefinition>;
  readonly sources: Readonly<Record<string, string>>;
  /** Of these, those that no formula uses, but other losses do. */
  readonly unused: readonly NamedPlace[];
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
    return { name, formula: formula.trim() };
  });
  for (const list of [defined, given]) {
    const twice = list.find(({ name }, i) => list.findIndex((loss) => loss.name === name) < i);
    if (twice) throw badName('each name once', twice);
  }
  const losses = new Map([...defined, ...given].map((loss) => [loss.name, loss]));
  requireOwners(param, [...losses.keys()]);
  const sources = sourcesOf(input);
  const own = [...losses.values()].map((loss) => {
    return [loss.name, definitionOf(loss, param, Object.keys(sources))] as const;
  });
  const unused = unusedInputs(input, Object.keys(sources), [...losses.values()]);
  return { ...options, own: new Map(own), sources, unused };
}

/** A loss with the parameters that options give it, which go before those of a configuration. */
function definitionOf(
  loss: NamedLoss,
  param: FormulaParameters,
  inputs: readonly string[],
): LossDefinition {
  requireLossName(loss);
  const { name, formula, params = {}, place } = loss;
  const ofOptions = paramsOf(name, param);
  const own = { name, formula, params: { ...params, ...ofOptions }, inputs };
  if (place === undefined) return defineOwnLoss(own);
  const placeOf = (key: string): string => `${place}.params.${key}`;
  for (const key of Object.keys(params)) requireOwnName(key, placeOf(escapeControls(key)));
  const paramPlace = (key: string): string =>
    Object.hasOwn(ofOptions, key) ? `--param ${name}.${key}` : placeOf(key);
  try {
    return defineOwnLoss({ ...own, paramPlace });
  } catch (error) {
    throw placedIn(place, error);
  }
}

/** A mistake in the formula of a configuration, which has no options that would mend it. */
function placedIn(place: string, error: unknown): unknown {
  const cause = error instanceof UserError ? (error.cause ?? error) : error;
  if (!(cause instanceof FormulaError)) return error;
  const { where = 'formula', problem } = cause.complaint;
  const hint = 'losscalc custom --help explains formulas; params of the loss give names a value';
  return new UserError({ where: `${place}: ${where}`, problem, hint }, { cause: error });
}

/**
 * The sources of inputs that `name=source` names.
 * @throws UserError for what is no name of the user's own
 */
export function sourcesOf(
  input: readonly (string | NamedSource)[],
): Readonly<Record<string, string>> {
  const sources: Record<string, string> = {};
  for (const given of input) {
    const { name, source, place = INPUT } = typeof given === 'string' ? sourceIn(given) : given;
    requireOwnName(name, place);
    if (TAKEN.includes(name)) {
      throw new UserError({
        where: place,
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

function sourceIn(text: string): NamedSource {
  const [name, source] = nameAndRest(text, INPUT, 'price=price');
  // Of a loss: reference-chosen is an option where the loss is the command.
  return { name: name.replaceAll('-', '_'), source };
}

/** The parameters of a loss, of `--param asym.k=3`. */
function paramsOf(loss: string, param: FormulaParameters): FormulaParameters {
  const own = Object.entries(param).filter(([name]) => name.startsWith(`${loss}.`));
  return Object.fromEntries(own.map(([name, value]) => [name.slice(loss.length + 1), value]));
}

function requireLossName(loss: NamedLoss): void {
  const { name } = loss;
  if (!LOSS_NAME.test(name)) throw badName('a name of lower-case letters, digits and -', loss);
  if (findLoss(name)) throw badName('a name that no loss has', loss);
}

function badName(expected: string, { name, place }: NamedLoss): UserError {
  return new UserError({
    where: place === undefined ? DEFINE : `${place}.name`,
    problem: `expected ${expected}, found ${quote(name)}`,
    hint: place === undefined ? `choose another, as in --define ${EXAMPLE}` : 'choose another',
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

/**
 * The inputs that no formula uses.
 * @throws UserError for one that no other loss has either
 */
function unusedInputs(
  given: readonly (string | NamedSource)[],
  names: readonly string[],
  losses: readonly NamedLoss[],
): readonly NamedPlace[] {
  return names.flatMap((name, at) => {
    if (losses.some(({ formula }) => namesIn(formula).has(name))) return [];
    const source = given[at]!;
    const isOption = typeof source === 'string';
    const place = isOption ? `${INPUT} ${name}` : (source.place ?? INPUT);
    if (LOSSES.some((loss) => takesInput(loss, name))) return [{ name, place }];
    throw new UserError({
      where: place,
      problem: `expected a formula that uses ${quote(name)}, found none`,
      hint: isOption
        ? `leave it out, or define such a loss: --define 'own=mean(${name} * abs(p - y))'`
        : 'leave it out, or use it in the formula of one of the losses',
    });
  });
}

/** @param name as in a formula */
function takesInput(loss: LossDefinition, name: string): boolean {
  return [...inputsOf(loss).keys()].some((input) => snakeCase(input) === name);
}
