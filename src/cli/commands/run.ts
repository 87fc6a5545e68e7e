import { Option, type Command } from 'commander';
import { UserError } from '../../messages/errors.ts';
import type { Report } from '../../output/report/index.ts';
import { DEFAULT_REPLICATES } from '../../resample/interval.ts';
import type { SuiteInterval } from '../../suite/loss-resampler.ts';
import { newCommand } from './command.ts';
import { COMMANDS } from './commands.ts';
import { addGroup } from './loss-command.ts';
import type { SharedLossOptions } from '../options/loss-spec.ts';
import { countOption, listOption, numberOption } from '../options/options.ts';
import { filesRead, type InputOptions } from '../options/inputs.ts';
import type { ReadingOptions } from '../options/read-inputs.ts';
import {
  openReportOutputs,
  reportOptions,
  type ReportOutputOptions,
} from '../options/report-outputs.ts';
import { addSuiteOptions, readLosses } from '../options/suite-options.ts';
import { inputTitle, runSuite } from './suite-run.ts';
import { writeWarnings, type Terminal } from '../terminal/terminal.ts';

interface RunOptions extends SharedLossOptions, InputOptions, ReadingOptions, ReportOutputOptions {
  readonly loss: readonly string[];
  readonly by: readonly string[];
  readonly minSamples: number;
  readonly ci?: number | undefined;
  readonly seed: number;
  readonly cluster?: string | undefined;
  readonly verbose?: boolean | undefined;
}

const EXAMPLES = `Examples:
  losscalc run preds.csv --true label --pred score -l mse -l huber:delta=2
  losscalc run preds.csv --true label --pred score -l bce --by region --ci 95`;

/** `losscalc run`: several losses of the same data in one read, whole and by segments, with intervals. */
export function runCommand(terminal: Terminal): Command {
  const command = newCommand('run', terminal)
    .description(COMMANDS.run)
    .argument('[table]', 'a table whose columns are the sources; - is standard input')
    .addHelpText('after', `\n${EXAMPLES}`);
  addSuiteOptions(
    command,
    'a loss, with settings: mse, huber:delta=2, bce:from-logits,compat=torch; several times for several',
  );
  addGroup(command, 'Segments and intervals:', analysisOptions());
  addGroup(command, 'Output:', reportOptions());
  return command.action(async (table: string | undefined) => {
    await run(table, command.opts<RunOptions>(), terminal);
  });
}

function analysisOptions(): readonly Option[] {
  return [
    listOption(
      '--by <columns>',
      'results of each segment: of the rows with the same text in a column, or in several (a,b)',
    ),
    countOption('--min-samples <count>', 'samples below which a segment is marked').default(30),
    numberOption('--ci <percent>', 'an interval for each result, by the bootstrap (BCa)'),
    numberOption('--seed <number>', 'what the resampling starts from').default(0),
    new Option('--cluster <column>', 'resample groups of rows with the same text, not rows'),
  ];
}

async function run(
  table: string | undefined,
  options: RunOptions,
  terminal: Terminal,
): Promise<void> {
  const losses = readLosses(options.loss, options);
  const divisions = options.by.map((columns) => columns.split(','));
  const interval = intervalOptions(options);
  const texts = [...divisions.flat(), ...(options.cluster === undefined ? [] : [options.cluster])];
  const outputs = openReportOutputs(options, filesRead(table, options), terminal);
  const warnings = new Set<string>();
  const outcome = await runSuite(
    losses,
    { ...options, table },
    texts,
    {
      by: divisions,
      interval,
      ...outputs.wanted,
      warn: (message) => void warnings.add(message),
      verbose: options.verbose,
    },
    terminal,
  );
  const report: Report = {
    input: inputTitle({ ...options, table }),
    ...outcome,
    minSamples: options.minSamples,
  };
  await outputs.write(report);
  writeWarnings(terminal, warnings);
}

function intervalOptions({ ci, seed, cluster }: RunOptions): SuiteInterval | undefined {
  if (ci !== undefined) {
    return {
      level: ci / 100,
      seed,
      replicates: DEFAULT_REPLICATES,
      cluster,
    };
  }
  if (cluster === undefined) return undefined;
  throw new UserError({
    where: '--cluster',
    problem: 'expected an interval to resample for, found none',
    hint: 'add --ci 95, or leave --cluster out',
  });
}
