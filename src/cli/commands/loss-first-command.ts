import type { Command } from 'commander';
import { quote, UserError } from '../../messages/errors.ts';
import type { LossDefinition } from '../../losses/definition.ts';
import { newCommand } from './command.ts';
import { COMMANDS } from './commands.ts';
import { requireLoss } from '../options/require-loss.ts';
import type { Terminal } from '../terminal/terminal.ts';

/** A command about one loss, whose options follow from that loss. */
export interface LossFirst {
  readonly name: keyof typeof COMMANDS;
  /** What follows the command's name: `<loss> [options]`. */
  readonly usage: string;
  /** Shown below the help. */
  readonly examples: string;
  /** The command that reads what follows the loss; it is called by its own name and that of the loss. */
  readonly ofLoss: (definition: LossDefinition, command: Command) => void;
}

/** A command that takes the name of a loss first, and leaves the rest to a command made for that loss. */
export function lossFirstCommand(
  { name, usage, examples, ofLoss }: LossFirst,
  terminal: Terminal,
): Command {
  const command = newCommand(name, terminal)
    .description(COMMANDS[name])
    .usage(usage)
    .argument('<loss>', 'a name of the loss, in any spelling')
    .argument('[options...]', `see losscalc ${name} <loss> --help`)
    .helpOption(false)
    .allowUnknownOption()
    .addHelpText('after', `\n${examples}`);
  return command.action(async (loss: string, rest: readonly string[]) => {
    if (loss === '-h' || loss === '--help') command.help();
    if (loss.startsWith('-')) {
      throw new UserError({
        problem: `${name} expects a loss first, found ${quote(loss)}`,
        hint: `losscalc ${name} ${usage}`,
      });
    }
    const definition = requireLoss(loss);
    const forLoss = newCommand(`${name} ${definition.name}`, terminal).description(COMMANDS[name]);
    ofLoss(definition, forLoss);
    command.parent!.addCommand(forLoss);
    await forLoss.parseAsync(rest, { from: 'user' });
  });
}
