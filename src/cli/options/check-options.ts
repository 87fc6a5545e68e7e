import type { Command } from 'commander';
import type { Tolerance } from '../../check/compare-baseline.ts';
import { quote, UserError } from '../../messages/errors.ts';
import { parseNumber } from '../../text/parse-number.ts';
import { optionsFor } from '../catalogue/index.ts';
import { attributeOf, type OptionEntry } from '../catalogue/option.ts';
import { readConfigured, type ConfigSource } from './config-options.ts';
import type { InputOptions } from './inputs.ts';
import type { SharedLossOptions } from './loss-spec.ts';
import { withOwnLosses, type OwnLossOptions } from './own-losses.ts';
import type { ReadingOptions } from './read-inputs.ts';
import type { Columns } from './read-values.ts';
import type { ReportOutputOptions } from './report-outputs.ts';
import type { FileSet } from '../../sources/index.ts';
import type { Terminal } from '../terminal/terminal.ts';

/** The options of `losscalc check`, as commander hands them over. */
export interface CheckOptions
  extends SharedLossOptions, OwnLossOptions, InputOptions, ReadingOptions, ReportOutputOptions {
  readonly loss: readonly string[];
  readonly assert: readonly string[];
  readonly warn: readonly string[];
  readonly max?: number | undefined;
  readonly min?: number | undefined;
  readonly minSamples: number;
  readonly skill?: string | undefined;
  readonly excludeClass?: number | readonly number[] | undefined;
  /** Results of an engine, in place of rows. */
  readonly results?: string | undefined;
  readonly config?: string | undefined;
  readonly baseline?: string | undefined;
  readonly tolerance?: string | undefined;
  readonly toleranceAbs?: number | undefined;
  readonly updateBaseline?: boolean | undefined;
  /** Columns of each division of the baseline, of a configuration; undefined where nothing is said. */
  readonly by?: readonly Columns[] | undefined;
  readonly verbose?: boolean | undefined;
}

/** An assertion as a text, and where it stands. */
export interface GivenAssertion {
  readonly text: string;
  readonly warns: boolean;
  /** In a configuration: `losscalc.json: checks[1].assert`. */
  readonly place?: string | undefined;
}

/** What is to be checked, and how. */
export interface Settled {
  readonly table: FileSet | undefined;
  readonly options: CheckOptions;
  readonly assertions: readonly GivenAssertion[];
  /** The configuration, where one was read. */
  readonly configPath: string | undefined;
}

/**
 * What to check: the command line goes before a configuration, to whose assertions it adds.
 * @throws UserError for a configuration that is wrong, and options that say nothing
 */
export async function settle(
  command: Command,
  paths: readonly string[],
  terminal: Terminal,
): Promise<Settled> {
  const { source, ...configured } = await readConfigured<CheckOptions>(
    command,
    'check',
    paths,
    terminal,
  );
  const inConfig = source ? await assertionsIn(source) : [];
  requireNoRows(command, paths, configured.options);
  // A bound on the command line is of the losses there.
  const onCommandLine = assertionsOf(command.opts<CheckOptions>());
  return {
    ...configured,
    options: withOwnLosses(configured.options),
    assertions: [...inConfig, ...onCommandLine],
    configPath: source?.path,
  };
}

/** @throws UserError for rows, or what is said of rows, beside results that an engine made of rows of its own */
function requireNoRows(command: Command, paths: readonly string[], options: CheckOptions): void {
  if (options.results === undefined) return;
  const isOfRows = ({ name, group }: OptionEntry): boolean =>
    ['Inputs', 'Rows'].includes(group) && name !== 'results';
  // Of a configuration, what says where rows are is for the query.
  const isGiven = (entry: OptionEntry): boolean => {
    const attribute = attributeOf(entry);
    if (isOfRows(entry)) return command.getOptionValueSource(attribute) === 'cli';
    return CHANGING.includes(attribute) && attribute in options;
  };
  const given = optionsFor('check').find(isGiven);
  const found = paths[0] === undefined ? given && `--${given.name}` : quote(paths[0]);
  if (found === undefined) return;
  throw new UserError({
    where: '--results',
    problem: `expected results in place of rows, found ${found} beside them`,
    hint: 'say what to read to losscalc sql, which makes the query of it',
  });
}

/** Options by which results are others than those of the query. */
const CHANGING: readonly string[] = ['skill', 'excludeClass', 'dtype', 'epsilon'];

async function assertionsIn({ config, path }: ConfigSource): Promise<GivenAssertion[]> {
  const { placeIn } = await import('./config.ts');
  return (config.checks ?? []).map(({ assert, level }, index) => {
    return {
      text: assert,
      warns: level === 'warning',
      place: placeIn(path, ['checks', index, 'assert']),
    };
  });
}

function assertionsOf({ assert, warn, loss, max, min }: CheckOptions): GivenAssertion[] {
  const given = (text: string, warns: boolean): GivenAssertion => ({ text, warns });
  requireFinite({ max, min });
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

function requireFinite(bounds: Readonly<Record<string, number | undefined>>): void {
  for (const [name, bound = 0] of Object.entries(bounds)) {
    if (Number.isFinite(bound)) continue;
    throw new UserError({
      where: `--${name}`,
      problem: `expected a finite number, found ${bound}`,
    });
  }
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
