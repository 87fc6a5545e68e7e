import type { Command } from 'commander';
import { optionsFor } from '../catalogue/index.ts';
import { filesRead } from '../options/inputs.ts';
import { readLosses, type SharedLossOptions } from '../options/loss-spec.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { newCommand } from './new-command.ts';
import { runReport, type RunOptions } from './run-report.ts';

const EXAMPLES = `  losscalc run preds.csv --true label --pred score -l mse -l huber:delta=2
  losscalc run preds.csv --true label --pred score -l bce --by region --ci 95`;

/** `losscalc run`: several losses of the same data in one read, whole and by segments, with intervals. */
export function runCommand(terminal: Terminal): Command {
  const command = newCommand('run', terminal).endHelpWith(() => [['Examples', EXAMPLES]]);
  return command.action(async (table: string | undefined) => {
    const options = command.opts<RunOptions & SharedLossOptions & { loss: readonly string[] }>();
    const losses = readLosses(options.loss, options);
    const read = (): string[] => filesRead(table, options, optionsFor('run'));
    await runReport({ losses, isSingle: false, table, options, read }, terminal);
  });
}
