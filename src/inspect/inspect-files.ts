import {
  Columns,
  factsOfFormat,
  isSeparated,
  isPlain,
  sameSource,
  type FileSet,
  type ReadOptions,
  type WatchReading,
} from '../sources/index.ts';
import { withoutSecrets } from '../messages/addresses.ts';
import { findClasses } from './classes.ts';
import { findingsOf } from './findings.ts';
import { fittingCommand } from './fitting-command.ts';
import type { ColumnContent, Inspection, Role, RoleContent, RoleContents } from './inspection.ts';
import type { Part, Parts } from './parts.ts';
import { readContents, type Contents } from './read-contents.ts';
import { doubtsOfRoles } from './role-doubts.ts';
import { guessRole, predOfLabels, type RoleName } from './roles.ts';
import { surveyFiles, type SurveyedFiles } from './survey-files.ts';

/** What is to be inspected. */
export interface InspectRequest {
  readonly files: FileSet;
  /** How the files were named; undefined where a list named them. */
  readonly paths: readonly string[] | undefined;
  /** The columns of inputs, where the user names them. */
  readonly sources: Readonly<Partial<Record<RoleName, string | undefined>>>;
  /** What is doubtful is among the findings; `warn` is told of it as well. */
  readonly reading: ReadOptions;
  readonly watch: WatchReading;
}

/**
 * Finds out what files hold, and the loss that would fit; several are read as one.
 * @throws UserError if they cannot be read, or columns that were named are not there
 */
export async function inspectFiles(request: InspectRequest): Promise<Inspection> {
  const warnings = new Set<string>();
  const warn = (message: string): void => {
    request.reading.warn(message);
    warnings.add(message);
  };
  // What is doubtful is told once, by the reading of all.
  const surveyed = await surveyFiles(request.files, { ...request.reading, warn: () => undefined });
  const { first, set } = surveyed;
  const parts = withKeys(first.found, set);
  const isNamed = first.found.layout?.hasHeader ?? parts.isTable;
  const named = rolesOf(parts, request, withoutSecrets(set.title));
  const context = { warn, watch: request.watch };
  const { roles, contents } = await readInRoles(parts, named, surveyed, isNamed, context);
  const inRoles = {
    true: inRole(roles.true, contents, isNamed),
    pred: inRole(roles.pred, contents, isNamed),
    weights: inRole(roles.weights, contents, isNamed),
  };
  const missingAs = factsOfFormat(first.format).isNumeric ? 'NaN' : 'missing';
  return {
    input: set.title === '-' ? 'standard input' : withoutSecrets(set.title),
    files: set.files.length,
    misfits: surveyed.misfits,
    format: first.format,
    compression: first.compression,
    text: first.text,
    rows: parts.isTable ? commonLength(contents) : undefined,
    missingAs,
    columns: contents.columns,
    classes: inRoles.true && inRoles.pred && findClasses(inRoles.true, inRoles.pred),
    findings: [
      ...surveyed.findings,
      ...first.doubts,
      ...warnings,
      ...findingsOf(contents.columns, inRoles, missingAs),
      ...doubtsOf(inRoles, roles, set),
    ],
    command: commandOf(request, surveyed, parts, roles, inRoles),
  };
}

/** The parts of the files with the keys in the names of their folders, which go before columns of the same names. */
function withKeys(found: Parts, { keys }: FileSet): Parts {
  const names = [...(keys[0]?.keys() ?? [])];
  const others = found.parts.filter(({ part }) => part === undefined || !names.includes(part));
  const ofFolders = names.map((name): Part => ({
    name,
    part: name,
    layout: 'text',
    type: 'folder',
  }));
  return { ...found, parts: [...others, ...ofFolders] };
}

/** What the columns hold, and in which roles they are: columns of predictions may be called what the labels are. */
async function readInRoles(
  parts: Parts,
  named: Roles,
  surveyed: SurveyedFiles,
  isNamed: boolean,
  context: ReadContext,
): Promise<{ readonly roles: Roles; readonly contents: Contents }> {
  const contents = await read(parts, named, surveyed, context);
  const truth = named.pred || !isNamed || isStreamed(surveyed) ? undefined : named.true;
  const pred = truth && predOfLabels(truth, contents.columns);
  if (!pred) return { roles: named, contents };
  const roles = { ...named, pred };
  // Whether rows sum to 1 is counted where it is known of which columns.
  return { roles, contents: await read(parts, roles, surveyed, context) };
}

interface ReadContext {
  readonly warn: ReadOptions['warn'];
  readonly watch: WatchReading;
}

