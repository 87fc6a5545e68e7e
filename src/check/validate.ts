import * as z from 'zod/mini';
import { escapeControls, quote, UserError } from '../messages/errors.ts';
import { closest } from '../messages/closest.ts';

/**
 * A value of a document, once it has been found to be what the schema says.
 * @param file how messages call the document: `losscalc.json`
 * @throws UserError that names the path of the first part that is not
 */
export function validate<Value>(schema: z.ZodMiniType<Value>, value: unknown, file: string): Value {
  const parsed = schema.safeParse(value, { reportInput: true });
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(withinUnion);
  // A misspelt key is why another is missing.
  const misspelt = issues.find(({ code }) => code === 'unrecognized_keys');
  if (misspelt?.code === 'unrecognized_keys') throw unknownKey(schema, misspelt, file);
  const issue = issues[0]!;
  throw new UserError({
    where: placeOf(file, issue.path),
    problem: `expected ${expectedBy(issue)}, found ${describeValue(issue.input)}`,
  });
}

/** What is wrong with a part that may be of several kinds: inside the kind that it is of, where that can be told. */
function withinUnion(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code !== 'invalid_union') return issue;
  const isOfKind = ({ path, code }: z.core.$ZodIssue): boolean =>
    path.length > 0 || code === 'unrecognized_keys';
  const issues = issue.errors.flat();
  // A misspelt key is why another is missing.
  const inside = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues.find(isOfKind);
  return inside ? withinUnion({ ...inside, path: [...issue.path, ...inside.path] }) : issue;
}

/** A part of a document in messages: `losscalc.json: checks[1].assert`. */
export function placeOf(file: string, path: readonly PropertyKey[]): string {
  const steps = path.map((step, k) => {
    if (typeof step === 'number') return `[${step}]`;
    return (k > 0 ? '.' : '') + escapeControls(String(step));
  });
  return [file, steps.join('')].filter(Boolean).join(': ');
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'an integer',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

function expectedBy(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      // JSON has numbers that are beyond the largest double, such as 1e999.
      if (issue.expected === 'number' && typeof issue.input === 'number') return 'a finite number';
      return TYPES[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return issue.values.length === 1
        ? JSON.stringify(issue.values[0])
        : `one of ${issue.values.join(', ')}`;
    case 'too_small':
      return issue.origin === 'array'
        ? `a list of at least ${issue.minimum}`
        : `at least ${issue.minimum}`;
    case 'invalid_union':
      return issue.errors.flatMap(([first]) => (first ? [expectedBy(first)] : [])).join(' or ');
    default:
      return issue.message;
  }
}

function describeValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return quote(value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'number') return String(value);
  return typeof value === 'object' && value !== null ? 'an object' : JSON.stringify(value);
}

function unknownKey(
  schema: z.ZodMiniType,
  { keys, path }: z.core.$ZodIssueUnrecognizedKeys,
  file: string,
): UserError {
  const key = keys[0]!;
  const known = keysAt(z.toJSONSchema(schema, { io: 'input' }), path);
  const near = closest(key, known);
  return new UserError({
    where: placeOf(file, path),
    problem: `unknown key ${quote(key)}`,
    hint: near === undefined ? `it may have ${known.join(', ')}` : `did you mean ${quote(near)}?`,
  });
}

function keysAt(schema: z.core.JSONSchema.BaseSchema, path: readonly PropertyKey[]): string[] {
  let part = schema;
  for (const step of path) {
    const inner = typeof step === 'number' ? part.items : memberOf(part, String(step));
    const found = inner as z.core.JSONSchema.BaseSchema;
    const kinds = found.anyOf;
    part = kinds?.find(({ properties }) => properties !== undefined) ?? found;
  }
  return Object.keys(part.properties ?? {});
}

/** The schema of a member of an object, whose keys are known or, of a record, any. */
function memberOf(
  { properties = {}, additionalProperties }: z.core.JSONSchema.BaseSchema,
  key: string,
): unknown {
  return Object.hasOwn(properties, key) ? properties[key] : additionalProperties;
}
