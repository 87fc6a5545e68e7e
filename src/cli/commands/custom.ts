import { Option, type Command } from 'commander';
import { UserError } from '../../messages/errors.ts';
import { newCommand } from './command.ts';
import { COMMANDS } from './commands.ts';
import { customDefinition, namesIn, type CustomParameters } from '../options/custom-definition.ts';
import { customHelp } from '../help/custom-help.ts';
import { addLossOptions, labelsOption, positiveOption } from './loss-command.ts';
import { paramOption } from '../options/param-option.ts';
import { runLoss, type LossCommandOptions } from './run-loss.ts';
import { writeWarnings, type Terminal } from '../terminal/terminal.ts';

/** `losscalc custom '<formula>' ...`: computes a loss of the user's own as any other. */
export function customCommand(terminal: Terminal): Command {
  const command = newCommand('custom', terminal)
    .description(COMMANDS.custom)
    .argument('<formula>', 'the loss of a sample, in quotes')
    .argument('[table]', 'a table whose columns are the sources; - is standard input')
    .addHelpText('after', customHelp());
  addLossOptions(command, [paramOption(), labelsOption(), positiveOption(), plotOption()]);
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

function plotOption(): Option {
  return new Option(
    '--plot',
    'draw the curve of the formula, without inputs; --param k=1,2 draws several, -o curve.svg a picture',
  );
}

/** Draws the formula's curves; a list of values is one for each curve, as in `losscalc plot`. */
async function plotCustom(
  formula: string,
  params: CustomParameters,
  { dtype, gradient, output }: LossCommandOptions,
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
  for (const [name, input] of [
    ['y', 'the true values'],
    ['p', 'the predictions'],
  ] as const) {
    if (names.has(name)) continue;
    writeWarnings(terminal, [`the formula does not use ${name}, ${input}`]);
  }
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
