import type { LossRequest } from '../request.ts';
import { checkShapes, shapeError } from '../shapes.ts';
import { openInputs } from '../sources/index.ts';
import type {
  InputFormat,
  Inputs,
  MissingPolicy,
  ReadOptions,
  Selection,
} from '../sources/types.ts';
import type { Terminal } from './terminal.ts';

/** The options that say how inputs are read, as commander hands them over. */
export interface ReadingOptions {
  readonly inputFormat?: InputFormat | undefined;
  readonly header?: boolean | undefined;
  readonly missing: MissingPolicy;
  readonly threads?: number | undefined;
}

/** How inputs are read, for the readers of files. */
export function readOptions(
  { inputFormat, header, missing, threads }: ReadingOptions,
  terminal: Terminal,
  warn: (message: string) => void,
): ReadOptions {
  // Standard input is opened when it is read.
  const stdin = (): Terminal['stdin'] => terminal.stdin;
  return { format: inputFormat, header, missing, threads, stdin, warn };
}

/** Opens the inputs of a loss. Throws a UserError when they cannot be read or do not fit each other. */
export async function openLossInputs(
  request: LossRequest,
  selections: readonly Selection[],
  options: ReadingOptions,
  terminal: Terminal,
  warn: (message: string) => void,
): Promise<Inputs> {
  const inputs = await openInputs(selections, readOptions(options, terminal, warn));
  if (!checkShapes(request, inputs.tensors)) throw shapeError(request, await inputs.measure());
  return inputs;
}
