import type { Command } from 'commander';
import { meaningsOf, type Meaning } from '../../losses/words.ts';
import { wrap } from '../../output/layout/text.ts';
import { COMMANDS } from '../catalogue/commands.ts';
import { decideLoss, requireNoPipe, type Attempt } from '../options/decide-loss.ts';
import { meaningLines, saidBesides, unknownLoss } from '../options/require-loss.ts';
import { tableOf } from '../options/table.ts';
import { RepeatableInput, withInput } from '../terminal/repeatable-input.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { lossCommand, requestOf, type LossCommandOptions } from './loss-command.ts';
import { bareCommand, helpWidth } from './new-command.ts';

/**
 * The command of a word that names no loss by itself, as several are called so: that of the loss that the rest of the
 * command line and the shapes of the inputs decide for, or one that shows which there are.
 * @throws UserError where they do not decide, and for a word that no loss is called by
 */
export async function undecidedCommand(
  word: string,
  terminal: Terminal,
  words: readonly string[],
): Promise<Command> {
  const meanings = meaningsOf(word);
  if (meanings.length === 0) throw unknownLoss(word, { commands: Object.keys(COMMANDS) });
  if (words.some((each) => each === '-h' || each === '--help')) {
    return meaningsHelp(word, meanings, terminal);
  }
  const input = new RepeatableInput(() => terminal.stdin);
  const again = withInput(terminal, input);
  const candidates = meanings.map((meaning) => {
    return { meaning, attempt: () => attemptOf(word, meaning, again, words) };
  });
  const named = await decideLoss(word, candidates, again);
  input.expectLast();
  return lossCommand(named, again, words);
}

/** What a command line asks for, read as that of one loss. */
async function attemptOf(
  word: string,
  meaning: Meaning,
  terminal: Terminal,
  words: readonly string[],
): Promise<Attempt> {
  const command = lossCommand(meaning, terminal, words).action(() => undefined);
  const program = bareCommand('losscalc', terminal).addCommand(command);
  await program.parseAsync([command.name(), ...words], { from: 'user' });
  const options = command.opts<LossCommandOptions & Record<string, unknown>>();
  if (options.filesFrom !== undefined) requireNoPipe(word, options.filesFrom);
  const table = await tableOf(command.processedArgs[0] as string[], options, terminal);
  return { request: requestOf(meaning, options), given: { ...options, table } };
}

/** A command whose help shows the losses that a word may mean. */
function meaningsHelp(word: string, meanings: readonly Meaning[], terminal: Terminal): Command {
  const width = helpWidth(terminal);
  const besides = saidBesides(meanings);
  const lines = [
    ...wrap(
      `${word} is what several losses are called. The rest of the command line and the shapes of the inputs decide ` +
        `which is computed${besides && `, with ${besides}`}; where they do not, name it:`,
      width,
      0,
    ),
    '',
    ...meaningLines(meanings).map((line) => line.slice(2)),
    '',
    'losscalc <loss> -h lists the options of each.',
    '',
  ];
  return bareCommand(word, terminal)
    .configureHelp({ formatHelp: () => lines.join('\n') })
    .withHelp();
}
