import type { Command } from 'commander';
import type { LossDefinition } from '../../losses/definition.ts';
import { TABLE } from '../catalogue/commands.ts';
import { lossExamples } from '../help/loss-examples.ts';
import { addOptions } from '../options/commander-options.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { argumentOf, bareCommand } from './new-command.ts';
import { runLoss, type LossCommandOptions } from './run-loss.ts';

/** The command of a loss; its options, their help and its examples derive from the definition. */
export function lossCommand(definition: LossDefinition, terminal: Terminal): Command {
  const command = bareCommand(definition.name, terminal)
    .description(definition.summary)
    .addArgument(argumentOf(TABLE))
    .endHelpWith(() => [['Examples', lossExamples(definition)]]);
  addOptions(command, 'loss', definition);
  return command.withHelp().action(async (table: string | undefined) => {
    const options = command.opts<LossCommandOptions & Record<string, unknown>>();
    const params = givenParameters(definition, options);
    await runLoss(definition, table, options, params, terminal);
  });
}

/** The loss's own parameters among the options of a command line, by camelCase name. */
export function givenParameters(
  { parameters }: LossDefinition,
  options: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const given = Object.keys(parameters).filter((name) => options[name] !== undefined);
  return Object.fromEntries(given.map((name) => [name, options[name]]));
}
