import * as z from 'zod/mini';
import { quote, UserError } from '../messages/errors.ts';
import {
  CONVENTIONS,
  REDUCTIONS,
  type Convention,
  type ConventionName,
  type LossDefinition,
  type Parameter,
  type ParameterValue,
  type Reduction,
} from '../losses/definition.ts';
import { rangeOf } from '../losses/parameters.ts';
import { DTYPES, rounderOf, type Dtype } from '../tensor/dtype.ts';
import { namesUsed } from '../formula/resolve.ts';
import { kebabCase, snakeCase } from '../messages/names.ts';
import { closest } from '../messages/closest.ts';

/** What a user may say about a loss; everything left out takes the loss's or the convention's default. */
export interface LossOptions {
  readonly compat?: string | undefined;
  readonly dtype?: string | undefined;
  /** losscalc's names or Keras' (`sum_over_batch_size`, `mean_with_sample_weight`). */
  readonly reduction?: string | undefined;
  /** The axis that the loss is computed over, in place of the framework's; negative from the end. */
  readonly axis?: number | undefined;
  /** In place of the convention's own small constant `eps`. */
  readonly epsilon?: number | undefined;
  /** By camelCase name. */
  readonly params?: Readonly<Record<string, unknown>> | undefined;
}

/** A loss with everything about it decided; frozen. */
export interface LossRequest {
  readonly definition: LossDefinition;
  readonly compat: ConventionName;
  readonly dtype: Dtype;
  readonly reduction: Reduction;
  /** The axis that the loss is computed over; -1 is the last. */
  readonly axis: number;
  /** By camelCase name, defaults included; only those that the convention knows and that have a value. */
  readonly params: Readonly<Record<string, ParameterValue>>;
  /** The convention's constants by their names in formulas. */
  readonly constants: Readonly<Record<string, number>>;
}

/** The names by which Keras and PyTorch call the reductions. */
const REDUCTION_ALIASES: ReadonlyMap<string, Reduction> = new Map([
  ['sum-over-batch-size', 'mean'],
  ['mean-with-sample-weight', 'weighted-mean'],
  ['batch-mean', 'batchmean'],
]);

/**
 * Decides everything about a loss: fills in defaults and checks what was said.
 * @throws UserError whose place is the option that is wrong
 */
export function resolveRequest(definition: LossDefinition, options: LossOptions): LossRequest {
  const compat = chooseConvention(definition, options.compat);
  const dtype = choose('--dtype', options.dtype, 'float64', DTYPES);
  const convention = conventionOf({ definition, compat });
  const reduction = choose(
    '--reduction',
    options.reduction,
    convention.reduction ?? 'mean',
    REDUCTIONS,
    canonicalReduction,
  );
  const { given, epsilon } = givenParameters(definition, options);
  const params = resolveParameters(definition, compat, dtype, given);
  checkLogits(definition, compat, params, given);
  const constants = resolveConstants(convention, compat, params, epsilon);
  const axis = resolveAxis(options.axis, convention);
  return Object.freeze({ definition, compat, dtype, reduction, axis, params, constants });
}

/**
 * The parameters that the user gave, also by options of every loss: epsilon where the loss has a parameter of that
 * name, and an axis where that asks for a loss of each sample.
 */
function givenParameters(
  { parameters }: LossDefinition,
  { params = {}, epsilon, axis }: LossOptions,
): { given: Readonly<Record<string, unknown>>; epsilon: number | undefined } {
  const implied = axis === undefined ? [] : Object.entries(parameters).filter(isImpliedByAxis);
  const flags = Object.fromEntries(implied.map(([name]) => [name, true]));
  return 'epsilon' in parameters
    ? { given: { ...flags, epsilon, ...params }, epsilon: undefined }
    : { given: { ...flags, ...params }, epsilon };
}

function isImpliedByAxis([, parameter]: readonly [string, Parameter]): boolean {
  return parameter.kind === 'flag' && parameter.impliedBy === 'axis';
}

