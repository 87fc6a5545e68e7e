import type { LossRequest } from './request.ts';
import type { Parameter, ParameterValue } from '../losses/definition.ts';

/** The last number in a name. */
const NUMBER = /\d*\.?\d+(?!.*\d)/;

/**
 * The parameters of a request, with the numbers in the names of pred's columns for lists that nobody gave: `q0.1`, `q0.5`,
 * `q0.9`, or in percent `p10`, `p50`, `p90`.
 */
export function withColumnNumbers(
  request: LossRequest,
  columns: readonly string[] | undefined,
): LossRequest['params'] {
  const found = unnamedLists(request).flatMap((name) => {
    const numbers = columns && sharesIn(columns);
    return numbers ? [[name, numbers] as const] : [];
  });
  return found.length === 0
    ? request.params
    : Object.freeze({ ...request.params, ...Object.fromEntries(found) });
}

/** The lists that names of columns may say, and that are as the loss has them where nothing is said. */
export function unnamedLists({ definition, params }: LossRequest): readonly string[] {
  return Object.entries(definition.parameters).flatMap(([name, parameter]) =>
    isUnsaid(parameter, params[name]) ? [name] : [],
  );
}

/** A list that is given is a copy, so that it is the default only where nothing is said. */
function isUnsaid(parameter: Parameter, value: ParameterValue | undefined): boolean {
  return parameter.kind === 'vector' && parameter.ofColumns === true && value === parameter.default;
}

/** The share that each name says; undefined where one says none, or they only count the columns. */
function sharesIn(columns: readonly string[]): readonly number[] | undefined {
  const numbers = columns.map((name) => Number(NUMBER.exec(name)?.[0] ?? NaN));
  const [first = NaN] = numbers;
  const areCounted = numbers.length > 1 && first <= 1 && numbers.every((x, i) => x === first + i);
  const inPercent = numbers.some((x) => x > 1);
  const shares = inPercent ? numbers.map((x) => x / 100) : numbers;
  return !areCounted && shares.every((x) => x >= 0 && x <= 1) ? shares : undefined;
}
