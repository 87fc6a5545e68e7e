import { quote, UserError } from '../../messages/errors.ts';
import { listNames } from '../input/columns.ts';
import type { ClassColumns } from '../input/class-columns.ts';
import { NameSets, unknownClass } from '../input/name-sets.ts';
import { isPred, type Selection } from '../input/selection.ts';
import type { TensorInfo } from '../input/inputs.ts';
import { CHAR, type JsonCursor } from './cursor.ts';
import { takeScores } from './labelled-scores.ts';

/** Where the numbers of a row go. */
export interface RowTarget {
  /** Takes the number that a cursor stands before. */
  read(cursor: JsonCursor): void;
  add(value: number): void;
}

/** Reads rows that are no arrays of numbers, but by names. */
export interface RowReader {
  /**
   * Moves the cursor over a row and returns how many numbers were taken; undefined, with the cursor where it was, where
   * there is no such row.
   * @param rest what is left of the key path, with dots; undefined where none of it was taken
   */
  take(cursor: JsonCursor, rest: string | undefined, target: RowTarget): number | undefined;
}

/**
 * Scores with the classes they are of, in whichever order, as classifiers write them: a list
 * (`[{"label": "A", "score": 0.9}, ...]`), an object (`{"A": 0.9, ...}`) or an object of lists (`{"sequence": "...",
 * "labels": ["A", ...], "scores": [0.9, ...]}`).
 */
export class NamedScores implements RowReader {
  #names: readonly string[] | undefined;
  /** Whether the order is none that the user or the data gave. */
  readonly isSorted: boolean;
  #isMet = false;

  /** @param names the classes in their order; without them they are those of the first row, sorted */
  constructor(names: readonly string[] | undefined) {
    this.#names = names;
    this.isSorted = names === undefined;
  }

  /** The classes in their order; undefined where there were no such rows. */
  get names(): readonly string[] | undefined {
    return this.#isMet ? this.#names : undefined;
  }

  take(cursor: JsonCursor, rest: string | undefined, target: RowTarget): number | undefined {
    const scores = new Map<string, number>();
    const start = cursor.position;
    if (!takeScores(cursor, rest, scores)) return undefined;
    this.#isMet = true;
    this.#names ??= [...scores.keys()].sort();
    const names = this.#names;
    for (const [name, position] of scores) {
      if (!names.includes(name)) throw unknownClass(name, names, cursor.where(position));
    }
    for (const name of names) {
      const position = scores.get(name);
      if (position === undefined) throw missingClass(name, names, cursor.where(start));
      target.read(cursor.at(position));
    }
    return names.length;
  }
}

/** Lists of names, of the classes that a sample is of. */
export class NamedClasses implements RowReader {
  readonly #sets: NameSets;
  #isMet = false;

  constructor(sets: NameSets) {
    this.#sets = sets;
  }

  /** Whether there were such rows. */
  get isMet(): boolean {
    return this.#isMet;
  }

  take(cursor: JsonCursor, rest: string | undefined, target: RowTarget): number | undefined {
    if ((rest ?? '') !== '' || cursor.peek() !== CHAR.openBracket) return undefined;
    const inner = cursor.at(cursor.position);
    inner.enter();
    const isEmpty = inner.peek() === CHAR.closeBracket;
    if (!(isEmpty ? this.#sets.areKnown : inner.peek() === CHAR.quote)) return undefined;
    this.#isMet = true;
    const start = cursor.position;
    const names: string[] = [];
    const places: number[] = [];
    cursor.sequence(CHAR.closeBracket, () => {
      if (cursor.peek() !== CHAR.quote) throw cursor.unexpected('the name of a class in quotes');
      places.push(cursor.position);
      names.push(cursor.text(cursor.string()));
    });
    const where = (index?: number): string =>
      cursor.where(index === undefined ? start : places[index]!);
    const row = this.#sets.row(names, where);
    for (const value of row) target.add(value);
    return row.length;
  }
}

/** What reads the rows of an input that are by the names of classes, and what the classes are. */
export class NamedRows {
  readonly #scores: NamedScores | undefined;
  readonly #classes: NamedClasses | undefined;
  readonly #columns: ClassColumns | undefined;

  /** @throws UserError for names of classes that do not fit the columns of pred */
  constructor(selection: Selection, columns: ClassColumns | undefined) {
    const { layout, nameSets, classNames } = selection;
    this.#columns = columns;
    if (layout === 'rows' && isPred(selection)) this.#scores = new NamedScores(classNames);
    else if (layout === 'rows' && columns?.areLabels) this.#scores = new NamedScores(columns.names);
    this.#classes = nameSets && new NamedClasses(new NameSets(nameSets, columns));
  }

  get readers(): readonly RowReader[] {
    return [this.#scores, this.#classes].filter((reader) => reader !== undefined);
  }

  /** Whether there were such rows. */
  get areMet(): boolean {
    return this.#scores?.names !== undefined || this.#classes?.isMet === true;
  }

  /** What is known of the columns by such rows; nothing where there were none. */
  get info(): Pick<TensorInfo, 'columns' | 'isByNames' | 'isSorted' | 'match'> {
    if (!this.areMet) return {};
    if (this.#columns) return { columns: this.#columns.names, isByNames: true };
    const columns = this.#scores!.names!;
    return { columns, isSorted: this.#scores!.isSorted, match: { by: 'labels', columns } };
  }
}

function missingClass(name: string, names: readonly string[], where: string): UserError {
  return new UserError({
    where,
    problem: `expected a score for each of ${listNames(names)}, found none for ${quote(name)}`,
    hint: 'every row has the same labels; a classifier may have to be asked for all of them, as with top_k=None',
  });
}
