import { quote, UserError } from '../messages/errors.ts';
import type { Computed, InputJson, NamedPart } from './part.ts';

/**
 * @param parts of which the first that has rows says what the inputs are like
 * @throws UserError that names a part of another run and what differs
 */
export function requireAlike(parts: readonly NamedPart[]): void {
  const [first] = parts;
  const filled = parts.filter(({ part }) => part.computed);
  for (const other of parts) {
    requireSame(first!, other, first!.part.request, other.part.request, 'request');
  }
  for (const other of filled) {
    const [one, two] = [filled[0]!.part.computed!, other.part.computed!];
    requireSame(filled[0]!, other, inputsOf(one, two), inputsOf(two, one), 'computed.inputs');
  }
}

/** What has to be the same of the inputs: what one side does not know does not differ. */
function inputsOf({ inputs }: Computed, { inputs: others }: Computed): unknown {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, input]) => [name, knownOf(input, others[name])]),
  );
}

function knownOf(
  { axes, dtype, columns, match, labels, ...input }: InputJson,
  other?: InputJson,
): unknown {
  const { isSorted, oneHotClasses } = input;
  const { named, positive } = labels?.written ?? {};
  return {
    axes,
    dtype,
    columns: other?.columns && columns,
    match: other?.match && match,
    isSorted,
    oneHotClasses,
    matchOfLabels: other?.labels?.match && labels?.match,
    labels: named?.names,
    hasPositive: positive !== undefined,
  };
}

function requireSame(
  { file: first }: NamedPart,
  { file }: NamedPart,
  one: unknown,
  two: unknown,
  root: string,
): void {
  const difference = differenceOf(one, two, root);
  if (!difference) return;
  const { path, expected, found } = difference;
  throw new UserError({
    where: `${file}: ${path}`,
    problem: `expected ${shown(expected)} as in ${quote(first)}, found ${shown(found)}`,
    hint: 'parts of one run are made with the same options; put those of several runs together one by one',
  });
}

interface Difference {
  readonly path: string;
  readonly expected: unknown;
  readonly found: unknown;
}

/** The first place where two values are not the same. */
function differenceOf(expected: unknown, found: unknown, path: string): Difference | undefined {
  if (!isObject(expected) || !isObject(found)) {
    return Object.is(expected, found) ? undefined : { path, expected, found };
  }
  const isList = Array.isArray(expected);
  const keys = new Set([...Object.keys(expected), ...Object.keys(found)]);
  for (const key of keys) {
    const step = isList ? `${path}[${key}]` : `${path}.${key}`;
    const difference = differenceOf(expected[key], found[key], step);
    if (difference) return difference;
  }
  return undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return quote(value);
  return quote(JSON.stringify(value));
}
