import type { Command } from 'commander';
import { optionsFor } from '../catalogue/index.ts';
import { filesRead } from '../options/inputs.ts';
import { readLosses, type SharedLossOptions } from '../options/loss-spec.ts';
import { LossWords } from '../options/loss-words.ts';
import { withOwnLosses, type OwnLossOptions } from '../options/own-losses.ts';
import { tableOf } from '../options/table.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { newCommand } from './new-command.ts';
import type { RunOptions } from './run-options.ts';
import { runReport } from './run-report.ts';

type LossesOptions = RunOptions &
  SharedLossOptions &
  OwnLossOptions & { readonly loss: readonly string[] };

const EXAMPLES = `  losscalc run preds.csv --true label --pred score -l mse -l huber:delta=2
  losscalc run preds.csv --true label --pred score -l bce --by region --ci 95`;

/**
 * `losscalc run`: several losses of the same data in one read, whole and by segments, with intervals.
 * @param words of the command line, of which it is built to do what they say
 */
export function runCommand(terminal: Terminal, words: readonly string[]): Command {
  const command = newCommand('run', terminal, words).endHelpWith(() => [['Examples', EXAMPLES]]);
  return command.action(async (paths: readonly string[]) => {
    const options = withOwnLosses(command.opts<LossesOptions>());
    const table = await tableOf(paths, options, terminal);
    const words = new LossWords(options, { ...options, table }, terminal);
    await words.decide(options.loss);
    const losses = readLosses(options.loss, { ...options, decided: words.decided });
    const read = (): string[] => filesRead(table, options, optionsFor('run'));
    // Whoever says what to show of single samples wants them.
    const perSample = options.perSample === true || options.per === 'sample';
    const run = { losses, isSingle: false, asksSamples: perSample, table, read };
    await runReport({ ...run, options: { ...options, perSample } }, words.afterwards());
  });
}
