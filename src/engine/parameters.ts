import type {
  ConventionName,
  LossDefinition,
  NumberParameter,
  Parameter,
  ParameterValue,
  VectorParameter,
} from '../losses/definition.ts';
import { quote, UserError } from '../messages/errors.ts';
import { kebabCase, snakeCase } from '../messages/names.ts';
import { rounderOf, type Dtype } from '../tensor/dtype.ts';

/** What the user said of a loss's parameters, by camelCase name. */
type Given = Readonly<Record<string, unknown>>;

/** The parameters that are on or off, by their names in formulas. */
export function formulaFlags(
  params: Readonly<Record<string, ParameterValue>>,
): Readonly<Record<string, boolean>> {
  const flags = Object.entries(params).flatMap(([name, value]) =>
    typeof value === 'boolean' ? [[snakeCase(name), value] as const] : [],
  );
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
  return Object.freeze(values);
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

/** What a parameter accepts, in words: `a number above 0`. */
export function rangeOf(parameter: Parameter): string {
  if (parameter.kind === 'flag') return 'true or false';
  const bounds = [
    parameter.min === undefined ? '' : `at least ${parameter.min}`,
    parameter.kind === 'number' && parameter.above !== undefined ? `above ${parameter.above}` : '',
    parameter.kind === 'number' && parameter.max !== undefined ? `at most ${parameter.max}` : '',
    parameter.kind === 'number' && parameter.below !== undefined ? `below ${parameter.below}` : '',
    parameter.kind === 'number' && parameter.except
      ? `not between ${parameter.except.join(' and ')}`
      : '',
  ].filter(Boolean);
  const noun = parameter.kind === 'vector' ? 'a number or a comma list of numbers' : 'a number';
  return [noun, bounds.join(' and ')].filter(Boolean).join(' ');
}

/** Whether a parameter accepts a value. */
function takes(parameter: Parameter, value: unknown): value is ParameterValue {
  if (parameter.kind === 'flag') return typeof value === 'boolean';
  if (typeof value === 'number') return isInRange(parameter, value);
  const isList = parameter.kind === 'vector' && Array.isArray(value) && value.length > 0;
  return isList && value.every((x) => typeof x === 'number' && isInRange(parameter, x));
}

function isInRange(parameter: NumberParameter | VectorParameter, x: number): boolean {
  const { min = -Infinity } = parameter;
  if (!Number.isFinite(x) || x < min) return false;
  if (parameter.kind === 'vector') return true;
  const { above = -Infinity, max = Infinity, below = Infinity, except } = parameter;
  const isExcepted = except !== undefined && x > except[0] && x < except[1];
  return x > above && x <= max && x < below && !isExcepted;
}
