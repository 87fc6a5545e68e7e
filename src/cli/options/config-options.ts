import type { Command } from 'commander';
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
 * neither a table nor any of the options `naming`. The command line goes before it.
 * @throws UserError for a configuration that cannot be read, or is wrong
 */
export async function readConfigured<Options extends { readonly config?: string | undefined }>(
  command: Command,
  table: string | undefined,
  naming: readonly string[],
  terminal: Terminal,
): Promise<Configured<Options>> {
  const options = command.opts<Options>();
  const isGiven = (name: string): boolean => command.getOptionValueSource(name) === 'cli';
  const isNamed = table !== undefined || naming.some(isGiven);
  const path = options.config ?? (isNamed ? undefined : await impliedPath());
  if (path === undefined) return { table, options, source: undefined };
  const { readConfig } = await import('./config.ts');
  const config = await readConfig(path, terminal);
  const given = Object.entries(options).filter(([name]) => isGiven(name));
  return {
    table: table ?? config.inputs?.table,
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
  const { inputs, losses, baseline, minSamples, compat, dtype, reduction } = config;
  const options = {
    ...inputs,
    loss: losses,
    compat,
    dtype,
    reduction,
    minSamples,
    baseline: baseline?.file,
    by: baseline?.by,
    tolerance: baseline?.tolerance,
    toleranceAbs: baseline?.toleranceAbs,
  };
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
