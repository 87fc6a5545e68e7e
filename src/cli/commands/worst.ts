import type { Command } from 'commander';
import type { ReportOptions } from '../../output/report/report.ts';
import { WORST_FORMATS, type WorstFormat } from '../../output/formats.ts';
import { renderWorst } from '../../output/report/worst-formats.ts';
import { noSampleLosses } from '../../suite/summable.ts';
import { newCommand } from './new-command.ts';
import { optionsFor } from '../catalogue/index.ts';
import { filesRead, type InputOptions } from '../options/inputs.ts';
import { readOneLoss, type SharedLossOptions } from '../options/loss-spec.ts';
import { LossWords } from '../options/loss-words.ts';
import { openTarget, type OutputOptions } from '../options/output-target.ts';
import { withOwnLosses, type OwnLossOptions } from '../options/own-losses.ts';
import type { ReadingOptions } from '../options/read-inputs.ts';
import type { Columns } from '../options/read-values.ts';
import { tableOf } from '../options/table.ts';
import type { FileSet } from '../../sources/index.ts';
import { inputTitle, runSuite } from './suite-run.ts';
import { Warnings, type Terminal } from '../terminal/terminal.ts';

interface WorstOptions
  extends
    SharedLossOptions,
    OwnLossOptions,
    InputOptions,
    ReadingOptions,
    OutputOptions<WorstFormat>,
    Pick<ReportOptions, 'precision'> {
  readonly loss: readonly string[];
  readonly count: number;
  readonly show: readonly Columns[];
  readonly verbose?: boolean | undefined;
}

const EXAMPLES = `  losscalc worst preds.csv --true label --pred score -l mse -n 20
  losscalc worst preds.csv --true label --pred score -l bce --show id,region -f csv`;

/** `losscalc worst`: the rows with the highest loss. */
export function worstCommand(terminal: Terminal): Command {
  const command = newCommand('worst', terminal).endHelpWith(() => [['Examples', EXAMPLES]]);
  return command.action(async (paths: readonly string[]) => {
    const options = withOwnLosses(command.opts<WorstOptions>());
    await worst(await tableOf(paths, options, terminal), options, terminal);
  });
}

async function worst(
  table: FileSet | undefined,
  options: WorstOptions,
  terminal: Terminal,
): Promise<void> {
  const words = new LossWords(options, { ...options, table }, terminal);
  await words.decide(options.loss);
  const loss = readOneLoss(options.loss, { ...options, decided: words.decided });
  const columns = options.show.flat();
  const read = (): string[] => filesRead(table, options, optionsFor('worst'));
  const output = openTarget(options, WORST_FORMATS, read, terminal);
  const warnings = new Warnings(options);
  const { losses } = await runSuite(
    [loss],
    { ...options, table },
    columns,
    {
      worst: options.count,
      kept: columns,
      warn: warnings.add,
      verbose: options.verbose,
    },
    words.afterwards(),
  );
  const { request, result, worst: views } = losses[0]!;
  if (!views) throw noSampleLosses(request);
  const { placeOf } = result;
  const samples = views.map(({ texts, ...sample }) => {
    const place = placeOf ? [placeOf(sample.row)] : [];
    return { ...sample, shown: [...place, ...columns.map((column) => texts![column]!)] };
  });
  const { precision } = options;
  const report = {
    input: inputTitle({ ...options, table }),
    result,
    columns: placeOf ? ['place', ...columns] : columns,
    samples,
  };
  await output.write([renderWorst(report, output.format, { precision, ...output })]);
  warnings.write(terminal);
}
