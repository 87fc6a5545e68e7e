import { UserError } from '../errors.ts';
import type { LossRequest } from '../request.ts';
import { checkShapes, inputsAmong, shapeError } from '../shapes.ts';
import { openInputs } from '../sources/index.ts';
import type { Inputs, Selection } from '../sources/types.ts';
import { Suite, type SuiteOptions, type SuiteOutcome } from '../suite/suite.ts';
import { selectInputs, type InputOptions } from './inputs.ts';
import type { NamedRequest } from './loss-spec.ts';
import { ProgressReport } from './progress.ts';
import { readOptions, type ReadingOptions } from './read-inputs.ts';
import type { Terminal } from './terminal.ts';

/** Where the losses of a suite are read from. */
export interface SuiteInputs extends InputOptions, ReadingOptions {
  /** The table whose columns the inputs are; without it they are files. */
  readonly table: string | undefined;
}

/** Columns of text are inputs called so, lest one that is called `pred` be taken for the predictions. */
const TEXT_PREFIX = 'text:';

/** The input that a column of text is read as. */
export function textInput(column: string): string {
  return TEXT_PREFIX + column;
}

/** The column that such an input is read from. */
export function textColumn(input: string): string {
  return input.slice(TEXT_PREFIX.length);
}

/**
 * Computes several losses of the same inputs in one pass.
 * @param texts columns of text that the options speak of
 * @throws UserError for inputs that cannot be read, or fit one of the losses not
 */
export async function runSuite(
  losses: readonly NamedRequest[],
  given: SuiteInputs,
  texts: readonly string[],
  options: SuiteOptions & { readonly verbose?: boolean | undefined },
  terminal: Terminal,
): Promise<SuiteOutcome> {
  const requests = losses.map(({ request }) => request);
  const selections = [...lossSelections(requests, given), ...textSelections(given.table, texts)];
  const inputs = await openInputs(selections, readOptions(given, terminal, options.warn));
  const progress = new ProgressReport(terminal, inputs);
  try {
    for (const request of requests) await requireShapes(request, inputs);
    const suite = new Suite(requests, inputs.tensors, options);
    for await (const block of inputs.blocks()) {
      suite.push(block);
      progress.add(block.rows);
    }
    progress.clear();
    if (options.verbose) terminal.stderr.write(`losscalc: ${progress.summary}\n`);
    return suite.finish(inputs.skipped);
  } finally {
    progress.clear();
    await inputs.close();
  }
}

/** The inputs of all losses, each once. */
function lossSelections(requests: readonly LossRequest[], given: SuiteInputs): Selection[] {
  const selections = new Map<string, Selection>();
  for (const { definition, axis } of requests) {
    for (const selection of selectInputs(definition, given.table, given, axis)) {
      const known = selections.get(selection.input);
      selections.set(selection.input, known?.labels ? known : { ...known, ...selection });
    }
  }
  return [...selections.values()];
}

function textSelections(table: string | undefined, texts: readonly string[]): Selection[] {
  const columns = [...new Set(texts)];
  if (columns.length > 0 && table === undefined) {
    throw new UserError({
      where: columns.join(', '),
      problem: 'expected a table that has this column, found files for the inputs',
      hint: 'name the table first: TABLE --true COLUMN --pred COLUMN',
    });
  }
  return columns.map((column) => {
    return { input: textInput(column), path: table!, part: column, layout: 'text' as const };
  });
}

async function requireShapes(request: LossRequest, inputs: Inputs): Promise<void> {
  const { definition } = request;
  if (checkShapes(request, inputsAmong(definition, inputs.tensors))) return;
  throw shapeError(request, inputsAmong(definition, await inputs.measure()));
}
