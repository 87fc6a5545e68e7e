import type { Command } from 'commander';
import { resolveRequest, type LossOptions, type LossRequest } from '../../engine/request.ts';
import type { LossDefinition } from '../../losses/definition.ts';
import type { NamedLoss } from '../../losses/names.ts';
import { TABLE } from '../catalogue/commands.ts';
import { optionsFor } from '../catalogue/index.ts';
import { lossExamples } from '../help/loss-examples.ts';
import { addOptions } from '../options/commander-options.ts';
import { filesRead } from '../options/inputs.ts';
import { tableOf } from '../options/table.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { argumentOf, bareCommand } from './new-command.ts';
import type { RunOptions } from './run-options.ts';
import { asksForSamples, runReport } from './run-report.ts';

/** What the options of a loss's command say, besides the loss's own parameters. */
export type LossCommandOptions = RunOptions &
  Pick<LossOptions, 'compat' | 'dtype' | 'reduction' | 'axis' | 'epsilon'>;

/**
 * The command of a loss, a run of that loss alone; its options, their help and its examples derive from the definition.
 * @param words of the command line, of which it is built to do what they say
 */
export function lossCommand(
  named: NamedLoss,
  terminal: Terminal,
  words: readonly string[],
): Command {
  const { definition } = named;
  const command = bareCommand(definition.name, terminal)
    .description(definition.summary)
    .addArgument(argumentOf(TABLE))
    .endHelpWith(() => [['Examples', lossExamples(definition)]]);
  addOptions(command, 'loss', definition, words);
  return command.withHelp().action(async (paths: readonly string[]) => {
    const options = command.opts<LossCommandOptions & Record<string, unknown>>();
    const losses = [{ name: definition.name, request: requestOf(named, options) }];
    const table = await tableOf(paths, options, terminal);
    const read = (): string[] => filesRead(table, options, optionsFor('loss', definition));
    const asksSamples = asksForSamples(command);
    await runReport({ losses, isSingle: true, asksSamples, table, options, read }, terminal);
  });
}

/**
 * What the options of a loss's command ask for.
 * @throws UserError for what the loss does not take
 */
export function requestOf(
  { definition, ...said }: NamedLoss,
  options: LossCommandOptions & Readonly<Record<string, unknown>>,
): LossRequest {
  const params = { ...said.params, ...givenParameters(definition, options) };
  const { compat = said.compat } = options;
  return resolveRequest(definition, { ...options, compat, params });
}

/** The loss's own parameters among the options of a command line, by camelCase name. */
export function givenParameters(
  { parameters }: LossDefinition,
  options: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const given = Object.keys(parameters).filter((name) => options[name] !== undefined);
  return Object.fromEntries(given.map((name) => [name, options[name]]));
}
