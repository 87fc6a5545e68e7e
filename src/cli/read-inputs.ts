import type { LossRequest } from '../request.ts';
import { checkShapes, shapeError } from '../shapes.ts';
import { openInputs } from '../sources/index.ts';
import type { InputFormat, Inputs, MissingPolicy, Selection } from '../sources/types.ts';
import type { Terminal } from './terminal.ts';

/** The options that say how inputs are read, as commander hands them over. */
export interface ReadingOptions {
  readonly inputFormat?: InputFormat | undefined;
  readonly header?: boolean | undefined;
  readonly missing: MissingPolicy;
  readonly threads?: number | undefined;
}

/** Opens the inputs of a loss. Throws a UserError when they cannot be read or do not fit each other. */
export async function openLossInputs(
  request: LossRequest,
  selections: readonly Selection[],
  { inputFormat, header, missing, threads }: ReadingOptions,
  terminal: Terminal,
  warn: (message: string) => void,
): Promise<Inputs> {
  const options = {
    format: inputFormat,
    header,
    missing,
    threads,
    stdin: () => terminal.stdin,
    warn,
  };
  const inputs = await openInputs(selections, options);
  if (!checkShapes(request, inputs.tensors)) throw shapeError(request, await inputs.measure());
  return inputs;
}
