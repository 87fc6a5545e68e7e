import { quote, UserError } from '../../messages/errors.ts';
import type { LossDefinition } from '../../losses/definition.ts';
import { COMMANDS, type ArgumentEntry } from '../catalogue/commands.ts';
import { addOptions } from '../options/commander-options.ts';
import { requireLoss } from '../options/require-loss.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { argumentOf, bareCommand, type HelpfulCommand, type HelpSection } from './new-command.ts';

/** A command about one loss, whose options follow from that loss. */
export interface LossFirst<Options> {
  readonly name: 'explain' | 'diff' | 'plot';
  /** What follows the command's name: `<loss> [options]`. */
  readonly usage: string;
  /** Shown below the help. */
  readonly sections: readonly HelpSection[];
  /** What the command does for a loss. */
  readonly act: (
    definition: LossDefinition,
    options: Options,
    paths: readonly string[],
  ) => Promise<void>;
}

/** A command that takes the name of a loss first, and leaves the rest to a command made for that loss. */
export function lossFirstCommand<Options extends object>(
  { name, usage, sections, act }: LossFirst<Options>,
  terminal: Terminal,
): HelpfulCommand {
  const { summary, arguments: taken } = COMMANDS[name];
  const [loss, ...others] = taken as readonly [ArgumentEntry, ...ArgumentEntry[]];
  const command = bareCommand(name, terminal)
    .description(summary)
    .usage(usage)
    .addArgument(argumentOf(loss))
    .argument('[options...]', `see losscalc ${name} <loss> --help`)
    .allowUnknownOption()
    .endHelpWith(() => sections);
  return command.action(async (word: string, rest: readonly string[]) => {
    if (word === '-h' || word === '--help') command.showHelp(word === '-h');
    if (word.startsWith('-')) {
      throw new UserError({
        problem: `${name} expects a loss first, found ${quote(word)}`,
        hint: `losscalc ${name} ${usage}`,
      });
    }
    const { definition, params } = requireLoss(word);
    const forLoss = bareCommand(`${name} ${definition.name}`, terminal).description(summary);
    for (const argument of others) forLoss.addArgument(argumentOf(argument));
    addOptions(forLoss, name, definition);
    forLoss.withHelp();
    forLoss.action(() => {
      const given = forLoss.opts<Options & Record<string, unknown>>();
      return act(definition, name === 'plot' ? given : { ...params, ...given }, forLoss.args);
    });
    command.parent!.addCommand(forLoss);
    await forLoss.parseAsync(rest, { from: 'user' });
  });
}
