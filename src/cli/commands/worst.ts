import type { Command } from 'commander';
import type { ReportOptions } from '../../output/report/index.ts';
import { renderWorst, WORST_FORMATS, type WorstFormat } from '../../output/report/worst-formats.ts';
import { noSampleLosses } from '../../suite/sample-losses.ts';
import { newCommand } from './command.ts';
import { COMMANDS } from './commands.ts';
import type { InputOptions } from '../options/inputs.ts';
import { addGroup } from './loss-command.ts';
import type { SharedLossOptions } from '../options/loss-spec.ts';
import { countOption, listOption } from '../options/options.ts';
import { openOutput } from '../terminal/output.ts';
import type { ReadingOptions } from '../options/read-inputs.ts';
import {
  addReportOptions,
  addSuiteOptions,
  ONE_LOSS,
  readOneLoss,
} from '../options/suite-options.ts';
import { inputTitle, runSuite } from './suite-run.ts';
import { writeWarnings, type Terminal } from '../terminal/terminal.ts';

interface WorstOptions
  extends SharedLossOptions, InputOptions, ReadingOptions, Pick<ReportOptions, 'precision'> {
  readonly loss: readonly string[];
  readonly count: number;
  readonly show: readonly string[];
  readonly format: WorstFormat;
  readonly output?: string | undefined;
  readonly verbose?: boolean | undefined;
}

const EXAMPLES = `Examples:
  losscalc worst preds.csv --true label --pred score -l mse -n 20
  losscalc worst preds.csv --true label --pred score -l bce --show id,region -f csv`;

/** `losscalc worst`: the rows with the highest loss. */
export function worstCommand(terminal: Terminal): Command {
  const command = newCommand('worst', terminal)
    .description(COMMANDS.worst)
    .argument('[table]', 'a table whose columns are the sources; - is standard input')
    .addHelpText('after', `\n${EXAMPLES}`);
  addSuiteOptions(command, ONE_LOSS);
  addGroup(command, 'Rows:', [
    countOption('-n, --count <rows>', 'how many rows').default(20),
    listOption('--show <columns>', 'columns of the table to show besides, such as ids: id,region'),
  ]);
  addReportOptions(command, WORST_FORMATS);
  return command.action(async (table: string | undefined) => {
    await worst(table, command.opts<WorstOptions>(), terminal);
  });
}

async function worst(
  table: string | undefined,
  options: WorstOptions,
  terminal: Terminal,
): Promise<void> {
  const loss = readOneLoss(options.loss, options);
  const columns = options.show.flatMap((list) => list.split(','));
  const output = openOutput(options.output, terminal);
  const warnings = new Set<string>();
  const { losses } = await runSuite(
    [loss],
    { ...options, table },
    columns,
    {
      worst: options.count,
      kept: columns,
      warn: (message) => void warnings.add(message),
      verbose: options.verbose,
    },
    terminal,
  );
  const { request, result, worst: views } = losses[0]!;
  if (!views) throw noSampleLosses(request);
  const samples = views.map(({ texts, ...sample }) => {
    return { ...sample, shown: columns.map((column) => texts![column]!) };
  });
  const { width, color } = output;
  const { format, precision } = options;
  const report = { input: inputTitle({ ...options, table }), result, columns, samples };
  await output.write([renderWorst(report, format, { precision, width, color })]);
  writeWarnings(terminal, warnings);
}
