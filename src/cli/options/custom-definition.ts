import { quote, UserError } from '../../messages/errors.ts';
import { build, parse } from '../../formula/index.ts';
import { FormulaError } from '../../formula/error.ts';
import { formatFormula } from '../../formula/print.ts';
import { tokenize } from '../../formula/tokens.ts';
import { defineLoss, type LossDefinition } from '../../losses/definition.ts';
import { didYouMean } from '../../messages/suggest.ts';

/** The parameters of a formula by name, as `--param` gives them. */
export type CustomParameters = Readonly<Record<string, number | readonly number[]>>;

/**
 * A user's formula as a loss like any other, under the convention `exact`. True values are class indices where the
 * formula uses them as such, `p[y]`.
 * @throws UserError for a mistake in the formula, which it points at, and for a parameter that the formula lacks
 */
export function customDefinition(formula: string, params: CustomParameters): LossDefinition {
  const indexed = usesAsIndex(formula, 'y');
  requireMeaning(formula, { y: indexed ? 'row' : 'element', p: 'element' }, params);
  requireUsed(formula, params);
  const help = 'given by --param';
  const parameters = Object.entries(params).map(([name, value]) => {
    const parameter =
      typeof value === 'number'
        ? ({ kind: 'number', default: value, help } as const)
        : ({ kind: 'vector', default: 1, help } as const);
    return [name, parameter] as const;
  });
  const summary = 'A loss of your own, given as a formula.';
  return defineLoss({
    name: 'custom',
    title: 'Custom loss',
    family: 'regression',
    aliases: [],
    summary,
    description: summary,
    parameters: Object.fromEntries(parameters),
    inputs: { true: indexed ? 'class-index' : 'real', pred: 'real' },
    conventions: { exact: { api: formatFormula(formula).replaceAll('\n', '; '), formula } },
    references: [],
    example: { true: indexed ? [0] : [[0]], pred: [[0]] },
  });
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

function requireMeaning(
  formula: string,
  inputs: Readonly<Record<string, 'element' | 'row'>>,
  parameters: CustomParameters,
): void {
  try {
    build(parse(formula), { inputs, parameters }, 'float64');
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error;
    const hint =
      'losscalc custom --help explains formulas; --param name=value gives a name a value';
    throw new UserError({ ...error.complaint, hint }, { cause: error });
  }
}

function requireUsed(formula: string, params: CustomParameters): void {
  const names = namesIn(formula);
  const unused = Object.keys(params).find((name) => !names.has(name));
  if (unused === undefined) return;
  throw new UserError({
    where: `--param ${unused}`,
    problem: `expected a name in the formula, found ${quote(unused)} nowhere in it`,
    hint: didYouMean(unused, [...names]) ?? 'leave it out',
  });
}
