import type { Command } from 'commander';
import { findingsOf } from '../../inspect/findings.ts';
import type { ColumnContent, Inspection, Role, RoleContent } from '../../inspect/inspection.ts';
import { guessRole } from '../../inspect/roles.ts';
import {
  Columns,
  factsOfFormat,
  formatOf,
  isSeparated,
  type Content,
  type InputFormat,
  type ReadOptions,
} from '../../sources/index.ts';
import { watchReading } from '../terminal/progress.ts';
import { newCommand } from './new-command.ts';
import { InspectedBytes } from '../../inspect/inspected-bytes.ts';
import { PARTS } from '../../inspect/find-parts.ts';
import { inspectionAsJson } from '../../output/inspect/inspect-json.ts';
import { inspectionAsMarkdown } from '../../output/inspect/inspect-markdown.ts';
import type { Parts } from '../../inspect/parts.ts';
import { readContents, type Contents } from '../../inspect/read-contents.ts';
import { fittingCommand } from '../../inspect/fitting-command.ts';
import { inspectionAsTable } from '../../output/inspect/inspect-table.ts';
import { openTarget, type OutputOptions } from '../options/output-target.ts';
import type { Output } from '../terminal/output.ts';
import { readOptions, type ReadingOptions } from '../options/read-inputs.ts';
import { Warnings, type Terminal } from '../terminal/terminal.ts';

const RENDERERS = {
  table: inspectionAsTable,
  json: inspectionAsJson,
  markdown: inspectionAsMarkdown,
} satisfies Record<string, (inspection: Inspection, output: Output) => string>;
type InspectFormat = keyof typeof RENDERERS;

interface InspectOptions extends Omit<ReadingOptions, 'missing'>, OutputOptions<InspectFormat> {
  readonly true?: string | undefined;
  readonly pred?: string | undefined;
}

const EXAMPLES = `  losscalc inspect fixtures/essay/table.csv
  losscalc inspect fixtures/essay/classes.csv --true y0-y2 --pred p0-p2 -f json`;

/** `losscalc inspect`: what is in a file, and the loss that would fit. */
export function inspectCommand(terminal: Terminal): Command {
  const command = newCommand('inspect', terminal).endHelpWith(() => [['Examples', EXAMPLES]]);
  return command.action(async (path: string) => {
    await inspect(path, command.opts<InspectOptions>(), terminal);
  });
}

async function inspect(path: string, options: InspectOptions, terminal: Terminal): Promise<void> {
  const output = openTarget(options, ['table', 'json', 'markdown'], () => [path], terminal);
  const warnings = new Warnings(options);
  const reading = readOptions({ ...options, missing: 'nan' }, terminal, warnings.add);
  const inspection = await inspectFile(path, options, reading, terminal);
  await output.write([RENDERERS[output.format](inspection, output)]);
  warnings.write(terminal);
}

async function inspectFile(
  path: string,
  options: InspectOptions,
  reading: ReadOptions,
  terminal: Terminal,
): Promise<Inspection> {
  const file = new InspectedBytes(path, terminal.stdin);
  const { format, compression, found } = await survey(file, options, reading);
  const known = { ...reading, format, stdin: file.stdin };
  const isTextTable = isSeparated(format);
  const isStream = isTextTable && path === '-';
  const parts = isStream ? asText(found) : found;
  const roles = rolesOf(parts, options, path);
  const contents = await readContents(parts, {
    path,
    isTextTable,
    roles: Object.values(roles).filter((role) => role !== undefined),
    options: isStream ? { ...known, stdin: file.stdinAtLast } : known,
    watch: watchReading(terminal),
  });
  const inRoles = { true: inRole(roles.true, contents), pred: inRole(roles.pred, contents) };
  return {
    input: path === '-' ? 'standard input' : path,
    format,
    compression,
    rows: parts.isTable ? commonLength(contents) : undefined,
    columns: contents.columns,
    findings: findingsOf(contents.columns, inRoles),
    command: areSelectable(parts, format, roles)
      ? fittingCommand(path, inRoles, { format: options.inputFormat, header: options.header })
      : undefined,
  };
}

/** What a file is, and what parts it has. */
async function survey(
  file: InspectedBytes,
  { inputFormat }: InspectOptions,
  reading: ReadOptions,
): Promise<{ format: InputFormat; compression: Content['compression']; found: Parts }> {
  const { bytes, compression } = await file.open(reading.encoding);
  try {
    const format = inputFormat ?? (await formatOf(file.path, bytes));
    const findParts = await PARTS[format]();
    const found = await findParts(bytes, file.path, { ...reading, format, stdin: file.stdin });
    return { format, compression, found };
  } finally {
    await bytes.close();
  }
}

/** A stream cannot be read a second time where a column of numbers turns out to hold text. */
function asText({ parts, isTable }: Parts): Parts {
  return { parts: parts.map((part) => ({ ...part, layout: 'text' })), isTable };
}

/** Whether the inputs can be named as parts of one file: of a document or archive each is one key or array. */
function areSelectable({ parts }: Parts, format: InputFormat, roles: Roles): boolean {
  const isOneEach = factsOfFormat(format).hasWholeParts;
  return Object.values(roles).every(
    (role) =>
      role !== undefined &&
      role.indices.every((index) => parts[index]!.part !== undefined) &&
      (role.indices.length === 1 || !isOneEach),
  );
}

type Roles = Readonly<Record<'true' | 'pred', Role | undefined>>;

function rolesOf({ parts }: Parts, options: InspectOptions, path: string): Roles {
  const names = parts.map(({ name }) => name);
  const columns = new Columns(path, names.length, names);
  const roleOf = (input: 'true' | 'pred'): Role | undefined => {
    const source = options[input];
    if (source === undefined) return guessRole(input, names);
    return { source, indices: columns.select(source) };
  };
  return { true: roleOf('true'), pred: roleOf('pred') };
}

/** What was found in the columns of an input; undefined where it is not known which, or one was not read. */
function inRole(
  role: Role | undefined,
  { columns, unnormalised }: Contents,
): RoleContent | undefined {
  if (!role) return undefined;
  const chosen = role.indices.map((index) => columns[index]!);
  const contents = chosen.flatMap(({ content }) => ('problem' in content ? [] : [content]));
  if (contents.length < chosen.length) return undefined;
  return {
    source: role.source,
    names: chosen.map(({ name }) => name),
    summaries: contents.map(({ summary }) => summary),
    rows: contents[0]!.summary.cells / widthOf(contents[0]!),
    width: contents.reduce((sum, content) => sum + widthOf(content), 0),
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
