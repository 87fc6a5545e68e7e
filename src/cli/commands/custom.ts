import type { Command } from 'commander';
import { UserError } from '../../messages/errors.ts';
import { newCommand } from './new-command.ts';
import { customDefinition, namesIn, type CustomParameters } from '../options/custom-definition.ts';
import { customHelp } from '../help/custom-help.ts';
import { runLoss, type LossCommandOptions } from './run-loss.ts';
import { Warnings, type Terminal } from '../terminal/terminal.ts';

/** `losscalc custom '<formula>' ...`: computes a loss of the user's own as any other. */
export function customCommand(terminal: Terminal): Command {
  const command = newCommand('custom', terminal).endHelpWith(customHelp);
  return command.action(async (text: string, table: string | undefined) => {
    // A space before it may be there for commander's sake only; places in errors are counted without it.
    const formula = text.trimStart();
    const {
      param = {},
      plot,
      ...options
    } = command.opts<LossCommandOptions & { param?: CustomParameters; plot?: true }>();
    if (plot) {
      await plotCustom(formula, param, options, terminal);
      return;
    }
    const definition = customDefinition(formula, param);
    warnOfUnusedInputs(formula, terminal);
    try {
      await runLoss(definition, table, options, param, terminal);
    } catch (error) {
      throw namedAsGiven(error, param);
    }
  });
}

/** Draws the formula's curves; a list of values is one for each curve, as in `losscalc plot`. */
async function plotCustom(
  formula: string,
  params: CustomParameters,
  { dtype, gradient, output }: Pick<LossCommandOptions, 'dtype' | 'gradient' | 'output'>,
  terminal: Terminal,
): Promise<void> {
  const { plotLoss } = await import('./plot.ts');
  const lists = Object.entries(params).map(([name, value]) => [name, [value].flat()] as const);
  const first = Object.fromEntries(lists.map(([name, values]) => [name, values[0]!]));
  const definition = customDefinition(formula, first);
  const options = { dtype, gradient, output };
  await plotLoss(definition, options, Object.fromEntries(lists), terminal);
}

function warnOfUnusedInputs(formula: string, terminal: Terminal): void {
  const names = namesIn(formula);
  const warnings = new Warnings();
  if (!names.has('y')) warnings.add('the formula does not use y, the true values');
  if (!names.has('p')) warnings.add('the formula does not use p, the predictions');
  warnings.write(terminal);
}

/** A list of the wrong length is known to the core as the option `--w` that losses have in place of `--param w=...`. */
function namedAsGiven(error: unknown, params: CustomParameters): unknown {
  if (!(error instanceof UserError)) return error;
  const { where } = error.complaint;
  const list = Object.keys(params).find(
    (name) => typeof params[name] === 'object' && where === `--${name}`,
  );
  return list === undefined
    ? error
    : new UserError({ ...error.complaint, where: `--param ${list}` }, { cause: error });
}