/** The parameters that are on or off, by their names in formulas. */
export function formulaFlags(
  params: Readonly<Record<string, ParameterValue>>,
): Readonly<Record<string, boolean>> {
  const flags = Object.entries(params).flatMap(([name, value]) =>
    typeof value === 'boolean' ? [[snakeCase(name), value] as const] : [],
  );
  return Object.fromEntries(flags);
}

/** The convention that a request names. */
export function conventionOf(request: Pick<LossRequest, 'definition' | 'compat'>): Convention {
  return request.definition.conventions[request.compat]!;
}

/** The parameters of a loss that a convention knows. */
export function parametersOf(
  definition: LossDefinition,
  compat: ConventionName,
): [name: string, parameter: Parameter][] {
  return Object.entries(definition.parameters).filter(
    ([, { only }]) => !only || only.includes(compat),
  );
}

function resolveAxis(given: number | undefined, convention: Convention): number {
  if (given === undefined || Number.isInteger(given)) return given ?? convention.axis ?? -1;
  throw new UserError({ where: '--axis', problem: `expected an integer, found ${given}` });
}

/** The constants that the formula uses with these parameters, with the user's epsilon in place of the framework's. */
function resolveConstants(
  convention: Convention,
  compat: ConventionName,
  params: Readonly<Record<string, ParameterValue>>,
  epsilon: number | undefined,
): Readonly<Record<string, number>> {
  const { constants = {}, formula, api } = convention;
  const used = formula === undefined ? undefined : namesUsed(formula, formulaFlags(params));
  const kept = Object.entries(constants).filter(([name]) => used?.has(name) ?? true);
  if (epsilon === undefined) return Object.fromEntries(kept);
  const where = '--epsilon';
  if (!kept.some(([name]) => name === 'eps')) {
    const problem = `${api} of ${compat} uses no epsilon here`;
    throw new UserError({ where, problem, hint: `leave ${where} out` });
  }
  if (!(epsilon >= 0 && epsilon < 0.5)) {
    const problem = `expected a number of at least 0 and below 0.5, found ${epsilon}`;
    throw new UserError({ where, problem });
  }
  return { ...Object.fromEntries(kept), eps: epsilon };
}

function canonicalReduction(name: string): string {
  const kebab = name.toLowerCase().replaceAll('_', '-');
  return REDUCTION_ALIASES.get(kebab) ?? kebab;
}

/** One of a few words, in any spelling that `canonical` understands. */
function choose<Word extends string>(
  option: string,
  word: string | undefined,
  otherwise: Word,
  words: readonly Word[],
  canonical: (word: string) => string = (same) => same,
): Word {
  if (word === undefined) return otherwise;
  const parsed = z.enum(words as [Word, ...Word[]]).safeParse(canonical(word));
  if (parsed.success) return parsed.data;
  const near = closest(word, words);
  throw new UserError({
    where: option,
    problem: `expected one of ${words.join(', ')}, found ${quote(word)}`,
    hint: near && `did you mean ${near}?`,
  });
}

function chooseConvention(definition: LossDefinition, word: string | undefined): ConventionName {
  const available = CONVENTIONS.filter((name) => definition.conventions[name]);
  const isKnown = (CONVENTIONS as readonly string[]).includes(word ?? '');
  if (word !== undefined && isKnown && !(available as readonly string[]).includes(word)) {
    const problem = `${word} has no ${definition.name}; expected one of ${available.join(', ')}`;
    throw new UserError({ where: '--compat', problem });
  }
  return choose('--compat', word, defaultConvention(definition), available);
}

function defaultConvention({ conventions }: LossDefinition): ConventionName {
  return Object.keys(conventions)[0] as ConventionName;
}

function resolveParameters(
  definition: LossDefinition,
  compat: ConventionName,
  dtype: Dtype,
  given: Readonly<Record<string, unknown>>,
): Readonly<Record<string, ParameterValue>> {
  const known = new Map(parametersOf(definition, compat));
  for (const [name, value] of Object.entries(given)) {
    if (value !== undefined && !known.has(name)) throw unknownParameter(definition, compat, name);
  }
  const defaults = conventionOf({ definition, compat }).defaults ?? {};
  const values: Record<string, ParameterValue> = {};
  for (const [name, parameter] of known) {
    const usual = defaults[name] ?? defaultOf(parameter);
    const value = given[name] ?? usual;
    // What the definition says is right, and most runs leave all of it as it is.
    if (value === usual) {
      if (usual !== null) values[name] = usual;
      continue;
    }
    values[name] = validated(name, parameter, value, dtype);
  }
  return Object.freeze(values);
}

