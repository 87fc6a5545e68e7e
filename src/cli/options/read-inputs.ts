import { quote, UserError } from '../../messages/errors.ts';
import type { LossRequest } from '../../engine/request.ts';
import { checkShapes, shapeError } from '../../engine/shapes.ts';
import {
  isDelimiter,
  openInputs,
  type Delimiter,
  type InputFormat,
  type Inputs,
  type JoinPolicy,
  type KeyOptions,
  type MissingPolicy,
  type ReadOptions,
  type Selection,
} from '../../sources/index.ts';
import type { Columns } from './read-values.ts';
import type { Terminal, WarningOptions } from '../terminal/terminal.ts';

/** The options that say how inputs are read, as commander hands them over. */
export interface ReadingOptions extends WarningOptions {
  readonly inputFormat?: InputFormat | undefined;
  readonly delimiter?: string | undefined;
  readonly header?: boolean | undefined;
  readonly missing: MissingPolicy;
  readonly jsonNan?: boolean | undefined;
  readonly threads?: number | undefined;
  /** Columns that make the key by which files are joined. */
  readonly on?: Columns | undefined;
  readonly join?: JoinPolicy | undefined;
}

/**
 * How inputs are read, for the readers of files.
 * @throws UserError for a kind of join without a key
 */
export function readOptions(
  { inputFormat, delimiter, header, missing, jsonNan, threads, ...joining }: ReadingOptions,
  terminal: Terminal,
  warn: (message: string) => void,
): ReadOptions {
  // Standard input is opened when it is read.
  const stdin = (): Terminal['stdin'] => terminal.stdin;
  return {
    format: inputFormat,
    delimiter: delimiter === undefined ? undefined : readDelimiter(delimiter),
    header,
    missing,
    jsonNan,
    threads,
    keys: keyOptions(joining),
    stdin,
    warn,
  };
}

/** @throws UserError for what cannot separate cells */
function readDelimiter(text: string): Delimiter {
  const character = text === 'tab' || text === '\\t' ? '\t' : text;
  if (isDelimiter(character)) return character;
  throw new UserError({
    where: '--delimiter',
    problem: `expected one character that is no part of a number, or tab, found ${quote(text)}`,
    hint: "write it in quotes: --delimiter ';'",
  });
}

function keyOptions({ on, join }: Pick<ReadingOptions, 'on' | 'join'>): KeyOptions | undefined {
  if (on !== undefined) return { on, join: join ?? 'exact' };
  if (join === undefined) return undefined;
  throw new UserError({
    where: `--join ${join}`,
    problem: 'expected a key to join by, found none',
    hint: 'name its column: --on id',
  });
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
