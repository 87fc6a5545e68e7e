import { quote, UserError } from '../../messages/errors.ts';
import { formatCount, formatCounted } from '../../text/format-number.ts';
import { MOST_EXAMPLES, type Appearances } from './appearances.ts';
import type { KeyNumbers, KeyTexts } from './key-numbers.ts';

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
  keys: KeyNumbers,
  on: readonly string[],
): void {
  for (const { label, appearances } of files) {
    const { count, examples } = appearances.repetitions;
    if (count === 0) continue;
    const textsOf = keys.texts();
    const shown = examples.map(
      ({ key, rows }) => `${shownKey(textsOf(key))} in rows ${rows.join(' and ')}`,
    );
    throw new UserError({
      where: label,
      problem: `expected every key in one row only, found ${listed(shown, count)}`,
      hint: `--on takes columns that tell all rows apart; several make one key: --on ${on[0]!},COLUMN`,
    });
  }
}

/** The rows of each file that its first, and of the first that each other, has no counterpart of. */
export function unmatchedRows(files: readonly SeenFile[], keys: KeyNumbers): Unmatched[] {
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
      for (let key = 0; key < keys.end; key++) {
        if (file.appearances.rowOf(key) === 0 || other.appearances.rowOf(key) > 0) continue;
        count++;
        noteExample(examples, key, file.appearances);
      }
      return { file, other, count, keys: examples };
    })
    .filter(({ count }) => count > 0);
}

/** Takes a key among the examples where it stands before one of them, or they are few. */
function noteExample(examples: number[], key: number, appearances: Appearances): void {
  const row = appearances.rowOf(key);
  if (examples.length === MOST_EXAMPLES && row > appearances.rowOf(examples.at(-1)!)) return;
  examples.push(key);
  examples.sort((a, b) => appearances.rowOf(a) - appearances.rowOf(b));
  examples.splice(MOST_EXAMPLES);
}

/** `2 rows of truth.csv have no counterpart in preds.csv: "u7" in row 3, "u9" in row 5`. */
export function unmatchedText(
  { file, other, count, keys: examples }: Unmatched,
  textsOf: (key: number) => KeyTexts,
): string {
  const shown = examples.map(
    (key) => `${shownKey(textsOf(key))} in row ${file.appearances.rowOf(key)}`,
  );
  const verb = count === 1 ? 'has' : 'have';
  return `${formatCounted(count, 'row')} of ${file.label} ${verb} no counterpart in ${other.label}: ${listed(shown, count)}`;
}

function listed(examples: readonly string[], count: number): string {
  const rest = count - examples.length;
  return examples.join(', ') + (rest > 0 ? ` and ${formatCount(rest)} more` : '');
}

/** A key for a message: a text, or a list of them where several columns make it. */
function shownKey(texts: KeyTexts): string {
  return texts.map(quote).join(', ');
}
