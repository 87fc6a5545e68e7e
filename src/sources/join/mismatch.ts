import { quote, UserError } from '../../messages/errors.ts';
import { formatCount, formatCounted } from '../../text/format-number.ts';
import type { TextNumbers } from '../../text/text-numbers.ts';
import { MOST_EXAMPLES, type Appearances } from './appearances.ts';

/** A file that is joined with others, when all of its rows have been seen. */
export interface SeenFile {
  readonly label: string;
  readonly appearances: Appearances;
}

/** Rows of one file whose keys another has not. */
export interface Unmatched {
  readonly file: SeenFile;
  readonly other: SeenFile;
  readonly count: number;
  /** The first of their keys. */
  readonly keys: readonly number[];
}

/** @throws UserError where a file has a key more than once: which of the rows belongs to another is not known */
export function requireOnce(
  files: readonly SeenFile[],
  keys: TextNumbers,
  on: readonly string[],
): void {
  for (const { label, appearances } of files) {
    const { count, examples } = appearances.repetitions;
    if (count === 0) continue;
    const shown = examples.map(
      ({ key, rows }) => `${shownKey(keys.textOf(key), on)} in rows ${rows.join(' and ')}`,
    );
    throw new UserError({
      where: label,
      problem: `expected every key in one row only, found ${listed(shown, count)}`,
      hint: `--on takes columns that tell all rows apart; several make one key: --on ${on[0]!},COLUMN`,
    });
  }
}

/** The rows of each file that its first, and of the first that each other, has no counterpart of. */
export function unmatchedRows(files: readonly SeenFile[], keys: TextNumbers): Unmatched[] {
  const [first, ...others] = files;
  const pairs = others.flatMap(
    (other) =>
      [
        [first!, other],
        [other, first!],
      ] as const,
  );
  return pairs
    .map(([file, other]) => {
      const examples: number[] = [];
      let count = 0;
      for (let key = 0; key < keys.count; key++) {
        if (file.appearances.rowOf(key) === 0 || other.appearances.rowOf(key) > 0) continue;
        if (count++ < MOST_EXAMPLES) examples.push(key);
      }
      return { file, other, count, keys: examples };
    })
    .filter(({ count }) => count > 0);
}

/** `2 rows of truth.csv have no counterpart in preds.csv: "u7" in row 3, "u9" in row 5`. */
export function unmatchedText(
  { file, other, count, keys: examples }: Unmatched,
  keys: TextNumbers,
  on: readonly string[],
): string {
  const shown = examples.map(
    (key) => `${shownKey(keys.textOf(key), on)} in row ${file.appearances.rowOf(key)}`,
  );
  const verb = count === 1 ? 'has' : 'have';
  return `${formatCounted(count, 'row')} of ${file.label} ${verb} no counterpart in ${other.label}: ${listed(shown, count)}`;
}

function listed(examples: readonly string[], count: number): string {
  const rest = count - examples.length;
  return examples.join(', ') + (rest > 0 ? ` and ${formatCount(rest)} more` : '');
}

/** A key for a message: a text, or a list of them where several columns make it. */
function shownKey(key: string, on: readonly string[]): string {
  if (on.length === 1) return quote(key);
  return (JSON.parse(key) as string[]).map(quote).join(', ');
}
