import { Option, type Command } from 'commander';
import { DTYPES, REDUCTIONS, type LossDefinition, type Parameter } from '../losses/definition.ts';
import { kebabCase } from '../names.ts';
import { OUTPUT_FORMATS } from '../render/index.ts';
import { rangeOf } from '../request.ts';
import { INPUT_FORMATS, MISSING_POLICIES } from '../sources/types.ts';
import { newCommand } from './command.ts';
import { lossExamples } from './loss-examples.ts';
import { choiceOption, countOption, numberOption, numbersOption, sourceOption } from './options.ts';
import { runLoss, type LossCommandOptions } from './run-loss.ts';
import type { Terminal } from './terminal.ts';

/** The command of a loss; its options, their help and its examples derive from the definition. */
export function lossCommand(definition: LossDefinition, terminal: Terminal): Command {
  const command = newCommand(definition.name, terminal)
    .description(definition.summary)
    .argument('[table]', 'a table whose columns are the sources; - is standard input')
    .addHelpText('after', `\n${lossExamples(definition)}`);
  addGroup(command, 'Inputs:', inputOptions());
  addGroup(command, 'Loss:', lossOptions(definition));
  addGroup(command, 'Output:', outputOptions());
  addGroup(command, 'Gate (exit status 1 when the result is beyond it, or NaN):', gateOptions());
  return command.action(async (table: string | undefined) => {
    const options = command.opts<LossCommandOptions & Record<string, unknown>>();
    const given = Object.keys(definition.parameters).filter((name) => options[name] !== undefined);
    const params = Object.fromEntries(given.map((name) => [name, options[name]]));
    await runLoss(definition, table, options, params, terminal);
  });
}

function addGroup(command: Command, heading: string, options: readonly Option[]): void {
  for (const option of options) command.addOption(option.helpGroup(heading));
}

function inputOptions(): readonly Option[] {
  return [
    sourceOption(
      '-t, --true <source>',
      'true values: a file, file#part, or - for standard input; with a table its columns: names, ' +
        'numbers from 1, ranges (p0-p9) and lists (a,b), or a key path of JSON',
    ),
    sourceOption('-p, --pred <source>', 'predicted values, likewise'),
    sourceOption('--weights <source>', 'weights, likewise: one number per sample'),
    choiceOption('--input-format <format>', 'how to read the files', INPUT_FORMATS),
    new Option('--header', 'the first row of a table holds names, whatever it looks like'),
    new Option('--no-header', 'the first row of a table holds numbers'),
    choiceOption('--missing <policy>', 'what to do with missing values', MISSING_POLICIES).default(
      'error',
      'error',
    ),
  ];
}

function lossOptions(definition: LossDefinition): readonly Option[] {
  const conventions = Object.keys(definition.conventions);
  return [
    ...Object.entries(definition.parameters).map(([name, parameter]) =>
      parameterOption(name, parameter),
    ),
    new Option(
      '--compat <framework>',
      `whose numbers to reproduce: ${conventions.join(', ')} (default: ${conventions[0]!})`,
    ),
    new Option('--dtype <type>', `${DTYPES.join(' or ')} (default: ${DTYPES[0]})`),
    new Option('--reduction <kind>', `${REDUCTIONS.join(', ')} (default: the framework's own)`),
  ];
}

function parameterOption(name: string, parameter: Parameter): Option {
  const flag = `--${kebabCase(name)}`;
  const only = parameter.only ? `; ${parameter.only.join(', ')} only` : '';
  if (parameter.kind === 'flag') return new Option(flag, parameter.help + only);
  const help = `${parameter.help}: ${rangeOf(parameter)} (default: ${parameter.default}${only})`;
  return parameter.kind === 'vector'
    ? numbersOption(`${flag} <numbers>`, help)
    : numberOption(`${flag} <number>`, help);
}

function outputOptions(): readonly Option[] {
  return [
    choiceOption('-f, --format <format>', 'how to print the result', OUTPUT_FORMATS).default(
      'table',
      'table',
    ),
    new Option('--gradient', 'add the gradient, d(result)/d(pred)'),
    new Option('--per-sample', 'show single samples; tables show the ends and the worst').default(
      true,
      'on',
    ),
    new Option('--no-per-sample', 'leave the single samples out'),
    countOption('--precision <digits>', 'significant digits to print'),
    new Option('-o, --output <file>', 'write to a file, whole or not at all'),
  ];
}

function gateOptions(): readonly Option[] {
  return [
    numberOption('--max <number>', 'highest result that passes'),
    numberOption('--min <number>', 'lowest result that passes'),
  ];
}
