import type { Command } from 'commander';
import { defineOwnLoss, namesIn, type FormulaParameters } from '../../engine/own-loss.ts';
import { resolveRequest, type LossOptions } from '../../engine/request.ts';
import { UserError } from '../../messages/errors.ts';
import { optionsFor } from '../catalogue/index.ts';
import { customHelp } from '../help/custom-help.ts';
import { filesRead } from '../options/inputs.ts';
import { sourcesOf, type OwnLossOptions } from '../options/own-losses.ts';
import { Warnings, type Terminal } from '../terminal/terminal.ts';
import { newCommand } from './new-command.ts';
import { asksForSamples, runReport, type RunOptions } from './run-report.ts';

type CustomOptions = RunOptions &
  Omit<OwnLossOptions, 'define'> &
  Pick<LossOptions, 'dtype' | 'reduction' | 'axis'> & { readonly plot?: true };

/** `losscalc custom '<formula>' ...`: computes a loss of the user's own as any other. */
export function customCommand(terminal: Terminal): Command {
  const command = newCommand('custom', terminal).endHelpWith(customHelp);
  return command.action(async (text: string, table: string | undefined) => {
    // A space before it may be there for commander's sake only; places in errors are counted without it.
    const formula = text.trimStart();
    const options = command.opts<CustomOptions>();
    if (options.plot) {
      await plotCustom(formula, options, terminal);
      return;
    }
    const { param: params = {} } = options;
    try {
      await runCustom(formula, params, table, options, asksForSamples(command), terminal);
    } catch (error) {
      throw namedAsGiven(error, params);
    }
  });
}

async function runCustom(
  formula: string,
  params: FormulaParameters,
  table: string | undefined,
  options: CustomOptions,
  asksSamples: boolean,
  terminal: Terminal,
): Promise<void> {
  const sources = sourcesOf(options.input ?? []);
  const definition = defineOwnLoss({ formula, params, inputs: Object.keys(sources) });
  warnOfUnusedInputs(formula, terminal);
  const request = resolveRequest(definition, { ...options, params });
  const given = { ...options, sources };
  const read = (): string[] => filesRead(table, given, optionsFor('custom'));
  const losses = [{ name: definition.name, request }];
  const run = { losses, isSingle: true, asksSamples, table, options: given, read };
  await runReport(run, terminal);
}

/** Draws the formula's curves; a list of values is one for each curve, as in `losscalc plot`. */
async function plotCustom(
  formula: string,
  { param: params = {}, input = [], dtype, gradient, output: [output, ...more] }: CustomOptions,
  terminal: Terminal,
): Promise<void> {
  if (input.length > 0) {
    throw new UserError({
      where: '--input',
      problem: 'expected a formula of y and p alone to draw, found one more input',
      hint: 'draw it with a number in its place: --param name=value',
    });
  }
  if (more.length > 0) {
    throw new UserError({
      where: '--output',
      problem: `expected one file for the drawing, found ${more.length + 1}`,
      hint: 'leave the others out',
    });
  }
  const { plotLoss } = await import('./plot.ts');
  const lists = Object.entries(params).map(([name, value]) => [name, [value].flat()] as const);
  const first = Object.fromEntries(lists.map(([name, values]) => [name, values[0]!]));
  const definition = defineOwnLoss({ formula, params: first });
  await plotLoss(definition, { dtype, gradient, output }, Object.fromEntries(lists), terminal);
}

function warnOfUnusedInputs(formula: string, terminal: Terminal): void {
  const names = namesIn(formula);
  const warnings = new Warnings();
  if (!names.has('y')) warnings.add('the formula does not use y, the true values');
  if (!names.has('p')) warnings.add('the formula does not use p, the predictions');
  warnings.write(terminal);
}

/** A list of the wrong length is known to the core as the option `--w` that losses have in place of `--param w=...`. */
function namedAsGiven(error: unknown, params: FormulaParameters): unknown {
  if (!(error instanceof UserError)) return error;
  const { where } = error.complaint;
  const list = Object.keys(params).find(
    (name) => typeof params[name] === 'object' && where === `--${name}`,
  );
  return list === undefined
    ? error
    : new UserError({ ...error.complaint, where: `--param ${list}` }, { cause: error });
}
