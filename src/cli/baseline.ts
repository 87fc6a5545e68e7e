import { Option, type Command } from 'commander';
import { baselineOf } from '../check/baseline.ts';
import { quote, UserError } from '../errors.ts';
import { openBaselineFile } from './baseline-file.ts';
import { computeWithFingerprint, Wanted } from './check-suite.ts';
import { newCommand } from './command.ts';
import { COMMANDS } from './commands.ts';
import type { InputOptions } from './inputs.ts';
import { addGroup } from './loss-command.ts';
import type { SharedLossOptions } from './loss-spec.ts';
import { listOption } from './options.ts';
import type { ReadingOptions } from './read-inputs.ts';
import { addSuiteOptions, readLosses } from './suite-options.ts';
import { writeWarnings, type Terminal } from './terminal.ts';

interface BaselineOptions extends SharedLossOptions, InputOptions, ReadingOptions {
  readonly loss: readonly string[];
  readonly by: readonly string[];
  readonly verbose?: boolean | undefined;
}

const EXAMPLES = `Examples:
  losscalc baseline write base.json preds.csv --true label --pred score -l mse
  losscalc check preds.csv --true label --pred score --baseline base.json --tolerance 2%`;

/** `losscalc baseline write`: results to a file, which later ones can be compared with. */
export function baselineCommand(terminal: Terminal): Command {
  const command = newCommand('baseline', terminal)
    .description(COMMANDS.baseline)
    .argument('<action>', 'write')
    .argument('<file>', 'the baseline to write, whole or not at all')
    .argument('[table]', 'a table whose columns are the sources; - is standard input')
    .addHelpText('after', `\n${EXAMPLES}`);
  addSuiteOptions(command, 'a loss, with settings: mse, huber:delta=2; several times for several');
  addGroup(command, 'Segments:', [
    listOption('--by <columns>', 'a baseline for each segment, too, by the texts in columns (a,b)'),
  ]);
  addGroup(command, 'Output:', [
    new Option('--verbose', 'say on standard error how much was read and how fast'),
  ]);
  return command.action(async (action: string, file: string, table: string | undefined) => {
    requireWrite(action);
    await writeBaseline(file, table, command.opts<BaselineOptions>(), terminal);
  });
}

function requireWrite(action: string): void {
  if (action === 'write') return;
  throw new UserError({
    where: 'baseline',
    problem: `expected write, found ${quote(action)}`,
    hint: 'losscalc baseline write FILE writes one; losscalc check --baseline FILE compares with it',
  });
}

async function writeBaseline(
  file: string,
  table: string | undefined,
  options: BaselineOptions,
  terminal: Terminal,
): Promise<void> {
  const wanted = new Wanted();
  const specs = readLosses(options.loss, options).map(({ name }) => name);
  for (const spec of specs) wanted.loss(spec, options);
  for (const columns of options.by) wanted.division(columns.split(','));
  const write = openBaselineFile(file, terminal);
  const warnings = new Set<string>();
  const { outcome, trueValues } = await computeWithFingerprint(
    wanted,
    { ...options, table },
    { verbose: options.verbose, warn: (message) => void warnings.add(message) },
    terminal,
  );
  // A loss that was named twice is there once.
  const names = wanted.losses.map(({ name }) => name);
  await write(baselineOf(names, outcome, trueValues));
  writeWarnings(terminal, warnings);
}
