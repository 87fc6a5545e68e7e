import { quote, UserError } from '../../messages/errors.ts';
import { canonicalPath, fileExists } from '../../sources/index.ts';
import { takesNameSets } from '../../losses/inputs.ts';
import type { LossRequest } from '../../engine/request.ts';
import { SHARES, shapeKind } from '../../engine/shapes.ts';
import { attributeOf, type OptionEntry, type OptionKind } from '../catalogue/option.ts';
import type { Selection } from '../../sources/index.ts';

/** What the options of the inputs say: columns of the table where one is given, files without. */
export type InputOptions = Readonly<Partial<Record<string, unknown>>> & {
  /** Those of inputs that the user has named. */
  readonly sources?: Readonly<Record<string, string>> | undefined;
};

/** Where an input comes from, as the options say it. */
export function sourceOf(options: InputOptions, input: string): unknown {
  return options.sources?.[input] ?? options[input];
}

const LAYOUTS = { same: 'rows', sample: 'scalars', batch: 'batch' } as const;

/**
 * Where each input of a loss is read from. Throws a UserError when one is missing, or when standard input would
 * have to be read twice.
 */
export function selectInputs(
  request: LossRequest,
  table: string | undefined,
  options: InputOptions,
): readonly Selection[] {
  const { inputs, axis } = request;
  const required = [...inputs.keys()];
  requireAll(required, table, options);
  const selections = [...required, ...SHARES].flatMap((input) => {
    const source = sourceOf(options, input);
    if (typeof source !== 'string') return [];
    const place = table === undefined ? splitPart(source) : { path: table, part: source };
    const layout = LAYOUTS[shapeKind(inputs, input)];
    const labels = labelsOf(request, input, options);
    const names = namesOf(options);
    const mask = inputs.get(input)?.orIndices ? { names } : undefined;
    const nameSets = input === 'true' && takesNameSets(request.definition) ? { names } : undefined;
    const classNames = input === 'pred' ? names : undefined;
    return [{ input, ...place, layout, axis, labels, mask, nameSets, classNames }];
  });
  requireStdinOnce(selections);
  return selections;
}

/** How text in an input is read: class names, or the one label of two that is positive. */
function labelsOf(
  { inputs, params: { ignoreIndex, ignoreClass } }: LossRequest,
  input: string,
  options: InputOptions,
): Selection['labels'] {
  const { positive } = options;
  const domain = input === 'true' ? inputs.get(input)?.domain : undefined;
  if (domain === 'class-index' && typeof positive !== 'string') {
    return {
      names: namesOf(options),
      ignored: [ignoreIndex, ignoreClass].filter((value) => typeof value === 'number'),
    };
  }
  if (domain === undefined || typeof positive !== 'string') return undefined;
  return { positive, negative: domain === 'sign' ? -1 : 0 };
}

/** The names of the classes, where they are given. */
function namesOf({ labels }: InputOptions): readonly string[] | undefined {
  return typeof labels === 'string' ? labels.split(',') : undefined;
}

function requireAll(
  inputs: readonly string[],
  table: string | undefined,
  options: InputOptions,
): void {
  const missing = inputs.filter((input) => sourceOf(options, input) === undefined);
  if (missing.length === 0) return;
  const where = missing.map((input) => `--${input}`).join(', ');
  if (table !== undefined) {
    throw new UserError({
      where,
      problem: `expected columns of ${quote(table)}, found nothing`,
      hint: `name them, or count them from 1: ${inputs.map((input, i) => `--${input} ${i + 1}`).join(' ')}`,
    });
  }
  const files = inputs.map((input) => `--${input} FILE`).join(' ');
  const columns = inputs.map((input) => `--${input} COLUMN`).join(' ');
  throw new UserError({
    where,
    problem: 'expected an input, found nothing',
    hint: `name ${inputs.length === 2 ? 'two' : inputs.length} files: ${files}; or columns: TABLE ${columns}`,
  });
}

/** The files that a command reads: those of its inputs, and others that its options name. */
export function filesRead(
  table: string | undefined,
  options: InputOptions,
  entries: readonly OptionEntry[],
): string[] {
  const given = (kind: OptionKind): unknown[] =>
    entries.filter((entry) => entry.kind === kind).flatMap((entry) => options[attributeOf(entry)]);
  const named = Object.values(options.sources ?? {});
  const sources = table === undefined ? [...given('source'), ...named].map(sourceFile) : [table];
  return [...sources, ...given('read-file')].filter((path) => typeof path === 'string');
}

/** Whether a path names one of some files; standard streams are none. */
export function isAmong(files: readonly (string | undefined)[], path: string): boolean {
  const isFile = (each: string | undefined): each is string => each !== undefined && each !== '-';
  if (!isFile(path)) return false;
  const file = canonicalPath(path);
  return files.filter(isFile).some((each) => canonicalPath(each) === file);
}

/** The file of an input that is no column of a table. */
export function sourceFile(source: unknown): string | undefined {
  return typeof source === 'string' ? splitPart(source).path : undefined;
}

/** `file#part`; a file whose very name holds the `#` wins. */
function splitPart(source: string): { path: string; part?: string } {
  const at = source.lastIndexOf('#');
  if (at < 0 || fileExists(source)) return { path: source };
  return { path: source.slice(0, at), part: source.slice(at + 1) };
}

/** @throws UserError when standard input would have to be read twice */
export function requireStdinOnce(selections: readonly Selection[]): void {
  const readers = selections.filter(({ path }) => path === '-');
  if (readers.length < 2 || readers.every(({ part }) => part !== undefined)) return;
  throw new UserError({
    where: readers.map(({ input }) => `--${input}`).join(', '),
    problem: 'standard input can be read only once',
    hint: 'for several columns of it, name the table - first: - --true COLUMN --pred COLUMN',
  });
}
