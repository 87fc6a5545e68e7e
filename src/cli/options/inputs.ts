import { quote, UserError } from '../../messages/errors.ts';
import { canonicalPath, fileExists, fileSet, isPlain } from '../../sources/index.ts';
import { isRequired, takesNameSets } from '../../losses/inputs.ts';
import { kebabCase, snakeCase } from '../../messages/names.ts';
import type { LossRequest } from '../../engine/request.ts';
import type { Domain } from '../../losses/definition.ts';
import { isShare, SHARES, shapeKind } from '../../engine/shapes.ts';
import { attributeOf, type OptionEntry, type OptionKind } from '../catalogue/option.ts';
import type { FileSet, Selection } from '../../sources/index.ts';

/** What the options of the inputs say: columns of the table where one is given, files without. */
export type InputOptions = Readonly<Partial<Record<string, unknown>>> & {
  /** Those of inputs that the user has named. */
  readonly sources?: Readonly<Record<string, string>> | undefined;
  /** Of these, those that no formula of the user's uses: one of the losses has to take each. */
  readonly unused?: readonly NamedPlace[] | undefined;
};

/** An input that the user has named, and where. */
export interface NamedPlace {
  readonly name: string;
  readonly place: string;
}

/** Where an input comes from, as the options say it. */
export function sourceOf(options: InputOptions, input: string): unknown {
  return options.sources?.[snakeCase(input)] ?? options[input];
}

const LAYOUTS = { same: 'rows', sample: 'scalars', batch: 'batch' } as const;

/**
 * Where each input of a loss is read from. Throws a UserError when one is missing, or when standard input would
 * have to be read twice.
 */
export function selectInputs(
  request: LossRequest,
  table: FileSet | undefined,
  options: InputOptions,
): readonly Selection[] {
  const { inputs, axis, params } = request;
  const required = [...inputs].filter(([, input]) => isRequired(input, params));
  requireAll(
    required.map(([name]) => name),
    table,
    options,
  );
  const selections = [...inputs.keys(), ...SHARES].flatMap((input) => {
    const source = sourceOf(options, input);
    if (typeof source !== 'string') return [];
    const place = table ? { ...placeOf(table), part: source } : sourcePlace(source);
    const layout = LAYOUTS[shapeKind(inputs, input)];
    return [
      {
        input,
        ...place,
        layout,
        axis,
        labels: labelsOf(request, input, options),
        booleans: takesBooleans(request, input),
        mayBeRows: isShare(input),
        ...namesWithin(request, input, options),
      },
    ];
  });
  requireStdinOnce(selections);
  return selections;
}

/** Inputs whose values are 0 and 1, or labels; and true values that usually are, though they may be shares. */
const OF_LABELS: readonly Domain[] = ['binary', 'class-index', 'label'];
const OF_TARGETS: readonly Domain[] = ['binary-or-sign', 'probability', 'distribution'];

/** Whether `true` and `false` stand for 1 and 0 in an input; in predictions and numbers they would be a mistake. */
function takesBooleans({ inputs }: LossRequest, input: string): boolean {
  if (input === 'mask') return true;
  const domain = inputs.get(input)?.domain;
  if (domain === undefined) return false;
  return OF_LABELS.includes(domain) || (input === 'true' && OF_TARGETS.includes(domain));
}

/** How text in an input is read: class names, or the one label of two that is positive. */
function labelsOf(request: LossRequest, input: string, options: InputOptions): Selection['labels'] {
  const { inputs, params } = request;
  const { ignoreIndex, ignoreClass } = params;
  const { positive } = options;
  const names = namesOf(options);
  if (areCompared(request, input, options)) {
    return {
      names,
      areCompared: true,
      positive: typeof positive === 'string' ? positive : undefined,
    };
  }
  const domain = input === 'true' ? inputs.get(input)?.domainWith(params) : undefined;
  if (domain === 'class-index' && typeof positive !== 'string') {
    return {
      names,
      ignored: [ignoreIndex, ignoreClass].filter((value) => typeof value === 'number'),
    };
  }
  if (domain === undefined || typeof positive !== 'string') return undefined;
  return { positive, negative: domain === 'sign' ? -1 : 0 };
}

