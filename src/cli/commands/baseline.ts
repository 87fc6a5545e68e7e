import type { Command } from 'commander';
import { baselineOf } from '../../check/baseline.ts';
import { quote, UserError } from '../../messages/errors.ts';
import { openBaselineFile } from './baseline-file.ts';
import { computeWithFingerprint, Wanted } from './check-suite.ts';
import { newCommand } from './new-command.ts';
import { excludedClasses } from './run-options.ts';
import { readConfigured, type Configured } from '../options/config-options.ts';
import { filesRead, isAmong, type InputOptions } from '../options/inputs.ts';
import { readLosses, type SharedLossOptions } from '../options/loss-spec.ts';
import { LossWords } from '../options/loss-words.ts';
import { optionsFor } from '../catalogue/index.ts';
import { withOwnLosses, type OwnLossOptions } from '../options/own-losses.ts';
import type { ReadingOptions } from '../options/read-inputs.ts';
import type { Columns } from '../options/read-values.ts';
import { Warnings, type Terminal } from '../terminal/terminal.ts';

interface BaselineOptions extends SharedLossOptions, OwnLossOptions, InputOptions, ReadingOptions {
  readonly loss: readonly string[];
  readonly by: readonly Columns[];
  readonly excludeClass?: number | readonly number[] | undefined;
  readonly config?: string | undefined;
  /** The file of the baseline, of a configuration. */
  readonly baseline?: string | undefined;
  readonly verbose?: boolean | undefined;
}

const EXAMPLES = `  losscalc baseline write base.json preds.csv --true label --pred score -l mse
  losscalc check preds.csv --true label --pred score --baseline base.json --tolerance 2%
  losscalc baseline write --config losscalc.json`;

/** `losscalc baseline write`: results to a file, which later ones can be compared with. */
export function baselineCommand(terminal: Terminal): Command {
  const command = newCommand('baseline', terminal).endHelpWith(() => [['Examples', EXAMPLES]]);
  return command.action(
    async (action: string, file: string | undefined, paths: readonly string[]) => {
      requireWrite(action);
      const found = await readConfigured<BaselineOptions>(command, 'baseline', paths, terminal);
      const configured = { ...found, options: withOwnLosses(found.options) };
      const path = requireOwnFile(file ?? configured.options.baseline, configured);
      await writeBaseline(path, configured, terminal);
    },
  );
}

function requireWrite(action: string): void {
  if (action === 'write') return;
  throw new UserError({
    where: 'baseline',
    problem: `expected write, found ${quote(action)}`,
    hint: 'losscalc baseline write FILE writes one; losscalc check --baseline FILE compares with it',
  });
}

/** The file of the baseline: one word in the wrong place, and a table would be overwritten. */
function requireOwnFile(
  file: string | undefined,
  { table, options, source }: Configured<BaselineOptions>,
): string {
  if (file === undefined) {
    throw new UserError({
      where: 'baseline write',
      problem: 'expected a file to write, found none',
      hint: 'name it: losscalc baseline write base.json; or have it in losscalc.json, as baseline.file',
    });
  }
  if (!isAmong([...filesRead(table, options, optionsFor('baseline')), source?.path], file))
    return file;
  throw new UserError({
    where: `baseline ${quote(file)}`,
    problem: 'expected a file of its own for the baseline, found one that is read',
    hint: 'the baseline is named before the table: losscalc baseline write base.json preds.csv',
  });
}

async function writeBaseline(
  file: string,
  { table, options }: Configured<BaselineOptions>,
  terminal: Terminal,
): Promise<void> {
  const wanted = new Wanted();
  const words = new LossWords(options, { ...options, table }, terminal);
  await words.decide(options.loss);
  const shared = { ...options, decided: words.decided };
  const specs = readLosses(options.loss, shared).map(({ name }) => name);
  for (const spec of specs) wanted.loss(spec, shared);
  for (const columns of options.by) wanted.division(columns);
  const write = openBaselineFile(file, terminal);
  const warnings = new Warnings(options);
  const { outcome, fingerprints } = await computeWithFingerprint(
    wanted,
    { ...options, table },
    {
      excluded: excludedClasses(options),
      verbose: options.verbose,
      warn: warnings.add,
    },
    words.afterwards(),
  );
  // A loss that was named twice is there once.
  const names = wanted.losses.map(({ name }) => name);
  await write(baselineOf(names, outcome, fingerprints));
  warnings.write(terminal);
}
