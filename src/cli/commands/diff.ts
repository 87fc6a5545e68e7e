import type { Command } from 'commander';
import { Diff, planDiff, type DiffResult } from '../../diff/diff.ts';
import type { LossDefinition } from '../../losses/definition.ts';
import type { LossOptions } from '../../engine/request.ts';
import { readInto, type FileSet } from '../../sources/index.ts';
import { watchReading } from '../terminal/progress.ts';
import { diffAsJson } from '../../output/diff/diff-json.ts';
import { diffAsMarkdown, diffAsTable } from '../../output/diff/diff-text.ts';
import { optionsFor } from '../catalogue/index.ts';
import { filesRead, selectInputs, type InputOptions } from '../options/inputs.ts';
import { givenParameters } from './loss-command.ts';
import { lossFirstCommand } from './loss-first-command.ts';
import type { HelpSection } from './new-command.ts';
import { openTarget, type OutputOptions } from '../options/output-target.ts';
import { tableOf } from '../options/table.ts';
import { alongOneAxis, requireSameAxis, skipping } from './suite-run.ts';
import { readLists, requireLists } from './reading-lists.ts';
import { openLossInputs, type ReadingOptions } from '../options/read-inputs.ts';
import { Warnings, type Terminal } from '../terminal/terminal.ts';

const FORMATS = ['table', 'json', 'markdown'] as const;
type DiffFormat = (typeof FORMATS)[number];

interface DiffOptions
  extends
    InputOptions,
    ReadingOptions,
    OutputOptions<DiffFormat>,
    Pick<LossOptions, 'dtype' | 'reduction' | 'axis' | 'epsilon'> {
  readonly precision?: number | undefined;
}

const SECTIONS: readonly HelpSection[] = [
  [
    'Examples',
    `  losscalc diff bce fixtures/essay/table.csv --true y --pred yhat
  losscalc diff cce fixtures/essay/classes.csv --true y0-y2 --pred p0-p2 -f json`,
  ],
  ['', `The options are those of the loss: losscalc diff bce --help shows them.`],
];

/** `losscalc diff <loss> ...`: a loss under every convention that has it, and what makes the difference. */
export function diffCommand(terminal: Terminal): Command {
  const usage = '<loss> [table...] --true <source> --pred <source> [options]';
  return lossFirstCommand<DiffOptions>(
    {
      name: 'diff',
      usage,
      sections: SECTIONS,
      act: async (definition, options, paths) => {
        const table = await tableOf(paths, options, terminal);
        await runDiff(definition, table, options, terminal);
      },
    },
    terminal,
  );
}

async function runDiff(
  definition: LossDefinition,
  table: FileSet | undefined,
  options: DiffOptions,
  terminal: Terminal,
): Promise<void> {
  const { dtype, reduction, epsilon, axis, precision } = options;
  const params = givenParameters(definition, options);
  const planned = planDiff(definition, { dtype, reduction, axis, epsilon, params });
  const plan = { ...planned, requests: alongOneAxis(skipping(planned.requests, options), {}) };
  const selections = selectInputs(plan.requests[0]!, table, options);
  const read = (): string[] => filesRead(table, options, optionsFor('diff', definition));
  const output = openTarget(options, FORMATS, read, terminal);
  const warnings = new Warnings(options);
  const warn = warnings.add;

  requireLists(plan.requests, options, {});
  const result = await readLists({ requests: plan.requests, selections, options }, async (as) => {
    const [request] = plan.requests;
    const inputs = await openLossInputs(request!, selections, options, terminal, warn, as);
    const diff = await readInto(
      inputs,
      ({ tensors }) => {
        requireSameAxis(plan.requests, tensors, 'name one for all: --axis -1');
        return new Diff(plan, tensors, warn);
      },
      watchReading(terminal),
    );
    return diff.finish(inputs.read);
  });

  const asText: Readonly<Record<DiffFormat, (result: DiffResult) => string>> = {
    table: (each) => diffAsTable(each, precision, output),
    json: (each) => diffAsJson(each, precision),
    markdown: (each) => diffAsMarkdown(each, precision),
  };
  await output.write([asText[output.format](result)]);
  warnings.write(terminal);
}
