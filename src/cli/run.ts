import { Option, type Command } from 'commander';
import { UserError } from '../errors.ts';
import { CONVENTIONS } from '../losses/definition.ts';
import { renderReport, REPORT_FORMATS, type Report, type ReportFormat } from '../report/index.ts';
import { DEFAULT_REPLICATES } from '../resample/interval.ts';
import type { SuiteInterval } from '../suite/loss-resampler.ts';
import { DTYPES } from '../tensor/dtype.ts';
import { newCommand } from './command.ts';
import { COMMANDS } from './commands.ts';
import { addGroup, inputOptions, labelsOption, positiveOption } from './loss-command.ts';
import { readLossSpec, type SharedLossOptions } from './loss-spec.ts';
import { choiceOption, countOption, listOption, numberOption } from './options.ts';
import { openOutput } from './output.ts';
import type { InputOptions } from './inputs.ts';
import type { ReadingOptions } from './read-inputs.ts';
import { runSuite, textColumn, textInput } from './suite-run.ts';
import { writeWarnings, type Terminal } from './terminal.ts';

interface RunOptions extends SharedLossOptions, InputOptions, ReadingOptions {
  readonly loss: readonly string[];
  readonly by: readonly string[];
  readonly minSamples: number;
  readonly ci?: number | undefined;
  readonly seed: number;
  readonly cluster?: string | undefined;
  readonly format: ReportFormat;
  readonly precision?: number | undefined;
  readonly output?: string | undefined;
  readonly verbose?: boolean | undefined;
}

const TRUE_AND_PRED = new Map([
  ['true', { help: '' }],
  ['pred', { help: '' }],
]);

const EXAMPLES = `Examples:
  losscalc run preds.csv --true label --pred score -l mse -l huber:delta=2
  losscalc run preds.csv --true label --pred score -l bce --by region --ci 95`;

/** `losscalc run`: several losses of the same data in one read, whole and by segments, with intervals. */
export function runCommand(terminal: Terminal): Command {
  const command = newCommand('run', terminal)
    .description(COMMANDS.run)
    .argument('[table]', 'a table whose columns are the sources; - is standard input')
    .addHelpText('after', `\n${EXAMPLES}`);
  addGroup(command, 'Losses:', lossOptions());
  addGroup(command, 'Inputs:', [...inputOptions(TRUE_AND_PRED), labelsOption(), positiveOption()]);
  addGroup(command, 'Segments and intervals:', analysisOptions());
  addGroup(command, 'Output:', outputOptions());
  return command.action(async (table: string | undefined) => {
    await run(table, command.opts<RunOptions>(), terminal);
  });
}

function lossOptions(): readonly Option[] {
  return [
    listOption(
      '-l, --loss <spec>',
      'a loss, with settings: mse, huber:delta=2, bce:from-logits,compat=torch; several times for several',
    ),
    new Option('--compat <framework>', `whose numbers to reproduce: ${CONVENTIONS.join(', ')}`),
    new Option('--dtype <type>', `${DTYPES.join(' or ')} (default: ${DTYPES[0]})`),
    new Option('--reduction <kind>', 'mean, sum, weighted-mean, batchmean (default: mean)'),
  ];
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

function outputOptions(): readonly Option[] {
  return [
    choiceOption('-f, --format <format>', 'how to print', REPORT_FORMATS).default('table', 'table'),
    countOption('--precision <digits>', 'significant digits to print'),
    new Option('-o, --output <file>', 'write to a file, whole or not at all'),
    new Option('--verbose', 'say on standard error how much was read and how fast'),
  ];
}

async function run(
  table: string | undefined,
  options: RunOptions,
  terminal: Terminal,
): Promise<void> {
  const losses = options.loss.map((spec) => readLossSpec(spec, options));
  if (losses.length === 0) {
    throw new UserError({
      where: '--loss',
      problem: 'expected a loss, found nothing',
      hint: 'name one or several: -l mse -l huber:delta=2',
    });
  }
  const divisions = options.by.map((columns) => columns.split(','));
  const interval = intervalOptions(options);
  const texts = [...divisions.flat(), ...(options.cluster === undefined ? [] : [options.cluster])];
  const output = openOutput(options.output, terminal);
  const warnings = new Set<string>();
  const outcome = await runSuite(
    losses,
    { ...options, table },
    texts,
    {
      by: divisions.map((columns) => columns.map(textInput)),
      interval,
      warn: (message) => void warnings.add(message),
      verbose: options.verbose,
    },
    terminal,
  );
  const report: Report = {
    input: table ?? 'losses',
    losses: outcome.losses,
    divisions: outcome.divisions.map(({ columns, segments }) => {
      return { columns: columns.map(textColumn), segments };
    }),
    minSamples: options.minSamples,
  };
  const { width, color } = output;
  const { format, precision } = options;
  await output.write([renderReport(report, format, { precision, width, color })]);
  writeWarnings(terminal, warnings);
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
