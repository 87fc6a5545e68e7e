import { requireFiniteResults, type Baseline } from '../../check/baseline.ts';
import { readBaseline } from '../../check/baseline-schema.ts';
import { quote, UserError } from '../../messages/errors.ts';
import { formatCounted } from '../../text/format-number.ts';
import { jsonString } from '../../output/escape.ts';
import { fileLabel } from '../../sources/index.ts';
import { readJsonFile } from '../terminal/json-file.ts';
import { openOutput } from '../terminal/output.ts';
import type { Terminal } from '../terminal/terminal.ts';

/** @throws UserError when the file cannot be read, or holds no baseline */
export async function readBaselineFile(path: string, terminal: Terminal): Promise<Baseline> {
  const { document, label } = await readJsonFile(path, terminal);
  return readBaseline(document, label);
}

/**
 * Opens the file of a baseline, and returns what writes it, whole or not at all.
 * @throws UserError where nothing can be written, and later for a result that is no finite number
 */
export function openBaselineFile(
  path: string,
  terminal: Terminal,
): (baseline: Baseline) => Promise<void> {
  const output = openOutputAt(path, terminal);
  return async (baseline) => {
    requireFiniteResults(baseline);
    await output.write([`${jsonString(baseline, 2)}\n`]);
    if (path === '-') return;
    const { losses, trueValues } = baseline;
    const of = trueValues ? formatCounted(trueValues.count, 'true value') : 'an engine';
    const counts = `${formatCounted(losses.length, 'result')} of ${of}`;
    terminal.stderr.write(`losscalc: baseline ${fileLabel(path)}: ${counts}\n`);
  };
}

function openOutputAt(path: string, terminal: Terminal): ReturnType<typeof openOutput> {
  try {
    return openOutput(path, terminal);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError({ ...error.complaint, where: `baseline ${quote(path)}` }, { cause: error });
  }
}
