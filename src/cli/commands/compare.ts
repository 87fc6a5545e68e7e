import type { Command } from 'commander';
import { withoutSecrets } from '../../messages/addresses.ts';
import { quote, UserError } from '../../messages/errors.ts';
import { didYouMean } from '../../messages/suggest.ts';
import { COMPARISON_FORMATS, type ComparisonFormat } from '../../output/formats.ts';
import { renderComparison } from '../../output/report/comparison-formats.ts';
import { optionsFor } from '../catalogue/index.ts';
import { filesRead, type InputOptions } from '../options/inputs.ts';
import { readLosses, type SharedLossOptions } from '../options/loss-spec.ts';
import { LossWords } from '../options/loss-words.ts';
import { openTarget, type OutputOptions } from '../options/output-target.ts';
import { withOwnLosses, type OwnLossOptions } from '../options/own-losses.ts';
import type { ReadingOptions } from '../options/read-inputs.ts';
import type { Columns } from '../options/read-values.ts';
import { tableOf } from '../options/table.ts';
import type { FileSet } from '../../sources/index.ts';
import { Warnings, type Terminal } from '../terminal/terminal.ts';
import { newCommand } from './new-command.ts';
import { intervalOptions, type IntervalOptions } from './run-options.ts';
import { inputTitle, runComparison } from './suite-run.ts';

interface CompareOptions
  extends
    SharedLossOptions,
    OwnLossOptions,
    InputOptions,
    ReadingOptions,
    IntervalOptions,
    OutputOptions<ComparisonFormat> {
  readonly loss: readonly string[];
  readonly pred: readonly string[];
  readonly other?: string | undefined;
  readonly against?: string | undefined;
  readonly by: readonly Columns[];
  readonly minSamples: number;
  readonly precision?: number | undefined;
  readonly verbose?: boolean | undefined;
}

const EXAMPLES = `  losscalc compare preds.csv --true label --pred old --pred new -l bce
  losscalc compare preds.csv --true y --pred a --pred b --pred c -l mae -l rmse --by region
  losscalc compare preds.csv --true y --pred a --pred b -l mae --cluster patient -f markdown`;

/** `losscalc compare`: predictions of several models of the same samples, by the differences of their losses. */
export function compareCommand(terminal: Terminal): Command {
  const command = newCommand('compare', terminal).endHelpWith(() => [['Examples', EXAMPLES]]);
  return command.action(async (paths: readonly string[]) => {
    const options = withOwnLosses(command.opts<CompareOptions>());
    await compare(await tableOf(paths, options, terminal), options, terminal);
  });
}

async function compare(
  table: FileSet | undefined,
  options: CompareOptions,
  terminal: Terminal,
): Promise<void> {
  const preds = predictionsOf(options);
  // Some losses have an input called other, and are none of two predictions.
  const given = { ...options, table, pred: preds[0], other: undefined };
  const words = new LossWords(options, given, terminal);
  await words.decide(options.loss);
  const losses = readLosses(options.loss, { ...options, decided: words.decided });
  const against = placeOf(options.against, preds);
  const read = (): string[] => filesRead(table, options, optionsFor('compare'));
  const output = openTarget(options, COMPARISON_FORMATS, read, terminal);
  const warnings = new Warnings(options);
  const outcome = await runComparison(
    losses,
    given,
    {
      preds,
      against,
      by: options.by,
      texts: [...options.by.flat(), ...(options.cluster === undefined ? [] : [options.cluster])],
      // There always is a level.
      interval: intervalOptions(options)!,
      warn: warnings.add,
      verbose: options.verbose,
    },
    words.afterwards(),
  );
  const report = {
    input: inputTitle(given),
    models: preds.map(withoutSecrets),
    outcome,
    minSamples: options.minSamples,
  };
  const { precision } = options;
  await output.write([renderComparison(report, output.format, { precision, ...output })]);
  warnings.write(terminal);
}

/** @throws UserError where there are fewer than two predictions to compare */
function predictionsOf({ pred, other }: CompareOptions): readonly string[] {
  const preds = [...pred, ...(other === undefined ? [] : [other])];
  if (preds.length > 1) return preds;
  throw new UserError({
    where: '--pred',
    problem: `expected two predictions or more to compare, found ${preds.length === 0 ? 'none' : 'one'}`,
    hint: 'name each: --pred COLUMN --pred COLUMN',
  });
}

/** The place among the predictions of the one that the others are compared with. */
function placeOf(against: string | undefined, preds: readonly string[]): number {
  if (against === undefined) return 0;
  const place = preds.indexOf(against);
  if (place >= 0) return place;
  throw new UserError({
    where: '--against',
    problem: `expected one of the predictions, found ${quote(against)}`,
    hint: didYouMean(against, preds) ?? `they are ${preds.map(quote).join(', ')}`,
  });
}
