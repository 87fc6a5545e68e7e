import { Option, type Command } from 'commander';
import { UserError } from '../../messages/errors.ts';
import {
  COMPARISON_FORMATS,
  renderComparison,
  type ComparisonFormat,
} from '../../output/report/comparison-formats.ts';
import type { ReportOptions } from '../../output/report/index.ts';
import { DEFAULT_REPLICATES } from '../../resample/interval.ts';
import { newCommand } from './command.ts';
import { COMMANDS } from './commands.ts';
import type { InputOptions } from '../options/inputs.ts';
import { addGroup } from './loss-command.ts';
import type { SharedLossOptions } from '../options/loss-spec.ts';
import { numberOption, sourceOption } from '../options/options.ts';
import { openOutput } from '../terminal/output.ts';
import type { ReadingOptions } from '../options/read-inputs.ts';
import {
  addReportOptions,
  addSuiteOptions,
  ONE_LOSS,
  readOneLoss,
} from '../options/suite-options.ts';
import { inputTitle, runComparison } from './suite-run.ts';
import { writeWarnings, type Terminal } from '../terminal/terminal.ts';

interface CompareOptions
  extends SharedLossOptions, InputOptions, ReadingOptions, Pick<ReportOptions, 'precision'> {
  readonly loss: readonly string[];
  readonly pred?: string | undefined;
  readonly other?: string | undefined;
  readonly ci: number;
  readonly seed: number;
  readonly cluster?: string | undefined;
  readonly format: ComparisonFormat;
  readonly output?: string | undefined;
  readonly verbose?: boolean | undefined;
}

const EXAMPLES = `Examples:
  losscalc compare preds.csv --true label --pred old --other new -l bce
  losscalc compare preds.csv --true y --pred a --other b -l mae --cluster patient -f markdown`;

/** `losscalc compare`: two predictions of the same samples, by the difference of their losses. */
export function compareCommand(terminal: Terminal): Command {
  const command = newCommand('compare', terminal)
    .description(COMMANDS.compare)
    .argument('[table]', 'a table whose columns are the sources; - is standard input')
    .addHelpText('after', `\n${EXAMPLES}`);
  addSuiteOptions(command, ONE_LOSS);
  addGroup(command, 'Comparison:', [
    sourceOption('--other <source>', 'predicted values to compare with those of --pred, likewise'),
    numberOption(
      '--ci <percent>',
      'the level of the interval of the difference, by the paired bootstrap (BCa)',
    ).default(95),
    numberOption('--seed <number>', 'what the resampling starts from').default(0),
    new Option('--cluster <column>', 'resample groups of rows with the same text, not rows'),
  ]);
  addReportOptions(command, COMPARISON_FORMATS);
  return command.action(async (table: string | undefined) => {
    await compare(table, command.opts<CompareOptions>(), terminal);
  });
}

async function compare(
  table: string | undefined,
  options: CompareOptions,
  terminal: Terminal,
): Promise<void> {
  const loss = readOneLoss(options.loss, options);
  requirePredictions(options);
  const { ci, seed, cluster, format, precision } = options;
  const output = openOutput(options.output, terminal);
  const warnings = new Set<string>();
  const compared = await runComparison(
    loss,
    { ...options, table },
    cluster === undefined ? [] : [cluster],
    {
      interval: {
        level: ci / 100,
        seed,
        replicates: DEFAULT_REPLICATES,
        cluster,
      },
      warn: (message) => void warnings.add(message),
      verbose: options.verbose,
    },
    terminal,
  );
  const names = { pred: options.pred, other: options.other };
  const report = { input: inputTitle({ ...options, table }), names, compared };
  const { width, color } = output;
  await output.write([renderComparison(report, format, { precision, width, color })]);
  writeWarnings(terminal, warnings);
}

function requirePredictions<
  Options extends { pred?: string | undefined; other?: string | undefined },
>(
  options: Options,
): asserts options is Options & { readonly pred: string; readonly other: string } {
  const missing = (['pred', 'other'] as const).filter((name) => options[name] === undefined);
  if (missing.length === 0) return;
  throw new UserError({
    where: missing.map((name) => `--${name}`).join(', '),
    problem: 'expected two predictions to compare, found nothing',
    hint: 'name both: --pred COLUMN --other COLUMN',
  });
}
