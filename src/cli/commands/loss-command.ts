import { Option, type Command } from 'commander';
import { REDUCTIONS, type LossDefinition, type Parameter } from '../../losses/definition.ts';
import { DTYPES } from '../../tensor/dtype.ts';
import { inputsOf } from '../../losses/inputs.ts';
import { kebabCase } from '../../messages/names.ts';
import { OUTPUT_FORMATS } from '../../output/result/index.ts';
import { rangeOf } from '../../engine/request.ts';
import { INPUT_FORMATS, JOIN_POLICIES, MISSING_POLICIES } from '../../sources/index.ts';
import { newCommand } from './command.ts';
import { hasClasses, isBinary } from '../options/inputs.ts';
import { lossExamples } from '../help/loss-examples.ts';
import {
  choiceOption,
  countOption,
  numberOption,
  numbersOption,
  sourceOption,
} from '../options/options.ts';
import { PER_UNITS, runLoss, type LossCommandOptions } from './run-loss.ts';
import type { Terminal } from '../terminal/terminal.ts';

/** The command of a loss; its options, their help and its examples derive from the definition. */
export function lossCommand(definition: LossDefinition, terminal: Terminal): Command {
  const command = newCommand(definition.name, terminal)
    .description(definition.summary)
    .argument('[table]', 'a table whose columns are the sources; - is standard input')
    .addHelpText('after', `\n${lossExamples(definition)}`);
  addLossOptions(command, definitionOptions(definition), inputsOf(definition));
  return command.action(async (table: string | undefined) => {
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

type Inputs = ReadonlyMap<string, { readonly help: string }>;

const TRUE_AND_PRED: Inputs = new Map([
  ['true', { help: '' }],
  ['pred', { help: '' }],
]);

/** Adds the options of a command that computes a loss, in groups; `own` are those of the loss itself. */
export function addLossOptions(
  command: Command,
  own: readonly Option[],
  inputs: Inputs = TRUE_AND_PRED,
): void {
  addGroup(command, 'Inputs:', inputOptions(inputs));
  addGroup(command, 'Loss:', [...own, ...computationOptions()]);
  addGroup(command, 'Output:', outputOptions());
  addGroup(command, 'Gate (exit status 1 when the result is beyond it, or NaN):', gateOptions());
}

/** Adds options to a command, under a heading of its help. */
export function addGroup(command: Command, heading: string, options: readonly Option[]): void {
  for (const option of options) command.addOption(option.helpGroup(heading));
}

const SHORT_FLAGS: Readonly<Record<string, string>> = { true: '-t, ', pred: '-p, ' };
const INPUT_HELP: Readonly<Record<string, string>> = {
  true: 'true values',
  pred: 'predicted values',
};
const SOURCE_HELP =
  'a file, file#part, or - for standard input; with a table its columns: names, numbers from 1, ' +
  'ranges (p0-p9) and lists (a,b), or a key path of JSON';

/** The options that name the inputs of a loss and say how to read them. */
export function inputOptions(inputs: Inputs): readonly Option[] {
  return [
    ...[...inputs].map(([name, { help }], i) =>
      sourceOption(
        `${SHORT_FLAGS[name] ?? ''}--${kebabCase(name)} <source>`,
        `${help || INPUT_HELP[name]!}${i === 0 ? `: ${SOURCE_HELP}` : ', likewise'}`,
      ),
    ),
    sourceOption('--weights <source>', 'weights, likewise: one number per sample'),
    sourceOption('--mask <source>', 'likewise: 0 for each sample that is left out, 1 for others'),
    choiceOption('--input-format <format>', 'how to read the files', INPUT_FORMATS),
    new Option('--header', 'the first row of a table holds names, whatever it looks like'),
    new Option('--no-header', 'the first row of a table holds numbers'),
    choiceOption('--missing <policy>', 'what to do with missing values', MISSING_POLICIES).default(
      'error',
      'error',
    ),
    new Option(
      '--on <columns>',
      'join files by a key: the column, or columns (a,b), that tell the rows of each file apart (default: rows ' +
        'belong together in their order)',
    ),
    choiceOption(
      '--join <kind>',
      'keys that are not in all files are an error, or their rows are dropped (default: exact)',
      JOIN_POLICIES,
    ),
    countOption(
      '--threads <count>',
      'threads that read large files (default: one for each processor, up to 4)',
    ),
  ];
}

function definitionOptions(definition: LossDefinition): readonly Option[] {
  const conventions = Object.keys(definition.conventions);
  return [
    ...ownOptions(definition),
    new Option(
      '--compat <framework>',
      `whose numbers to reproduce: ${conventions.join(', ')} (default: ${conventions[0]!})`,
    ),
  ];
}

/** The options of a loss's own: its settings, and what its labels mean. */
export function ownOptions(definition: LossDefinition): readonly Option[] {
  return [
    ...settingOptions(definition),
    ...(hasClasses(definition) ? [labelsOption()] : []),
    ...(isBinary(definition) ? [positiveOption()] : []),
  ];
}

/** The option that names the classes that text stands for. */
export function labelsOption(): Option {
  return new Option(
    '--labels <names>',
    'what the classes are called, in the order of the columns of pred: cat,dog (default: the ' +
      'names of those columns)',
  );
}

/** The option that names the label of two that counts as 1. */
export function positiveOption(): Option {
  return new Option('--positive <label>', 'true values are text, and this is the positive label');
}

/** The options of a loss's parameters, and of the constant that its frameworks choose themselves. */
export function settingOptions(definition: LossDefinition): readonly Option[] {
  return [
    ...parameterOptions(definition),
    ...(usesEpsilon(definition)
      ? [numberOption('--epsilon <number>', "in place of the framework's own small constant eps")]
      : []),
  ];
}

/** The options of a loss's parameters. */
export function parameterOptions({ parameters }: LossDefinition): readonly Option[] {
  return Object.entries(parameters).flatMap(([name, parameter]) => optionsOf(name, parameter));
}

function usesEpsilon({ conventions }: LossDefinition): boolean {
  return Object.values(conventions).some(({ constants = {} }) => 'eps' in constants);
}

/** The options that say how to compute a loss under any convention. */
export function computationOptions(): readonly Option[] {
  return [
    numberOption(
      '--axis <number>',
      'the axis of features or classes, from 0, or negative from the end (default: the last, or the ' +
        "framework's)",
    ),
    new Option('--dtype <type>', `${DTYPES.join(' or ')} (default: ${DTYPES[0]})`),
    new Option(
      '--reduction <kind>',
      `${REDUCTIONS.join(', ')} (default: mean, or what the framework does)`,
    ),
  ];
}

function optionsOf(name: string, parameter: Parameter): readonly Option[] {
  const flag = `--${kebabCase(name)}`;
  const only = parameter.only ? `; ${parameter.only.join(', ')} only` : '';
  if (parameter.kind === 'flag') {
    const on = new Option(flag, parameter.help + only);
    if (!parameter.default) return [on];
    return [on, new Option(`--no-${kebabCase(name)}`, 'the opposite (on by default)')];
  }
  const usual = parameter.default ?? 'none';
  const help = `${parameter.help}: ${rangeOf(parameter)} (default: ${usual}${only})`;
  return parameter.kind === 'vector'
    ? [numbersOption(`${flag} <numbers>`, help)]
    : [numberOption(`${flag} <number>`, help)];
}

function outputOptions(): readonly Option[] {
  return [
    choiceOption('-f, --format <format>', 'how to print the result', OUTPUT_FORMATS).default(
      'table',
      'table',
    ),
    new Option('--gradient', 'add the gradient, d(result)/d(pred)'),
    choiceOption('--per <unit>', 'unreduced losses, of each sample or element', PER_UNITS),
    new Option('--per-sample', 'show single samples; tables show the ends and the worst').default(
      true,
      'on',
    ),
    new Option('--no-per-sample', 'leave the single samples out'),
    countOption('--precision <digits>', 'significant digits to print'),
    new Option('-o, --output <file>', 'write to a file, whole or not at all'),
    new Option('--verbose', 'say on standard error how much was read and how fast'),
  ];
}

function gateOptions(): readonly Option[] {
  return [
    numberOption('--max <number>', 'highest result that passes'),
    numberOption('--min <number>', 'lowest result that passes'),
  ];
}
