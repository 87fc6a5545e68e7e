import type { Command } from 'commander';
import { defineOwnLoss, namesIn } from '../../engine/own-loss.ts';
import { resolveRequest, type LossOptions } from '../../engine/request.ts';
import { quote, UserError } from '../../messages/errors.ts';
import { optionsFor } from '../catalogue/index.ts';
import { attributeOf } from '../catalogue/option.ts';
import { customHelp } from '../help/custom-help.ts';
import { filesRead } from '../options/inputs.ts';
import { sourcesOf, type OwnLossOptions } from '../options/own-losses.ts';
import { tableOf } from '../options/table.ts';
import { fileExists, type FileSet } from '../../sources/index.ts';
import { Warnings, type Terminal, type WarningOptions } from '../terminal/terminal.ts';
import { newCommand } from './new-command.ts';
import type { RunOptions } from './run-options.ts';
import { asksForSamples, runReport } from './run-report.ts';

type CustomOptions = RunOptions &
  Omit<OwnLossOptions, 'define'> &
  Pick<LossOptions, 'dtype' | 'reduction' | 'axis'> & { readonly plot?: true };

/** `losscalc custom '<formula>' ...`: computes a loss of the user's own as any other. */
export function customCommand(terminal: Terminal): Command {
  const command = newCommand('custom', terminal).endHelpWith(customHelp);
  return command.action(async (text: string, paths: readonly string[]) => {
    // A space before it may be there for commander's sake only; places in errors are counted without it.
    const formula = text.trimStart();
    const options = command.opts<CustomOptions>();
    if (options.plot) {
      requireDrawable(command, paths);
      await plotCustom(formula, options, terminal);
      return;
    }
    const table = await tableOf(paths, options, terminal);
    requireFormula(formula, paths);
    await runCustom(formula, table, options, asksForSamples(command), terminal);
  });
}

async function runCustom(
  formula: string,
  table: FileSet | undefined,
  options: CustomOptions,
  asksSamples: boolean,
  terminal: Terminal,
): Promise<void> {
  const { param: params = {}, input = [] } = options;
  const sources = sourcesOf(input);
  const definition = defineOwnLoss({ formula, params, inputs: Object.keys(sources) });
  warnOfUnusedInputs(formula, options, terminal);
  const request = resolveRequest(definition, { ...options, params });
  const given = { ...options, sources };
  const read = (): string[] => filesRead(table, given, optionsFor('custom'));
  const losses = [{ name: definition.name, request }];
  const run = { losses, isSingle: true, asksSamples, table, options: given, read };
  await runReport(run, terminal);
}

/** @throws UserError for words of a formula without quotes, which are taken for files */
function requireFormula(formula: string, paths: readonly string[]): void {
  if (paths.length < 2 || paths.some((path) => path === '-' || fileExists(path))) return;
  throw new UserError({
    where: 'custom',
    problem: `expected a formula and files, found ${[formula, ...paths].map(quote).join(' ')}`,
    hint: `the formula is one word, in quotes: losscalc custom 'abs(p - y)'`,
  });
}

/** The options that a drawing heeds. */
const OF_DRAWINGS: readonly string[] = ['plot', 'param', 'dtype', 'gradient', 'output'];

/** @throws UserError for data, and options that are about results, which a drawing has none of */
function requireDrawable(command: Command, paths: readonly string[]): void {
  const idle = optionsFor('custom')
    .filter(({ name }) => !OF_DRAWINGS.includes(name))
    .filter((entry) => command.getOptionValueSource(attributeOf(entry)) === 'cli')
    .map((entry) => {
      const isOff = command.getOptionValue(attributeOf(entry)) === false;
      return `--${isOff ? 'no-' : ''}${entry.name}`;
    });
  const found = [...paths.map(quote), ...idle];
  if (found.length === 0) return;
  throw new UserError({
    where: '--plot',
    problem: `expected a formula to draw, without data or results, found ${found.join(', ')}`,
    hint: idle.includes('--input')
      ? 'draw it with a number in place of an input: --param name=value'
      : idle.includes('--format')
        ? "a drawing's format is that of its file: -o curve.svg"
        : 'leave that out, or leave out --plot',
  });
}

/** Draws the formula's curves; a list of values is one for each curve, as in `losscalc plot`. */
async function plotCustom(
  formula: string,
  { param: params = {}, dtype, gradient, output: [output, ...more] }: CustomOptions,
  terminal: Terminal,
): Promise<void> {
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

function warnOfUnusedInputs(formula: string, options: WarningOptions, terminal: Terminal): void {
  const names = namesIn(formula);
  const warnings = new Warnings(options);
  if (!names.has('y')) warnings.add('the formula does not use y, the true values');
  if (!names.has('p')) warnings.add('the formula does not use p, the predictions');
  warnings.write(terminal);
}
