import type { Command } from 'commander';
import { UserError } from '../../messages/errors.ts';
import type { LossDefinition } from '../../losses/definition.ts';
import { inputsOf } from '../../losses/inputs.ts';
import { kebabCase } from '../../messages/names.ts';
import { resolveRequest, type LossOptions } from '../../engine/request.ts';
import { explainAsJson } from '../../output/explain/explain-json.ts';
import { sampleAsJson, sampleAsText } from '../../output/explain/explain-sample.ts';
import { explainAsText } from '../../output/explain/explain-text.ts';
import { givenParameters } from './loss-command.ts';
import { lossFirstCommand } from './loss-first-command.ts';
import type { HelpSection } from './new-command.ts';
import { openOutput } from '../terminal/output.ts';
import { Warnings, type Terminal } from '../terminal/terminal.ts';
import { workSample, type SampleNumbers } from '../../explain/worked-steps.ts';

type ExplainOptions = Pick<LossOptions, 'compat' | 'dtype' | 'epsilon'> &
  Readonly<Record<string, unknown>> & { readonly format?: 'table' | 'json' };

const SECTIONS: readonly HelpSection[] = [
  [
    'Examples',
    `  losscalc explain huber
  losscalc explain bce --true 1 --pred 0.2
  losscalc explain cce --true 0,1,0 --pred 0.1,0.7,0.2 --compat keras`,
  ],
  [
    '',
    `With numbers the computation is shown step by step under each convention.
losscalc explain huber --help shows the options for huber.`,
  ],
];

/**
 * `losscalc explain <loss>`: what a loss is for, its formula, parameters, conventions and a worked example; with the
 * numbers of a sample, how its loss is computed.
 */
export function explainCommand(terminal: Terminal): Command {
  const usage = '<loss> [--true <numbers> --pred <numbers>] [options]';
  return lossFirstCommand<ExplainOptions>(
    {
      name: 'explain',
      usage,
      sections: SECTIONS,
      act: (definition, options) => explain(definition, options, terminal),
    },
    terminal,
  );
}

async function explain(
  definition: LossDefinition,
  options: ExplainOptions,
  terminal: Terminal,
): Promise<void> {
  const sample = givenSample(definition, options);
  const output = openOutput(undefined, terminal);
  if (sample === undefined) {
    requireNoSettings(definition, options);
    await output.write([
      options.format === 'json' ? explainAsJson(definition) : explainAsText(definition, output),
    ]);
    return;
  }
  const { compat, epsilon } = options;
  const settings = {
    compat,
    epsilon,
    dtype: options.dtype,
    params: givenParameters(definition, options),
  };
  const warnings = new Warnings();
  const worked = workSample(definition, sample, settings, warnings.add);
  const { dtype } = resolveRequest(definition, { dtype: options.dtype });
  const explained = { definition, dtype, sample, ...worked };
  await output.write([
    options.format === 'json' ? sampleAsJson(explained) : sampleAsText(explained, output),
  ]);
  warnings.write(terminal);
}

/** The numbers of all inputs, undefined where none are given. Throws a UserError where only some are. */
function givenSample(
  definition: LossDefinition,
  options: ExplainOptions,
): SampleNumbers | undefined {
  const inputs = [...inputsOf(definition)];
  const given = inputs.map(([name]) => name).filter((name) => options[name] !== undefined);
  if (given.length === 0) return undefined;
  const names = inputs.flatMap(([name, { otherwise }]) => (otherwise === undefined ? [name] : []));
  const missing = names.filter((name) => options[name] === undefined);
  if (missing.length > 0) {
    throw new UserError({
      where: missing.map((name) => `--${kebabCase(name)}`).join(', '),
      problem: 'expected a number or a list such as 0,1,0, found nothing',
      hint: `a sample has ${names.map((name) => `--${kebabCase(name)}`).join(' and ')}`,
    });
  }
  const numbers = given.map((name) => [name, [options[name]].flat() as number[]] as const);
  return Object.fromEntries(numbers);
}

/** Settings without numbers to compute with would be ignored in silence. */
function requireNoSettings(definition: LossDefinition, options: ExplainOptions): void {
  const settings = ['compat', 'epsilon', 'dtype', ...Object.keys(definition.parameters)];
  const given = settings.find((name) => options[name] !== undefined);
  if (given === undefined) return;
  const inputs = [...inputsOf(definition).keys()].map((name) => `--${kebabCase(name)} <numbers>`);
  throw new UserError({
    where: `--${kebabCase(given)}`,
    problem: 'expected numbers to compute a loss of, found nothing',
    hint: `add them, ${inputs.join(' ')}, or leave --${kebabCase(given)} out`,
  });
}
