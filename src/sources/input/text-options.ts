import { UserError } from '../../messages/errors.ts';
import { isSeparated, isText, titlesOf, type InputFormat } from './formats.ts';
import type { ReadOptions } from './read-options.ts';

type TextOptions = Pick<ReadOptions, 'notation' | 'comment' | 'encoding'>;

/** The options as a format takes them: JSON writes numbers in one way only, and may hold values that are missing. */
export function optionsOfFormat<Options extends TextOptions>(
  format: InputFormat,
  options: Options,
): Options {
  const { notation } = options;
  if (isSeparated(format) || notation === undefined) return options;
  return { ...options, notation: notation.missing && { missing: notation.missing } };
}

/**
 * JSON is UTF-8 by its definition, unless the user says otherwise.
 * @param marked the encoding that a byte order mark tells, where it is another
 * @throws UserError where it is another and nothing is said
 */
export function requireUtf8(
  format: InputFormat,
  marked: string | undefined,
  { encoding }: TextOptions,
  where: string,
): void {
  if (marked === undefined || encoding !== undefined || isSeparated(format)) return;
  throw new UserError({
    where,
    problem: `expected JSON in UTF-8, found ${marked}`,
    hint: `--encoding ${marked} reads it nevertheless`,
  });
}

/**
 * Options that are of no use to any file are a mistake, and so is a missing value that a file would be read without.
 * @param formats by what files are called
 * @throws UserError where there are such
 */
export function requireUse(
  { notation, comment, encoding }: TextOptions,
  formats: ReadonlyMap<string, InputFormat>,
): void {
  const files = [...formats];
  const areText = files.filter(([, format]) => isText(format));
  const binary = files.find(([, format]) => !isText(format));
  if (notation?.missing && binary) throw useless('--missing-value', 'text', binary);
  if (encoding !== undefined && areText.length === 0)
    throw useless('--encoding', 'text', files[0]!);
  if (files.some(([, format]) => isSeparated(format))) return;
  const ofTables = {
    '--decimal': notation?.decimal,
    '--thousands': notation?.thousands,
    '--comment': comment,
  };
  const given = Object.entries(ofTables).find(([, value]) => value !== undefined);
  if (given) throw useless(given[0], 'table', files[0]!);
}

function useless(
  option: string,
  kind: 'text' | 'table',
  [file, format]: readonly [string, InputFormat],
): UserError {
  const formats =
    kind === 'text' ? titlesOf(({ magic }) => magic === undefined) : 'a table of text, CSV or TSV';
  return new UserError({
    where: option,
    problem: `expected ${formats}, found ${format} in ${file}`,
    hint: `leave ${option} out: it says how text is read`,
  });
}
