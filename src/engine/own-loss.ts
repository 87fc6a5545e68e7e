import { build, parse } from '../formula/index.ts';
import { FormulaError } from '../formula/error.ts';
import { formatFormula } from '../formula/print.ts';
import { tokenize } from '../formula/tokens.ts';
import { defineLoss, type LossDefinition, type Parameter } from '../losses/definition.ts';
import { quote, UserError } from '../messages/errors.ts';
import { didYouMean } from '../messages/suggest.ts';

/** What a loss without a name is called. */
const CUSTOM = 'custom';

/** The parameters of a formula by name: a number, or a list with one for each column. */
export type FormulaParameters = Readonly<Record<string, number | readonly number[]>>;

/** A loss of the user's own. */
export interface OwnLoss {
  /** What it is called; `custom` where it has no name. */
  readonly name?: string;
  readonly formula: string;
  readonly params: FormulaParameters;
  /** What messages call its parameters, where that is not the options of the command line. */
  readonly paramPlace?: ((name: string) => string) | undefined;
  /** Inputs that a formula may use besides y and p, one number for each sample; those that it uses are its inputs. */
  readonly inputs?: readonly string[];
}

/**
 * A user's formula as a loss like any other, under the convention `exact`. True values are class indices where the
 * formula uses them as such, `p[y]`.
 * @throws UserError for a mistake in the formula, which it points at, and for a parameter that the formula lacks
 */
export function defineOwnLoss({
  name = CUSTOM,
  formula,
  params,
  inputs = [],
  paramPlace = (param) => `--param ${name === CUSTOM ? '' : `${name}.`}${param}`,
}: OwnLoss): LossDefinition {
  const isIndexed = explained(name, () => usesAsIndex(formula, 'y'));
  const names = namesIn(formula);
  const own = inputs.filter((input) => names.has(input));
  requireApart(own, params, paramPlace);
  const scope: Parameters<typeof build>[1] = {
    inputs: {
      y: isIndexed ? 'row' : 'element',
      p: 'element',
      ...Object.fromEntries(own.map((input) => [input, 'row'] as const)),
    },
    parameters: params,
  };
  explained(name, () => build(parse(formula), scope, 'float64'));
  requireUsed(formula, params, paramPlace);
  const summary = 'A loss of your own, given as a formula.';
  const ofSample = { domain: 'real', shape: 'sample', help: 'an input of the formula' } as const;
  return defineLoss({
    name,
    title: name === CUSTOM ? 'Custom loss' : name,
    family: 'regression',
    aliases: [],
    summary,
    description: summary,
    parameters: Object.fromEntries(
      Object.entries(params).map(([key, value]) => [key, parameterOf(value, paramPlace(key))]),
    ),
    inputs: {
      true: isIndexed ? 'class-index' : 'real',
      pred: 'real',
      ...Object.fromEntries(own.map((input) => [input, ofSample])),
    },
    conventions: { exact: { api: formatFormula(formula).replaceAll('\n', '; '), formula } },
    ...(isIndexed ? {} : { lists: 'any' }),
    references: [],
    example: { true: isIndexed ? [0] : [[0]], pred: [[0]] },
  });
}

function parameterOf(value: number | readonly number[], place: string): Parameter {
  const said = { help: 'given by --param', place };
  return typeof value === 'number'
    ? { kind: 'number', default: value, ...said }
    : { kind: 'vector', default: value, ...said };
}

/** The names, other than of functions, that a formula uses or defines. */
export function namesIn(formula: string): ReadonlySet<string> {
  const tokens = tokenize(formula);
  const names = tokens.filter(({ kind }, i) => kind === 'name' && tokens[i + 1]?.text !== '(');
  return new Set(names.map(({ text }) => text));
}

function usesAsIndex(formula: string, name: string): boolean {
  const texts = tokenize(formula).map(({ text }) => text);
  return texts.some((text, i) => text === name && texts[i - 1] === '[' && texts[i + 1] === ']');
}

/** What is made of the formula of a loss; a mistake in it says which loss it is of, and what would help. */
function explained<Made>(loss: string, make: () => Made): Made {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error;
    const { where, ...complaint } = error.complaint;
    const place = loss === CUSTOM ? where : `${loss}: ${where ?? 'formula'}`;
    const name = loss === CUSTOM ? 'name' : `${loss}.name`;
    const hint = `losscalc custom --help explains formulas; --param ${name}=value gives a name a value`;
    throw new UserError({ ...complaint, where: place, hint }, { cause: error });
  }
}

/** @throws UserError for a name that is an input and a parameter */
function requireApart(
  inputs: readonly string[],
  params: FormulaParameters,
  placeOf: (name: string) => string,
): void {
  const both = inputs.find((input) => Object.hasOwn(params, input));
  if (both === undefined) return;
  throw new UserError({
    where: placeOf(both),
    problem: `expected a name of its own, found ${quote(both)}, which is an input too`,
    hint: 'choose another, in the formula, too',
  });
}

function requireUsed(
  formula: string,
  params: FormulaParameters,
  placeOf: (name: string) => string,
): void {
  const names = namesIn(formula);
  const unused = Object.keys(params).find((name) => !names.has(name));
  if (unused === undefined) return;
  throw new UserError({
    where: placeOf(unused),
    problem: `expected a name in the formula, found ${quote(unused)} nowhere in it`,
    hint: didYouMean(unused, [...names]) ?? 'leave it out',
  });
}
