import { Option, type Command } from 'commander';
import { quote, UserError } from '../../messages/errors.ts';
import type { LossDefinition, ParameterValue } from '../../losses/definition.ts';
import type { Range } from '../../plot/axis.ts';
import { chartOf } from '../../plot/chart.ts';
import { drawJson } from '../../plot/json.ts';
import { drawSvg } from '../../plot/svg.ts';
import { drawTerminal } from '../../plot/terminal.ts';
import { DTYPES } from '../../tensor/dtype.ts';
import { addGroup, givenParameters, parameterOptions } from './loss-command.ts';
import { lossFirstCommand } from './loss-first-command.ts';
import { choiceOption, numbersOption, readNumbers } from '../options/options.ts';
import { openOutput } from '../terminal/output.ts';
import type { Terminal } from '../terminal/terminal.ts';

const FORMATS = ['terminal', 'svg', 'json'] as const;
type Format = (typeof FORMATS)[number];

interface PlotOptions {
  readonly compat?: readonly string[] | undefined;
  readonly dtype?: string | undefined;
  readonly range?: Range | undefined;
  readonly gradient?: boolean | undefined;
  readonly format?: Format | undefined;
  readonly output?: string | undefined;
}

const EXAMPLES = `Examples:
  losscalc plot huber --delta 0.5,1,2
  losscalc plot bce --compat keras,torch --gradient
  losscalc plot mse --range -1,1 -f svg

The options are those of the loss: losscalc plot huber --help shows them.`;

/** `losscalc plot <loss> [options]`: curves of a loss, in the terminal, as a picture or as points. */
export function plotCommand(terminal: Terminal): Command {
  const ofLoss = (definition: LossDefinition, command: Command): void => {
    addGroup(command, 'Loss (a list draws a curve for each of its values):', [
      ...listOptions(definition),
      ...settingOptions(definition),
    ]);
    addGroup(command, 'Drawing:', drawingOptions());
    command.action(async () => {
      const options = command.opts<PlotOptions & Record<string, unknown>>();
      const params = Object.entries(givenParameters(definition, options)).map(
        ([name, value]) => [name, [value as ParameterValue].flat()] as const,
      );
      await plotLoss(definition, options, Object.fromEntries(params), terminal);
    });
  };
  const usage = '<loss> [options]';
  return lossFirstCommand({ name: 'plot', usage, examples: EXAMPLES, ofLoss }, terminal);
}

/**
 * Draws curves of a loss and writes them.
 * @param params values of the loss's parameters, of which each combination is a curve
 */
export async function plotLoss(
  definition: LossDefinition,
  options: PlotOptions,
  params: Readonly<Record<string, readonly ParameterValue[]>>,
  terminal: Terminal,
): Promise<void> {
  const format = options.format ?? formatFor(options.output);
  const chart = chartOf(definition, { ...options, params });
  const output = openOutput(options.output, terminal);
  const draw: Readonly<Record<Format, () => string>> = {
    terminal: () => drawTerminal(chart, output),
    svg: () => drawSvg(chart),
    json: () => drawJson(chart),
  };
  await output.write([draw[format]()]);
}

/** What a file is to hold, by its name. */
function formatFor(path: string | undefined): Format {
  if (path === undefined || path === '-') return 'terminal';
  const ending = /\.(svg|json)$/i.exec(path)?.[1]?.toLowerCase();
  if (ending === 'svg' || ending === 'json') return ending;
  throw new UserError({
    where: `--output ${quote(path)}`,
    problem: 'expected a name that ends in .svg for a picture or in .json for the points',
    hint: 'or say what to write: --format svg, --format json or --format terminal',
  });
}

/** The options of the loss's own parameters; those that take a number take a list too. */
function listOptions(definition: LossDefinition): readonly Option[] {
  return parameterOptions(definition).map((option) =>
    option.required
      ? numbersOption(option.flags.replace('<number>', '<numbers>'), option.description)
      : option,
  );
}

function settingOptions({ conventions }: LossDefinition): readonly Option[] {
  const names = Object.keys(conventions);
  return [
    new Option(
      '--compat <frameworks>',
      `whose curves: ${names.join(', ')} (default: ${names[0]!})`,
    ).argParser((text) => text.split(',')),
    new Option('--dtype <type>', `${DTYPES.join(' or ')} (default: ${DTYPES[0]})`),
  ];
}

function drawingOptions(): readonly Option[] {
  return [
    new Option('--gradient', 'add the derivative of each curve'),
    new Option('--range <from,to>', 'where the horizontal axis begins and ends').argParser(
      readRange,
    ),
    choiceOption(
      '-f, --format <format>',
      "what to draw (default: terminal, or what the file's name says)",
      FORMATS,
    ),
    new Option('-o, --output <file>', 'write to a file: a picture (.svg) or points (.json)'),
  ];
}

function readRange(text: string): Range {
  const [from, to, ...more] = [readNumbers(text, '--range')].flat();
  const isRange = from !== undefined && to !== undefined && more.length === 0;
  if (isRange && from < to && Number.isFinite(to - from)) return [from, to];
  throw new UserError({
    where: '--range',
    problem: `expected two numbers, the lower first, found ${quote(text)}`,
    hint: 'as in --range -3,3',
  });
}
