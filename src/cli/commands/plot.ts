import type { Command } from 'commander';
import type { LossDefinition, ParameterValue } from '../../losses/definition.ts';
import type { Range } from '../../plot/axis.ts';
import { chartOf } from '../../plot/chart.ts';
import { drawJson } from '../../plot/json.ts';
import { drawSvg } from '../../plot/svg.ts';
import { drawTerminal } from '../../plot/terminal.ts';
import { PLOT_FORMATS } from '../catalogue/output.ts';
import { givenParameters } from './loss-command.ts';
import { lossFirstCommand } from './loss-first-command.ts';
import type { HelpSection } from './new-command.ts';
import { openTarget, type OutputOptions } from '../options/output-target.ts';
import type { Terminal } from '../terminal/terminal.ts';

type Format = (typeof PLOT_FORMATS)[number];

interface PlotOptions extends OutputOptions<Format>, Readonly<Record<string, unknown>> {
  readonly compat?: readonly string[] | undefined;
  readonly dtype?: string | undefined;
  readonly range?: Range | undefined;
  readonly gradient?: boolean | undefined;
}

const SECTIONS: readonly HelpSection[] = [
  [
    'Examples',
    `  losscalc plot huber --delta 0.5,1,2
  losscalc plot bce --compat keras,torch --gradient
  losscalc plot mse --range -1,1 -f svg`,
  ],
  ['', `The options are those of the loss: losscalc plot huber --help shows them.`],
];

/** `losscalc plot <loss> [options]`: curves of a loss, in the terminal, as a picture or as points. */
export function plotCommand(terminal: Terminal): Command {
  const usage = '<loss> [options]';
  return lossFirstCommand<PlotOptions>(
    {
      name: 'plot',
      usage,
      sections: SECTIONS,
      act: (definition, options) => plotWithLists(definition, options, terminal),
    },
    terminal,
  );
}

/** Draws a curve for each combination of the values that options list. */
async function plotWithLists(
  definition: LossDefinition,
  options: PlotOptions,
  terminal: Terminal,
): Promise<void> {
  const params = Object.entries(givenParameters(definition, options)).map(
    ([name, value]) => [name, [value as ParameterValue].flat()] as const,
  );
  await plotLoss(definition, options, Object.fromEntries(params), terminal);
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
  const chart = chartOf(definition, { ...options, params });
  const output = openTarget(options, PLOT_FORMATS, () => [], terminal);
  const draw: Readonly<Record<Format, () => string>> = {
    terminal: () => drawTerminal(chart, output),
    svg: () => drawSvg(chart),
    json: () => drawJson(chart),
  };
  await output.write([draw[output.format]()]);
}
