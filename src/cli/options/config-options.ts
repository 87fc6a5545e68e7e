import type { Command } from 'commander';
import type { CommandName } from '../catalogue/commands.ts';
import { configurableOptions, optionsFor } from '../catalogue/index.ts';
import { attributeOf } from '../catalogue/option.ts';
import { fileExists } from '../../sources/index.ts';
import type { Config } from './config.ts';
import type { Terminal } from '../terminal/terminal.ts';

/** What a command line and a configuration say together. */
export interface Configured<Options> {
  /** The table whose columns are the inputs; without it they are files. */
  readonly table: string | undefined;
  readonly options: Options;
  /** Undefined where no configuration was read. */
  readonly source: ConfigSource | undefined;
}

/** A configuration, and the path of its file. */
export interface ConfigSource {
  readonly config: Config;
  readonly path: string;
}

/**
 * Reads the configuration that `--config` names, or a `losscalc.json` of the working folder where the command line names
 * no table and has no option that says what to compute. The command line goes before it.
 * @throws UserError for a configuration that cannot be read, or is wrong
 */
export async function readConfigured<Options extends { readonly config?: string | undefined }>(
  command: Command,
  name: CommandName,
  table: string | undefined,
  terminal: Terminal,
): Promise<Configured<Options>> {
  const options = command.opts<Options>();
  const isGiven = (attribute: string): boolean => command.getOptionValueSource(attribute) === 'cli';
  const isNamed =
    table !== undefined ||
    optionsFor(name).some((entry) => entry.saysWhat && isGiven(attributeOf(entry)));
  const path = options.config ?? (isNamed ? undefined : await impliedPath());
  if (path === undefined) return { table, options, source: undefined };
  const { readConfig } = await import('./config.ts');
  const config = await readConfig(path, terminal);
  const given = Object.entries(options).filter(([attribute]) => isGiven(attribute));
  return {
    table: table ?? config.inputs?.['table'],
    options: { ...options, ...optionsOf(config), ...Object.fromEntries(given) },
    source: { config, path },
  };
}

async function impliedPath(): Promise<string | undefined> {
  const { CONFIG_FILE } = await import('./config.ts');
  return fileExists(CONFIG_FILE) ? CONFIG_FILE : undefined;
}

/** What a configuration says, as options. */
function optionsOf(config: Config): Readonly<Record<string, unknown>> {
  const said = configurableOptions().map((entry) => {
    return [attributeOf(entry), valueAt(config, entry.config.split('.'))] as const;
  });
  return Object.fromEntries(said.filter(([, value]) => value !== undefined));
}

function valueAt(object: unknown, path: readonly string[]): unknown {
  return path.reduce((value, key) => (value as Record<string, unknown> | undefined)?.[key], object);
}
