import type {
  ConventionName,
  LossDefinition,
  Parameter,
  ParameterValue,
} from '../losses/definition.ts';
import { rangeOf, takes } from '../losses/parameters.ts';
import { quote, UserError } from '../messages/errors.ts';
import { didYouMean } from '../messages/suggest.ts';
import { kebabCase, snakeCase } from '../messages/names.ts';
import { rounderOf, type Dtype } from '../tensor/dtype.ts';

/** What the user said of a loss's parameters, by camelCase name. */
type Given = Readonly<Record<string, unknown>>;

/** What is on or off, by its name in formulas: a flag, or a word that may be chosen. */
export function formulaFlags(
  { parameters }: LossDefinition,
  params: Readonly<Record<string, ParameterValue>>,
): Readonly<Record<string, boolean>> {
  const flags = Object.entries(params).flatMap(([name, value]) => {
    const parameter = parameters[name];
    if (parameter?.kind === 'choice') {
      return parameter.choices.map((word) => [word.replaceAll('-', '_'), word === value] as const);
    }
    return typeof value === 'boolean' ? [[snakeCase(name), value] as const] : [];
  });
  return Object.fromEntries(flags);
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

/**
 * The values of all parameters that the convention knows, defaults included.
 * @param given by camelCase name
 * @throws UserError for a parameter that there is not, and for a value that it does not take
 */
export function resolveParameters(
  definition: LossDefinition,
  compat: ConventionName,
  dtype: Dtype,
  given: Given,
): Readonly<Record<string, ParameterValue>> {
  const known = new Map(parametersOf(definition, compat));
  for (const [name, value] of Object.entries(given)) {
    if (value !== undefined && !known.has(name)) throw unknownParameter(definition, compat, name);
  }
  const defaults = definition.conventions[compat]!.defaults ?? {};
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
  checkExclusions(known, values);
  return Object.freeze(values);
}

/** @throws UserError for two parameters that say different things of one */
function checkExclusions(
  known: ReadonlyMap<string, Parameter>,
  values: Readonly<Record<string, ParameterValue>>,
): void {
  const says = (name: string): boolean => {
    const parameter = known.get(name);
    return parameter?.kind === 'flag' ? values[name] === true : values[name] !== parameter?.default;
  };
  for (const [name, parameter] of known) {
    if (parameter.excludes === undefined) continue;
    if (!says(name) || !says(parameter.excludes)) continue;
    throw new UserError({
      where: `--${kebabCase(name)}`,
      problem: `expected this or --${kebabCase(parameter.excludes)}, found both`,
      hint: 'leave one of them out',
    });
  }
}

/** @throws UserError for a value that the parameter does not take */
function validated(
  name: string,
  parameter: Parameter,
  value: unknown,
  dtype: Dtype,
): ParameterValue {
  // A value can be in range as it is written, and out of range as the float32 it is computed with.
  const rounded = typeof value === 'number' ? rounderOf(dtype)(value) : value;
  if (takes(parameter, value) && takes(parameter, rounded)) {
    return typeof value === 'object' ? Object.freeze([...value]) : value;
  }
  const problem = `expected ${rangeOf(parameter)}, found ${quote(textOf(value))}`;
  const words = parameter.kind === 'choice' ? parameter.choices : [];
  const hint = didYouMean(textOf(value), words);
  throw new UserError({ where: optionOf(name, parameter), problem, hint });
}

/** What messages call a parameter. */
export function optionOf(name: string, { place }: Parameter): string {
  return place ?? `--${kebabCase(name)}`;
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

/**
 * Some frameworks take logits only, or have a parameter only for them.
 * @throws UserError that names the parameter
 */
export function checkLogits(
  definition: LossDefinition,
  compat: ConventionName,
  params: Readonly<Record<string, ParameterValue>>,
  given: Given,
): void {
  const { requires, logitsOnly = [], api } = definition.conventions[compat]!;
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
