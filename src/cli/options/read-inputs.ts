import { quote, UserError } from '../../messages/errors.ts';
import type { LossRequest } from '../../engine/request.ts';
import { shapeErrorOfFiles } from '../../engine/shape-hint.ts';
import { checkShapes } from '../../engine/shapes.ts';
import { DECIMALS, THOUSANDS, type Notation } from '../../text/notation.ts';
import {
  BLANKS,
  isCommentMark,
  isDelimiter,
  openInputs,
  parseRowFilter,
  type Delimiter,
  type InputFormat,
  type Inputs,
  type JoinPolicy,
  type KeyForm,
  type KeyOptions,
  type MissingPolicy,
  type ReadOptions,
  type Selection,
} from '../../sources/index.ts';
import { readChoice, type Columns } from './read-values.ts';
import { originsOf, type TableOptions } from './table.ts';
import type { Terminal, WarningOptions } from '../terminal/terminal.ts';

/** The options that say how inputs are read, as commander hands them over. */
export interface ReadingOptions extends WarningOptions, TableOptions {
  readonly inputFormat?: InputFormat | undefined;
  readonly delimiter?: string | undefined;
  readonly header?: boolean | undefined;
  readonly decimal?: string | undefined;
  readonly thousands?: string | undefined;
  readonly missingValue?: readonly string[] | undefined;
  readonly comment?: string | undefined;
  readonly encoding?: string | undefined;
  readonly missing: MissingPolicy;
  readonly jsonNan?: boolean | undefined;
  readonly threads?: number | undefined;
  readonly where?: string | undefined;
  /** The column whose texts tell lists of items apart. */
  readonly group?: string | undefined;
  /** Of training series: how many values a season has, and the column that names series in all files. */
  readonly season?: number | undefined;
  readonly series?: string | undefined;
  /** Columns that make the key by which files are joined. */
  readonly on?: Columns | undefined;
  readonly join?: JoinPolicy | undefined;
  /** Which keys are the same. */
  readonly keys?: KeyForm | undefined;
}

/** How lists are read. */
export interface ListReading {
  /** Whether items are held until all have been read, where lists have keys. */
  readonly holds?: boolean;
  /** Whether rows may have different lengths. */
  readonly areLists?: boolean;
}

/**
 * How inputs are read, for the readers of files.
 * @throws UserError for a kind of join without a key
 */
export function readOptions(
  options: ReadingOptions,
  terminal: Terminal,
  warn: (message: string) => void,
  { holds = false, areLists }: ListReading = {},
): ReadOptions {
  const { inputFormat, delimiter, header, missing, jsonNan, threads, comment, encoding } = options;
  const { where, group } = options;
  return {
    format: inputFormat,
    delimiter: delimiter === undefined ? undefined : readDelimiter(delimiter),
    notation: notationOf(options),
    comment: comment === undefined ? undefined : readCommentMark(comment),
    encoding,
    header,
    missing,
    jsonNan,
    threads,
    where: where === undefined ? undefined : parseRowFilter(where),
    group: group === undefined ? undefined : { column: group, holds },
    areLists,
    keys: keyOptions(options),
    ...originsOf(options, terminal),
    warn,
  };
}

const NAMED: Readonly<Partial<Record<string, Delimiter>>> = {
  tab: '\t',
  '\\t': '\t',
  space: BLANKS,
};

/** @throws UserError for what cannot separate cells */
function readDelimiter(text: string): Delimiter {
  const character = NAMED[text] ?? text;
  if (isDelimiter(character)) return character;
  throw new UserError({
    where: '--delimiter',
    problem: `expected one character that is no part of a number, or tab or space, found ${quote(text)}`,
    hint: "write it in quotes: --delimiter ';'",
  });
}

/** @throws UserError for what may begin a row */
function readCommentMark(text: string): string {
  if (isCommentMark(text)) return text;
  throw new UserError({
    where: '--comment',
    problem: `expected what no row begins with, such as #, found ${quote(text)}`,
    hint: "write it in quotes: --comment '#'",
  });
}

/**
 * How numbers are written, where anything is said about it.
 * @throws UserError where one character would have two meanings
 */
function notationOf(options: ReadingOptions): Notation | undefined {
  const { missingValue = [] } = options;
  const decimal = readCharacter(options.decimal, '--decimal', DECIMALS);
  const thousands = readCharacter(options.thousands, '--thousands', THOUSANDS);
  if (thousands !== undefined && thousands === (decimal ?? '.')) {
    throw new UserError({
      where: `--thousands ${thousands}`,
      problem: `expected another character than that before decimals, found ${quote(thousands)} for both`,
      hint:
        thousands === '.'
          ? '--decimal , says that decimals come after a comma'
          : '--decimal . says that decimals come after a point',
    });
  }
  const missing = missingValue.length === 0 ? undefined : missingValue.flatMap((t) => t.split(','));
  if (decimal === undefined && thousands === undefined && !missing) return undefined;
  return { decimal, thousands, missing };
}

function readCharacter<Character extends string>(
  text: string | undefined,
  where: string,
  choices: readonly Character[],
): Character | undefined {
  return text === undefined ? undefined : readChoice(text === ' ' ? 'space' : text, where, choices);
}

type JoiningOptions = Pick<ReadingOptions, 'on' | 'join' | 'keys'>;

function keyOptions({ on, join, keys }: JoiningOptions): KeyOptions | undefined {
  if (on !== undefined) return { on, join: join ?? 'exact', form: keys };
  if (join === undefined && keys === undefined) return undefined;
  throw new UserError({
    where: join === undefined ? `--keys ${keys!}` : `--join ${join}`,
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
  as: ListReading = {},
): Promise<Inputs> {
  const inputs = await openInputs(selections, readOptions(options, terminal, warn, as));
  if (!checkShapes(request, inputs.tensors)) {
    throw shapeErrorOfFiles(request, await inputs.measure(), inputs.tensors);
  }
  return inputs;
}
