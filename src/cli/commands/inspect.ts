import type { Command } from 'commander';
import type { Inspection } from '../../inspect/inspection.ts';
import { inspectFiles } from '../../inspect/inspect-files.ts';
import { UserError } from '../../messages/errors.ts';
import { inspectionAsJson } from '../../output/inspect/inspect-json.ts';
import { inspectionAsMarkdown } from '../../output/inspect/inspect-markdown.ts';
import { inspectionAsTable } from '../../output/inspect/inspect-table.ts';
import { openTarget, type OutputOptions } from '../options/output-target.ts';
import { readOptions, type ReadingOptions } from '../options/read-inputs.ts';
import { tableOf } from '../options/table.ts';
import type { Output } from '../terminal/output.ts';
import { watchReading } from '../terminal/progress.ts';
import { Warnings, type Terminal } from '../terminal/terminal.ts';
import { newCommand } from './new-command.ts';

const RENDERERS = {
  table: inspectionAsTable,
  json: inspectionAsJson,
  markdown: inspectionAsMarkdown,
} satisfies Record<string, (inspection: Inspection, output: Output) => string>;
type InspectFormat = keyof typeof RENDERERS;

interface InspectOptions extends Omit<ReadingOptions, 'missing'>, OutputOptions<InspectFormat> {
  readonly true?: string | undefined;
  readonly pred?: string | undefined;
}

const EXAMPLES = `  losscalc inspect fixtures/essay/table.csv
  losscalc inspect fixtures/essay/classes.csv --true y0-y2 --pred p0-p2 -f json`;

/** `losscalc inspect`: what is in files, and the loss that would fit. */
export function inspectCommand(terminal: Terminal): Command {
  const command = newCommand('inspect', terminal).endHelpWith(() => [['Examples', EXAMPLES]]);
  return command.action(async (paths: readonly string[]) => {
    const options = command.opts<InspectOptions>();
    await inspect(paths, options, terminal);
  });
}

async function inspect(
  paths: readonly string[],
  options: InspectOptions,
  terminal: Terminal,
): Promise<void> {
  const files = await tableOf(paths, options, terminal);
  if (!files) {
    throw new UserError({
      where: 'inspect',
      problem: 'expected a file, found nothing',
      hint: 'losscalc inspect FILE, or a folder, or a pattern in quotes',
    });
  }
  const read = (): string[] => files.files.map(({ path }) => path);
  const output = openTarget(options, ['table', 'json', 'markdown'], read, terminal);
  // Where they are no errors, warnings are findings.
  const { add } = new Warnings(options);
  const inspection = await inspectFiles({
    files,
    paths: options.filesFrom === undefined ? paths : undefined,
    sources: { true: options.true, pred: options.pred },
    reading: readOptions({ ...options, missing: 'nan' }, terminal, add),
    watch: watchReading(terminal),
  });
  await output.write([RENDERERS[output.format](inspection, output)]);
}
