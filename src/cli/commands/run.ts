import type { Command } from 'commander';
import { UserError } from '../../messages/errors.ts';
import type { Report } from '../../output/report/index.ts';
import { DEFAULT_REPLICATES } from '../../resample/interval.ts';
import type { SuiteInterval } from '../../suite/clusters.ts';
import { newCommand } from './new-command.ts';
import { optionsFor } from '../catalogue/index.ts';
import { readLosses, type SharedLossOptions } from '../options/loss-spec.ts';
import { filesRead, type InputOptions } from '../options/inputs.ts';
import type { ReadingOptions } from '../options/read-inputs.ts';
import { openReportOutputs, type ReportOutputOptions } from '../options/report-outputs.ts';
import { inputTitle, runSuite, textColumn, textInput } from './suite-run.ts';
import { Warnings, type Terminal } from '../terminal/terminal.ts';

interface RunOptions extends SharedLossOptions, InputOptions, ReadingOptions, ReportOutputOptions {
  readonly loss: readonly string[];
  readonly by: readonly string[];
  readonly minSamples: number;
  readonly ci?: number | undefined;
  readonly seed: number;
  readonly cluster?: string | undefined;
  readonly verbose?: boolean | undefined;
}

const EXAMPLES = `  losscalc run preds.csv --true label --pred score -l mse -l huber:delta=2
  losscalc run preds.csv --true label --pred score -l bce --by region --ci 95`;

/** `losscalc run`: several losses of the same data in one read, whole and by segments, with intervals. */
export function runCommand(terminal: Terminal): Command {
  const command = newCommand('run', terminal).endHelpWith(() => [['Examples', EXAMPLES]]);
  return command.action(async (table: string | undefined) => {
    await run(table, command.opts<RunOptions>(), terminal);
  });
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
  const outputs = openReportOutputs(
    options,
    filesRead(table, options, optionsFor('run')),
    terminal,
  );
  const warnings = new Warnings();
  const outcome = await runSuite(
    losses,
    { ...options, table },
    texts,
    {
      by: divisions.map((columns) => columns.map(textInput)),
      interval,
      ...outputs.wanted,
      warn: warnings.add,
      verbose: options.verbose,
    },
    terminal,
  );
  const report: Report = {
    input: inputTitle({ ...options, table }),
    ...outcome,
    divisions: outcome.divisions.map(({ columns, segments }) => {
      return { columns: columns.map(textColumn), segments };
    }),
    minSamples: options.minSamples,
  };
  await outputs.write(report);
  warnings.write(terminal);
}

function intervalOptions({ ci, seed, cluster }: RunOptions): SuiteInterval | undefined {
  if (ci !== undefined) {
    return {
      level: ci / 100,
      seed,
      replicates: DEFAULT_REPLICATES,
      cluster: cluster === undefined ? undefined : textInput(cluster),
    };
  }
  if (cluster === undefined) return undefined;
  throw new UserError({
    where: '--cluster',
    problem: 'expected an interval to resample for, found none',
    hint: 'add --ci 95, or leave --cluster out',
  });
}