/** Whether the labels of an input are compared with those of another as they are written. */
function areCompared(
  { inputs, params }: LossRequest,
  input: string,
  { positive }: InputOptions,
): boolean {
  // Of labels that are counted one may be the positive one; of others it is 1, and the other 0.
  const keepsPositive = inputs.get('true')?.areCounted === true || typeof positive !== 'string';
  return inputs.get(input)?.domainWith(params) === 'label' && keepsPositive;
}

/** How names of classes stand for rows of an input, where they may. */
function namesWithin(
  request: LossRequest,
  input: string,
  options: InputOptions,
): Pick<Selection, 'mask' | 'nameSets' | 'classNames'> {
  const { inputs, definition } = request;
  const names = namesOf(options);
  // Several labels of a sample that are compared are compared one by one.
  const mayBeSets = input === 'true' && !areCompared(request, input, options);
  return {
    mask: inputs.get(input)?.orIndices ? { names } : undefined,
    nameSets: mayBeSets && takesNameSets(definition) ? { names } : undefined,
    classNames: input === 'pred' ? names : undefined,
  };
}

/** The names of the classes, where they are given. */
function namesOf({ labels }: InputOptions): readonly string[] | undefined {
  return typeof labels === 'string' ? labels.split(',') : undefined;
}

/** So many files, in words. */
const FILES: Readonly<Record<number, string>> = { 1: 'a file', 2: 'two files' };

function requireAll(
  inputs: readonly string[],
  table: FileSet | undefined,
  options: InputOptions,
): void {
  const missing = inputs.filter((input) => sourceOf(options, input) === undefined);
  if (missing.length === 0) return;
  const where = missing.map((input) => `--${kebabCase(input)}`).join(', ');
  const eachWith = (wordOf: (i: number) => string | number): string =>
    inputs.map((input, i) => `--${kebabCase(input)} ${wordOf(i)}`).join(' ');
  if (table !== undefined) {
    throw new UserError({
      where,
      problem: `expected columns of ${quote(table.title)}, found nothing`,
      hint:
        (table.files.length > 1
          ? `files of their own are named with ${eachWith(() => 'FILE')}; of a table, `
          : '') + `name them, or count them from 1: ${eachWith((i) => i + 1)}`,
    });
  }
  throw new UserError({
    where,
    problem: 'expected an input, found nothing',
    hint: `name ${FILES[inputs.length] ?? `${inputs.length} files`}: ${eachWith(() => 'FILE')}; or columns: TABLE ${eachWith(() => 'COLUMN')}`,
  });
}

/** The files that a command reads: those of its inputs, and others that its options name. */
export function filesRead(
  table: FileSet | undefined,
  options: InputOptions,
  entries: readonly OptionEntry[],
): string[] {
  const given = (kind: OptionKind): unknown[] =>
    entries.filter((entry) => entry.kind === kind).flatMap((entry) => options[attributeOf(entry)]);
  const named = Object.values(options.sources ?? {});
  const sets = table ? [table] : [...given('source'), ...named].map(sourceFiles);
  const paths = sets.flatMap((set) => set?.files.map(({ path }) => path) ?? []);
  return [...paths, ...given('read-file')].filter((path) => typeof path === 'string');
}

/** Whether a path names one of some files; standard streams are none. */
export function isAmong(files: readonly (string | undefined)[], path: string): boolean {
  const isFile = (each: string | undefined): each is string => each !== undefined && each !== '-';
  if (!isFile(path)) return false;
  const file = canonicalPath(path);
  return files.filter(isFile).some((each) => canonicalPath(each) === file);
}

/** The files of an input that is no column of a table; undefined where the option is not given. */
export function sourceFiles(source: unknown): FileSet | undefined {
  return typeof source === 'string' ? fileSet([splitPart(source).path]) : undefined;
}

/** Where an input is that is no column of a table. */
function sourcePlace(source: string): Pick<Selection, 'path' | 'files' | 'part'> {
  const { path, part } = splitPart(source);
  return { ...placeOf(fileSet([path])), part };
}

/** How a selection names files. */
function placeOf(set: FileSet): Pick<Selection, 'path' | 'files'> {
  return { path: set.title, files: isPlain(set) ? undefined : set };
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
