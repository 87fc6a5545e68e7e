import type { Command } from 'commander';
import { quote, UserError } from '../errors.ts';
import { fileExists } from '../sources/index.ts';
import { parseNumber } from '../sources/number.ts';
import type { Tolerance } from '../check/compare-baseline.ts';
import type { CheckFormat } from './check-report.ts';
import type { Config } from './config.ts';
import type { InputOptions } from './inputs.ts';
import type { SharedLossOptions } from './loss-spec.ts';
import type { ReadingOptions } from './read-inputs.ts';
import type { Terminal } from './terminal.ts';

/** The options of `losscalc check`, as commander hands them over. */
export interface CheckOptions extends SharedLossOptions, InputOptions, ReadingOptions {
  readonly loss: readonly string[];
  readonly assert: readonly string[];
  readonly warn: readonly string[];
  readonly max?: number | undefined;
  readonly min?: number | undefined;
  readonly minSamples: number;
  readonly config?: string | undefined;
  readonly baseline?: string | undefined;
  readonly tolerance?: string | undefined;
  readonly toleranceAbs?: number | undefined;
  readonly updateBaseline?: boolean | undefined;
  readonly format: CheckFormat;
  readonly precision?: number | undefined;
  readonly output?: string | undefined;
  readonly verbose?: boolean | undefined;
}

/** An assertion as a text, and where it stands. */
export interface GivenAssertion {
  readonly text: string;
  readonly warns: boolean;
  /** In a configuration: `losscalc.json: checks[1].assert`. */
  readonly place?: string | undefined;
}

/** What a command line and a configuration say together. */
export interface Settled {
  readonly table: string | undefined;
  readonly options: CheckOptions;
  readonly assertions: readonly GivenAssertion[];
  /** Columns of each division of the baseline; undefined where nothing is said. */
  readonly by?: readonly string[] | undefined;
}

/**
 * What to check: the command line goes before the configuration, to whose assertions it adds. A `losscalc.json` of the
 * working folder is read where neither an input nor anything to check is named.
 * @throws UserError for a configuration that is wrong, and options that say nothing
 */
export async function settle(
  command: Command,
  table: string | undefined,
  terminal: Terminal,
): Promise<Settled> {
  const options = command.opts<CheckOptions>();
  const onCommandLine = assertionsOf(options);
  const path = options.config ?? (await implied(command, table));
  if (path === undefined) return { table, options, assertions: onCommandLine };
  const { placeOfCheck, readConfig } = await import('./config.ts');
  const config = await readConfig(path, terminal);
  const inConfig = (config.checks ?? []).map(({ assert, level }, index) => {
    return { text: assert, warns: level === 'warning', place: placeOfCheck(path, index) };
  });
  const given = Object.entries(options).filter(
    ([name]) => command.getOptionValueSource(name) === 'cli',
  );
  return {
    table: table ?? config.inputs?.table,
    options: { ...options, ...optionsOf(config), ...Object.fromEntries(given) },
    assertions: [...inConfig, ...onCommandLine],
    by: config.baseline?.by,
  };
}

/** What a configuration says, as options. */
function optionsOf(config: Config): Readonly<Record<string, unknown>> {
  const { inputs, losses, baseline, minSamples, compat, dtype, reduction } = config;
  const options: Partial<Record<keyof CheckOptions, unknown>> = {
    ...inputs,
    loss: losses,
    compat,
    dtype,
    reduction,
    minSamples,
    baseline: baseline?.file,
    tolerance: baseline?.tolerance,
    toleranceAbs: baseline?.toleranceAbs,
  };
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

async function implied(command: Command, table: string | undefined): Promise<string | undefined> {
  const naming = ['true', 'pred', 'assert', 'warn', 'loss', 'max', 'min', 'baseline'];
  const isGiven = naming.some((name) => command.getOptionValueSource(name) === 'cli');
  if (table !== undefined || isGiven) return undefined;
  const { CONFIG_FILE } = await import('./config.ts');
  if (fileExists(CONFIG_FILE)) return CONFIG_FILE;
  throw nothingToCheck(`and no ${CONFIG_FILE} here`);
}

/** @param also what else there is not */
export function nothingToCheck(also = ''): UserError {
  return new UserError({
    where: 'check',
    problem: `expected something to check, found nothing${also && ` ${also}`}`,
    hint: "write --assert 'rmse <= 0.3', -l rmse --max 0.3, or --baseline FILE",
  });
}

function assertionsOf({ assert, warn, loss, max, min }: CheckOptions): GivenAssertion[] {
  const given = (text: string, warns: boolean): GivenAssertion => ({ text, warns });
  const bounds = [
    ...(max === undefined ? [] : [`<= ${max}`]),
    ...(min === undefined ? [] : [`>= ${min}`]),
  ];
  if (bounds.length > 0 && loss.length !== 1) {
    throw new UserError({
      where: '--max, --min',
      problem: `expected one loss that they are for, found ${loss.length}`,
      hint: "name it: -l rmse --max 0.3; or for several: --assert 'rmse <= 0.3'",
    });
  }
  return [
    ...bounds.map((bound) => given(`${loss[0]!} ${bound}`, false)),
    ...assert.map((text) => given(text, false)),
    ...warn.map((text) => given(text, true)),
  ];
}

/**
 * The tolerance that `--tolerance 2%` and `--tolerance-abs 0.003` mean.
 * @throws UserError for what is no percentage, or is negative
 */
export function toleranceOf({
  tolerance = '0%',
  toleranceAbs: absolute = 0,
}: Pick<CheckOptions, 'tolerance' | 'toleranceAbs'>): Tolerance {
  const percent = tolerance.endsWith('%') ? parseNumber(tolerance.slice(0, -1)) : undefined;
  if (percent === undefined || !(percent >= 0 && percent < Infinity)) {
    throw new UserError({
      where: '--tolerance',
      problem: `expected a percentage of at least 0, found ${quote(tolerance)}`,
      hint: 'write --tolerance 2%; --tolerance-abs takes a number',
    });
  }
  if (!(absolute >= 0 && absolute < Infinity)) {
    throw new UserError({
      where: '--tolerance-abs',
      problem: `expected a finite number of at least 0, found ${absolute}`,
    });
  }
  return { relative: percent / 100, absolute };
}
