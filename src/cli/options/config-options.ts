import type { Command } from 'commander';
import type { CommandName } from '../catalogue/commands.ts';
import { configurableOptions, optionsFor } from '../catalogue/index.ts';
import { attributeOf, type OptionEntry } from '../catalogue/option.ts';
import { UserError } from '../../messages/errors.ts';
import { fileExists, type FileSet } from '../../sources/index.ts';
import type { Config } from './config.ts';
import type { NamedLoss, NamedSource } from './own-losses.ts';
import { readColumns, withDivision, type Columns } from './read-values.ts';
import { tableOf, type TableOptions } from './table.ts';
import type { Terminal } from '../terminal/terminal.ts';

/** The configuration that is looked for where none is named. */
const CONFIG_FILE = 'losscalc.json';

/** What a command line and a configuration say together. */
export interface Configured<Options> {
  /** The table whose columns are the inputs; without it they are files. */
  readonly table: FileSet | undefined;
  readonly options: Options;
  /** Undefined where no configuration was read. */
  readonly source: ConfigSource | undefined;
}

/** A configuration, and the path of its file. */
export interface ConfigSource {
  readonly config: Config;
  readonly path: string;
}

interface ConfigOptions extends TableOptions {
  readonly config?: string | undefined;
}

/**
 * Reads the configuration that `--config` names, or a `losscalc.json` of the working folder where the command line names
 * no table and has no option that says what to compute. The command line goes before it.
 * @throws UserError for a configuration that cannot be read, or is wrong
 */
export async function readConfigured<Options extends ConfigOptions>(
  command: Command,
  name: CommandName,
  paths: readonly string[],
  terminal: Terminal,
): Promise<Configured<Options>> {
  const table = await tableOf(paths, command.opts<Options>(), terminal);
  const { source, options } = await readSaid<Options>(command, name, table !== undefined, terminal);
  if (table !== undefined || source === undefined) return { table, options, source };
  const inConfig = [source.config.inputs?.table ?? []].flat();
  return { table: await tableOf(inConfig, {}, terminal), options, source };
}

/**
 * The same of a command whose table is no file, and is not opened.
 * @param hasTable whether the command line names a table
 */
export async function readSaid<Options extends ConfigOptions>(
  command: Command,
  name: CommandName,
  hasTable: boolean,
  terminal: Terminal,
): Promise<Omit<Configured<Options>, 'table'>> {
  const options = command.opts<Options>();
  const isGiven = (attribute: string): boolean => command.getOptionValueSource(attribute) === 'cli';
  const entries = optionsFor(name).filter((entry) => isGiven(attributeOf(entry)));
  const what = entries.filter(({ saysWhat }) => saysWhat);
  const implied = fileExists(CONFIG_FILE) ? CONFIG_FILE : undefined;
  const isNamed = hasTable || what.length > 0;
  const path = options.config ?? (isNamed ? undefined : implied);
  if (path === undefined) {
    const hasInputs =
      hasTable || entries.some(({ kind, name }) => kind === 'source' || name === 'results');
    if (implied !== undefined && !hasInputs) throw notRead(name, what);
    return { options, source: undefined };
  }
  const { placeIn, readConfig } = await import('./config.ts');
  const config = await readConfig(path, terminal);
  const given = Object.entries(options).filter(([attribute]) => isGiven(attribute));
  return {
    options: {
      ...options,
      ...optionsOf(config, (keys) => placeIn(path, keys)),
      ...Object.fromEntries(given),
    },
    source: { config, path },
  };
}

/**
 * The error that a command line has no inputs, whose options keep the file that may have them from being read.
 * @param what the options that say what to compute
 */
function notRead(command: CommandName, what: readonly OptionEntry[]): UserError {
  const names = what.map(({ name }) => `--${name}`).join(', ');
  return new UserError({
    where: command,
    problem: `expected inputs, found none beside ${names}`,
    hint: `name them, or the file that does: --config ${CONFIG_FILE} reads it beside ${names}, too`,
  });
}

/** How messages name a part of a configuration. */
type PlaceIn = (keys: readonly PropertyKey[]) => string;

/** What a configuration says, as options. */
function optionsOf(config: Config, placeIn: PlaceIn): Readonly<Record<string, unknown>> {
  const said = configurableOptions().map((entry) => {
    const keys = entry.config.split('.');
    const given = valueAt(config, keys);
    const value = entry.kind === 'columns' ? asColumns(given, keys, placeIn) : given;
    return [attributeOf(entry), value] as const;
  });
  const { losses, inputs } = config;
  const own = losses?.flatMap((loss, k): NamedLoss[] =>
    typeof loss === 'object' ? [{ ...loss, place: placeIn(['losses', k]) }] : [],
  );
  const named = losses?.map((loss) => (typeof loss === 'object' ? loss.name : loss));
  const more = Object.entries(inputs?.more ?? {}).map(([name, source]): NamedSource => {
    return { name, source, place: placeIn(['inputs', 'more', name]) };
  });
  const apart = Object.entries({ loss: named, defined: own, input: inputs?.more && more });
  return Object.fromEntries([...said, ...apart].filter(([, value]) => value !== undefined));
}

/** Columns as the options have them, of a text or of one for each division. */
function asColumns(
  value: unknown,
  keys: readonly string[],
  placeIn: PlaceIn,
): Columns | readonly Columns[] | undefined {
  if (typeof value === 'string') return readColumns(value, placeIn(keys));
  const texts = value as readonly string[] | undefined;
  return texts?.reduce<readonly Columns[]>(
    (divisions, text, k) => withDivision(divisions, text, placeIn([...keys, k])),
    [],
  );
}

function valueAt(object: unknown, path: readonly string[]): unknown {
  return path.reduce((value, key) => (value as Record<string, unknown> | undefined)?.[key], object);
}
