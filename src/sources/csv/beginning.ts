import { BlankSeparated } from '../bytes/blank-separated.ts';
import { ByteReader } from '../bytes/byte-reader.ts';
import { skipByteOrderMark } from '../bytes/utf8.ts';
import { BLANKS, type Delimiter, type SeparatedFormat } from '../input/formats.ts';
import type { ReadOptions } from '../input/read-options.ts';
import { skipComments } from './comments.ts';
import { findDelimiter } from './delimiter.ts';

/** A table before its first row. */
export interface TableBeginning {
  /** What is left of it; where blanks separate cells, with one space for each run of them. */
  readonly bytes: ByteReader;
  readonly delimiter: Delimiter;
  /** How many lines before it are comments. */
  readonly comments: number;
  /** The number of the line that comes next. */
  readonly line: number;
}

/**
 * Passes over what comes before the first row of a table, and finds what separates its cells.
 * @throws UserError if nothing does that can
 */
export async function beginTable(
  stored: ByteReader,
  format: SeparatedFormat,
  options: Pick<ReadOptions, 'delimiter' | 'comment' | 'notation'>,
): Promise<TableBeginning> {
  const { delimiter: given, comment } = options;
  await skipByteOrderMark(stored);
  const isBlankSeparated = given === BLANKS;
  const bytes = isBlankSeparated ? new ByteReader(new BlankSeparated(stored, comment)) : stored;
  const comments = await skipComments(bytes, comment);
  const { delimiter, firstLine } = await findDelimiter(bytes, format, options);
  return { bytes, delimiter, comments, line: comments + firstLine };
}