/** @throws UserError for a value that the parameter does not take */
function validated(
  name: string,
  parameter: Parameter,
  value: unknown,
  dtype: Dtype,
): ParameterValue {
  const schema = schemaOf(parameter);
  const parsed = schema.safeParse(value);
  // A value can be in range as it is written, and out of range as the float32 it is computed with.
  const rounded = typeof value === 'number' ? schema.safeParse(rounderOf(dtype)(value)) : parsed;
  if (parsed.success && rounded.success) {
    return typeof parsed.data === 'object' ? Object.freeze([...parsed.data]) : parsed.data;
  }
  const problem = `expected ${rangeOf(parameter)}, found ${quote(textOf(value))}`;
  throw new UserError({ where: `--${kebabCase(name)}`, problem });
}

function textOf(value: unknown): string {
  return Array.isArray(value) ? value.join(',') : String(value);
}

/** A parameter's value where nothing is said; null for none. */
function defaultOf(parameter: Parameter): ParameterValue | null {
  return parameter.kind === 'flag' ? (parameter.default ?? false) : parameter.default;
}

function unknownParameter(
  definition: LossDefinition,
  compat: ConventionName,
  name: string,
): UserError {
  const option = `--${kebabCase(name)}`;
  const elsewhere = definition.parameters[name]?.only;
  return elsewhere
    ? new UserError({
        where: option,
        problem: `${compat} has no such parameter of ${definition.name}`,
        hint: `use --compat ${elsewhere.join(' or --compat ')}, or leave ${option} out`,
      })
    : new UserError({ where: option, problem: `${definition.name} has no such parameter` });
}

/** Some frameworks take logits only, or have a parameter only for them. */
function checkLogits(
  definition: LossDefinition,
  compat: ConventionName,
  params: Readonly<Record<string, ParameterValue>>,
  given: Readonly<Record<string, unknown>>,
): void {
  const { requires, logitsOnly = [], api } = conventionOf({ definition, compat });
  if (requires && params[requires] !== true) {
    const option = `--${kebabCase(requires)}`;
    throw new UserError({
      where: `--compat ${compat}`,
      problem: `${api} needs ${option}: ${definition.parameters[requires]!.help}`,
      hint: `add ${option} if that is what they are, or choose another --compat`,
    });
  }
  const idle = logitsOnly.find((name) => given[name] !== undefined);
  if (idle !== undefined && params['fromLogits'] !== true) {
    throw new UserError({
      where: `--${kebabCase(idle)}`,
      problem: `${compat} has this parameter for logits only`,
      hint: 'add --from-logits if predictions are logits',
    });
  }
}

function notBetween(low: number, high: number): z.core.$ZodCheck<number> {
  return z.refine((value) => value <= low || value >= high);
}

/** The zod schema of a parameter's values. */
function schemaOf(parameter: Parameter): z.ZodMiniType<ParameterValue> {
  if (parameter.kind === 'flag') return z.boolean();
  const bounds = [
    parameter.min === undefined ? [] : [z.gte(parameter.min)],
    parameter.kind === 'number' && parameter.above !== undefined ? [z.gt(parameter.above)] : [],
    parameter.kind === 'number' && parameter.max !== undefined ? [z.lte(parameter.max)] : [],
    parameter.kind === 'number' && parameter.below !== undefined ? [z.lt(parameter.below)] : [],
    parameter.kind === 'number' && parameter.except ? [notBetween(...parameter.except)] : [],
  ].flat();
  const number = z.number().check(...bounds);
  return parameter.kind === 'vector'
    ? z.union([number, z.array(number).check(z.minLength(1))])
    : number;
}
