import { Option, type Command } from 'commander';
import { Diff, planDiff, type DiffResult } from '../../diff/diff.ts';
import type { LossDefinition } from '../../losses/definition.ts';
import { inputsOf } from '../../losses/inputs.ts';
import type { LossOptions } from '../../engine/request.ts';
import { readInto } from '../../sources/index.ts';
import { watchReading } from '../terminal/progress.ts';
import { diffAsJson } from '../../output/diff/diff-json.ts';
import { diffAsMarkdown, diffAsTable } from '../../output/diff/diff-text.ts';
import { selectInputs, type InputOptions } from '../options/inputs.ts';
import {
  addGroup,
  computationOptions,
  givenParameters,
  inputOptions,
  ownOptions,
} from './loss-command.ts';
import { lossFirstCommand } from './loss-first-command.ts';
import { choiceOption, countOption } from '../options/options.ts';
import { openOutput } from '../terminal/output.ts';
import { openLossInputs, type ReadingOptions } from '../options/read-inputs.ts';
import { writeWarnings, type Terminal } from '../terminal/terminal.ts';

const FORMATS = ['table', 'json', 'markdown'] as const;

interface DiffOptions
  extends
    InputOptions,
    ReadingOptions,
    Pick<LossOptions, 'dtype' | 'reduction' | 'axis' | 'epsilon'> {
  readonly format: (typeof FORMATS)[number];
  readonly precision?: number | undefined;
  readonly output?: string | undefined;
}

const EXAMPLES = `Examples:
  losscalc diff bce fixtures/essay/table.csv --true y --pred yhat
  losscalc diff cce fixtures/essay/classes.csv --true y0-y2 --pred p0-p2 -f json

The options are those of the loss: losscalc diff bce --help shows them.`;

/** `losscalc diff <loss> ...`: a loss under every convention that has it, and what makes the difference. */
export function diffCommand(terminal: Terminal): Command {
  const ofLoss = (definition: LossDefinition, command: Command): void => {
    command.argument('[table]', 'a table whose columns are the sources; - is standard input');
    addGroup(command, 'Inputs:', inputOptions(inputsOf(definition)));
    addGroup(command, 'Loss:', [...ownOptions(definition), ...computationOptions()]);
    addGroup(command, 'Output:', outputOptions());
    command.action(async (table: string | undefined) => {
      const options = command.opts<DiffOptions>();
      await runDiff(definition, table, options, terminal);
    });
  };
  const usage = '<loss> [table] --true <source> --pred <source> [options]';
  return lossFirstCommand({ name: 'diff', usage, examples: EXAMPLES, ofLoss }, terminal);
}

function outputOptions(): readonly Option[] {
  return [
    choiceOption('-f, --format <format>', 'how to print', FORMATS).default('table', 'table'),
    countOption('--precision <digits>', 'significant digits of results'),
    new Option('-o, --output <file>', 'write to a file, whole or not at all'),
  ];
}

async function runDiff(
  definition: LossDefinition,
  table: string | undefined,
  options: DiffOptions,
  terminal: Terminal,
): Promise<void> {
  const { dtype, reduction, epsilon, axis = -1, format, precision } = options;
  const params = givenParameters(definition, options);
  const plan = planDiff(definition, { dtype, reduction, axis, epsilon, params });
  const selections = selectInputs(definition, table, options, axis);
  const output = openOutput(options.output, terminal);
  const warnings = new Set<string>();
  const warn = (message: string): void => void warnings.add(message);

  const inputs = await openLossInputs(plan.requests[0]!, selections, options, terminal, warn);
  const diff = await readInto(
    inputs,
    ({ tensors }) => new Diff(plan, tensors, warn),
    watchReading(terminal),
  );
  const result = diff.finish(inputs.skipped);

  const asText: Readonly<Record<typeof format, (result: DiffResult) => string>> = {
    table: (each) => diffAsTable(each, precision, output),
    json: (each) => diffAsJson(each, precision),
    markdown: (each) => diffAsMarkdown(each, precision),
  };
  await output.write([asText[format](result)]);
  writeWarnings(terminal, warnings);
}