/** Whether rows come from a stream that is not kept. */
function isStreamed({ first, set }: SurveyedFiles): boolean {
  return isSeparated(first.format) && set.files.some(({ path }) => path === '-');
}

async function read(
  parts: Parts,
  roles: Roles,
  surveyed: SurveyedFiles,
  { warn, watch }: ReadContext,
): Promise<Contents> {
  const { first, set, formats } = surveyed;
  const { file, format, options } = first;
  const isTextTable = isSeparated(format);
  const isStream = isStreamed(surveyed);
  const known = formats.length === 1 ? { ...options, format } : options;
  return readContents(isStream ? asText(parts) : parts, {
    path: isPlain(set) ? set.files[0]!.path : set.title,
    files: isPlain(set) ? undefined : set,
    isTextTable,
    canReadAgain: !isStream && !factsOfFormat(format).isNumeric,
    roles: Object.values(roles).filter((role) => role !== undefined),
    options: { ...known, warn, stdin: isStream ? file.stdinAtLast : file.stdin },
    watch,
  });
}

/** A stream cannot be read a second time where a column of numbers turns out to hold text. */
function asText(parts: Parts): Parts {
  return { ...parts, parts: parts.parts.map((part) => ({ ...part, layout: 'text' })) };
}

type Roles = Readonly<Record<RoleName, Role | undefined>>;

function rolesOf({ parts }: Parts, { sources }: InspectRequest, title: string): Roles {
  const names = parts.map(({ name }) => name);
  const columns = new Columns(title, names.length, names);
  const roleOf = (input: RoleName): Role | undefined => {
    const source = sources[input];
    if (source === undefined) return guessRole(input, names);
    return { source, indices: columns.select(source) };
  };
  return { true: roleOf('true'), pred: roleOf('pred'), weights: roleOf('weights') };
}

/** What was found in the columns of an input; undefined where it is not known which, or one was not read. */
function inRole(
  role: Role | undefined,
  { columns, unnormalised }: Contents,
  isNamed: boolean,
): RoleContent | undefined {
  if (!role) return undefined;
  const chosen = role.indices.map((index) => columns[index]!);
  const contents = chosen.flatMap(({ content }) => ('problem' in content ? [] : [content]));
  if (contents.length < chosen.length) return undefined;
  const width = contents.reduce((sum, content) => sum + widthOf(content), 0);
  return {
    source: role.source,
    columns: isNamed && width === chosen.length ? chosen.map(({ name }) => name) : undefined,
    summaries: contents.map(({ summary }) => summary),
    rows: contents[0]!.summary.cells / widthOf(contents[0]!),
    width,
    unnormalised: contents.length > 1 ? unnormalised.get(role) : contents[0]!.unnormalised,
  };
}

/** Numbers in a row of a column. */
function widthOf({ shape }: ColumnContent): number {
  return shape.length > 1 ? shape.at(-1)! : 1;
}

/** The length that all columns have. */
function commonLength({ columns }: Contents): number | undefined {
  const lengths = columns.flatMap(({ content }) => ('shape' in content ? [content.shape[0]!] : []));
  return new Set(lengths).size === 1 ? lengths[0] : undefined;
}

/** What the commands of losses would warn of. */
function doubtsOf(inRoles: RoleContents, roles: Roles, { title }: FileSet): string[] {
  const selections = (['true', 'pred'] as const).flatMap((input) => {
    const part = roles[input]?.source;
    return part === undefined ? [] : [{ input, path: title, part, layout: 'rows' as const }];
  });
  const twice = sameSource(selections);
  return twice === undefined ? doubtsOfRoles(inRoles) : [twice];
}

function commandOf(
  { paths, reading }: InspectRequest,
  { first, misfits }: SurveyedFiles,
  parts: Parts,
  roles: Roles,
  inRoles: RoleContents,
): string | undefined {
  const isOne = areSelectable(parts, first.format, roles);
  if (!isOne || misfits > 0 || paths === undefined || roles.true?.source === roles.pred?.source)
    return undefined;
  return fittingCommand(paths.map(withoutSecrets), inRoles, {
    ...first.options,
    format: reading.format,
  });
}

/** Whether the inputs can be named as parts of one file: of a document or archive each is one key or array. */
function areSelectable(
  { parts }: Parts,
  format: SurveyedFiles['formats'][number],
  roles: Roles,
): boolean {
  const isOneEach = factsOfFormat(format).hasWholeParts;
  return [roles.true, roles.pred].every(
    (role) =>
      role !== undefined &&
      role.indices.every((index) => parts[index]!.part !== undefined) &&
      (role.indices.length === 1 || !isOneEach),
  );
}
