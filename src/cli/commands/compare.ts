import type { Command } from 'commander';
import { UserError } from '../../messages/errors.ts';
import { COMPARISON_FORMATS, type ComparisonFormat } from '../../output/formats.ts';
import { renderComparison } from '../../output/report/comparison-formats.ts';
import type { ReportOptions } from '../../output/report/index.ts';
import { DEFAULT_REPLICATES } from '../../resample/interval.ts';
import { newCommand } from './new-command.ts';
import { optionsFor } from '../catalogue/index.ts';
import { filesRead, type InputOptions } from '../options/inputs.ts';
import { readOneLoss, type SharedLossOptions } from '../options/loss-spec.ts';
import { openTarget, type OutputOptions } from '../options/output-target.ts';
import type { ReadingOptions } from '../options/read-inputs.ts';
import { inputTitle, runComparison, textInput } from './suite-run.ts';
import { Warnings, type Terminal } from '../terminal/terminal.ts';

interface CompareOptions
  extends
    SharedLossOptions,
    InputOptions,
    ReadingOptions,
    OutputOptions<ComparisonFormat>,
    Pick<ReportOptions, 'precision'> {
  readonly loss: readonly string[];
  readonly pred?: string | undefined;
  readonly other?: string | undefined;
  readonly ci: number;
  readonly seed: number;
  readonly cluster?: string | undefined;
  readonly verbose?: boolean | undefined;
}

const EXAMPLES = `  losscalc compare preds.csv --true label --pred old --other new -l bce
  losscalc compare preds.csv --true y --pred a --other b -l mae --cluster patient -f markdown`;

/** `losscalc compare`: two predictions of the same samples, by the difference of their losses. */
export function compareCommand(terminal: Terminal): Command {
  const command = newCommand('compare', terminal).endHelpWith(() => [['Examples', EXAMPLES]]);
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
  const { ci, seed, cluster, precision } = options;
  const read = (): string[] => filesRead(table, options, optionsFor('compare'));
  const output = openTarget(options, COMPARISON_FORMATS, read, terminal);
  const warnings = new Warnings();
  const compared = await runComparison(
    loss,
    { ...options, table },
    cluster === undefined ? [] : [cluster],
    {
      interval: {
        level: ci / 100,
        seed,
        replicates: DEFAULT_REPLICATES,
        cluster: cluster === undefined ? undefined : textInput(cluster),
      },
      warn: warnings.add,
      verbose: options.verbose,
    },
    terminal,
  );
  const names = { pred: options.pred, other: options.other };
  const report = { input: inputTitle({ ...options, table }), names, compared };
  const { format, width, color } = output;
  await output.write([renderComparison(report, format, { precision, width, color })]);
  warnings.write(terminal);
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
