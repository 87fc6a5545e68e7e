import * as z from 'zod/mini';
import { quote, UserError } from './errors.ts';
import {
  CONVENTIONS,
  DTYPES,
  REDUCTIONS,
  type Convention,
  type ConventionName,
  type Dtype,
  type LossDefinition,
  type Parameter,
  type ParameterValue,
  type Reduction,
} from './losses/definition.ts';
import { kebabCase } from './names.ts';
import { closest } from './suggest.ts';

/** What a user may say about a loss; everything left out takes the loss's or the convention's default. */
export interface LossOptions {
  readonly compat?: string | undefined;
  readonly dtype?: string | undefined;
  /** losscalc's names or Keras' (`sum_over_batch_size`, `mean_with_sample_weight`). */
  readonly reduction?: string | undefined;
  /** By camelCase name. */
  readonly params?: Readonly<Record<string, unknown>> | undefined;
}

/** A loss with everything about it decided; frozen. */
export interface LossRequest {
  readonly definition: LossDefinition;
  readonly compat: ConventionName;
  readonly dtype: Dtype;
  readonly reduction: Reduction;
  /** By camelCase name, defaults included; only those that the convention knows. */
  readonly params: Readonly<Record<string, ParameterValue>>;
}

/** The names by which Keras and PyTorch call the reductions. */
const REDUCTION_ALIASES: Readonly<Record<string, Reduction>> = {
  'sum-over-batch-size': 'mean',
  'mean-with-sample-weight': 'weighted-mean',
  'batch-mean': 'batchmean',
};

/**
 * Decides everything about a loss: fills in defaults and checks what was said.
 * @throws UserError whose place is the option that is wrong
 */
export function resolveRequest(definition: LossDefinition, options: LossOptions): LossRequest {
  const available = CONVENTIONS.filter((name) => definition.conventions[name]);
  const compat = choose(
    '--compat',
    options.compat,
    Object.keys(definition.conventions)[0]!,
    available,
    {
      [definition.name]: CONVENTIONS.filter((name) => !available.includes(name)),
    },
  );
  const dtype = choose('--dtype', options.dtype, 'float64', DTYPES);
  const convention = conventionOf({ definition, compat });
  const reduction = choose(
    '--reduction',
    canonicalReduction(options.reduction),
    convention.reduction ?? 'mean',
    REDUCTIONS,
  );
  const params = resolveParameters(definition, compat, options.params ?? {});
  checkRequired(definition, compat, params);
  return Object.freeze({ definition, compat, dtype, reduction, params });
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

function canonicalReduction(name: string | undefined): string | undefined {
  const kebab = name?.toLowerCase().replaceAll('_', '-');
  return kebab === undefined ? undefined : (REDUCTION_ALIASES[kebab] ?? kebab);
}

/** One of a few words; `elsewhere` are words that are right, but not for this loss. */
function choose<Word extends string>(
  option: string,
  word: string | undefined,
  otherwise: string,
  words: readonly Word[],
  elsewhere: Readonly<Record<string, readonly string[]>> = {},
): Word {
  const parsed = z.enum(words as [Word, ...Word[]]).safeParse(word ?? otherwise);
  if (parsed.success) return parsed.data;
  const found = word!;
  const lacking = Object.entries(elsewhere).find(([, others]) => others.includes(found));
  const near = closest(found, words);
  throw new UserError({
    where: option,
    problem: lacking
      ? `${found} has no ${lacking[0]}; expected one of ${words.join(', ')}`
      : `expected one of ${words.join(', ')}, found ${quote(found)}`,
    hint: near && !lacking ? `did you mean ${near}?` : undefined,
  });
}

function resolveParameters(
  definition: LossDefinition,
  compat: ConventionName,
  given: Readonly<Record<string, unknown>>,
): Record<string, ParameterValue> {
  const known = new Map(parametersOf(definition, compat));
  for (const [name, value] of Object.entries(given)) {
    if (value !== undefined && !known.has(name)) throw unknownParameter(definition, compat, name);
  }
  return Object.fromEntries(
    [...known].map(([name, parameter]) => {
      const parsed = schemaOf(parameter).safeParse(given[name]);
      if (parsed.success) return [name, parsed.data];
      const option = `--${kebabCase(name)}`;
      const problem = `expected ${rangeOf(parameter)}, found ${quote(String(given[name]))}`;
      throw new UserError({ where: option, problem });
    }),
  );
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

function checkRequired(
  definition: LossDefinition,
  compat: ConventionName,
  params: Readonly<Record<string, ParameterValue>>,
): void {
  const { requires, api } = conventionOf({ definition, compat });
  if (!requires || params[requires] === true) return;
  const option = `--${kebabCase(requires)}`;
  throw new UserError({
    where: `--compat ${compat}`,
    problem: `${api} needs ${option}: ${definition.parameters[requires]!.help}`,
    hint: `add ${option} if that is what they are, or choose another --compat`,
  });
}

/** What a parameter accepts, in words: `a number above 0`. */
export function rangeOf(parameter: Parameter): string {
  if (parameter.kind === 'flag') return 'true or false';
  const bounds = [
    parameter.min === undefined ? '' : `at least ${parameter.min}`,
    parameter.kind === 'number' && parameter.above !== undefined ? `above ${parameter.above}` : '',
    parameter.kind === 'number' && parameter.max !== undefined ? `at most ${parameter.max}` : '',
    parameter.kind === 'number' && parameter.below !== undefined ? `below ${parameter.below}` : '',
  ].filter(Boolean);
  const noun = parameter.kind === 'vector' ? 'a number or a comma list of numbers' : 'a number';
  return [noun, bounds.join(' and ')].filter(Boolean).join(' ');
}

/** The zod schema of a parameter, with its default. */
function schemaOf(parameter: Parameter): z.ZodMiniType<ParameterValue> {
  if (parameter.kind === 'flag') return z._default(z.boolean(), false);
  const bounds = [
    parameter.min === undefined ? [] : [z.gte(parameter.min)],
    parameter.kind === 'number' && parameter.above !== undefined ? [z.gt(parameter.above)] : [],
    parameter.kind === 'number' && parameter.max !== undefined ? [z.lte(parameter.max)] : [],
    parameter.kind === 'number' && parameter.below !== undefined ? [z.lt(parameter.below)] : [],
  ].flat();
  const number = z.number().check(...bounds);
  const value =
    parameter.kind === 'vector' ? z.union([number, z.array(number).check(z.minLength(1))]) : number;
  return z._default(value, parameter.default);
}
