import { closest } from '../../messages/closest.ts';
import { quote, UserError, type Complaint } from '../../messages/errors.ts';
import { commentHint, hintOfFormat, separatorHint, separatorIn } from '../csv/separator.ts';

const MOST_LISTED = 10;
const LONGEST_NAME = 100;
// Of at most 15 digits, which a double counts one by one.
const NUMBERED = /^(.*?)(\d{1,15})$/s;

/** The error that a table has no column of a name. */
export class NoSuchColumn extends UserError {
  readonly column: string;

  constructor(column: string, complaint: Complaint) {
    super(complaint);
    this.column = column;
  }

  /** The same with more of a hint. */
  withHint(before: string, after: string): NoSuchColumn {
    const { hint = '', ...complaint } = this.complaint;
    return new NoSuchColumn(this.column, { ...complaint, hint: `${before}${hint}${after}` });
  }
}

/** The columns of a table: their names, where it has a header, or else how many they are. */
export class Columns {
  readonly count: number;
  readonly #names: readonly string[] | undefined;
  /** By name, the indices of the columns that have it. */
  readonly #byName = new Map<string, number[]>();
  /** The table's file, for messages. */
  readonly #label: string;

  constructor(label: string, count: number, names?: readonly string[]) {
    this.#label = label;
    this.count = count;
    this.#names = names?.map(trimmed);
    this.#names?.forEach((name, index) => {
      const indices = this.#byName.get(name);
      if (indices) indices.push(index);
      else this.#byName.set(name, [index]);
    });
  }

  /** How messages name a column: `column "score"`, or `column 2` where it has no name of its own. */
  describe(index: number): string {
    const name = this.#names?.[index];
    return name && this.#byName.get(name)!.length === 1
      ? `column ${quote(name)}`
      : `column ${index + 1}`;
  }

  /**
   * The indices of the columns a part of the table consists of: a comma list of names, 1-based positions and
   * ranges of either; all columns without one. A name goes before a position or a range that reads the same.
   * `p0-p9` are the columns named with the numbers from 0 to 9, `a-d` those from a to d as they stand.
   * @param except columns that are left out where there is no part
   * @throws UserError if there is no such column, a name is not unique or a column is chosen twice
   */
  select(part: string | undefined, except: readonly string[] = []): number[] {
    if (part === undefined) return this.#allBut(except);
    const whole = trimmed(part);
    const items = this.#byName.has(whole) ? [whole] : whole.split(',').map(trimmed);
    const indices = items.flatMap((item) => this.#resolve(item));
    const seen = new Set<number>();
    const twice = indices.find((index) => seen.size === seen.add(index).size);
    if (twice !== undefined) {
      throw this.#error(`${this.describe(twice)} is chosen twice by ${quote(part)}`);
    }
    return indices;
  }

  #allBut(except: readonly string[]): number[] {
    for (const name of this.#byName.keys()) this.#unique(name);
    const others = new Set(except.flatMap((item) => this.#resolve(item)));
    return Array.from({ length: this.count }, (_, index) => index).filter(
      (index) => !others.has(index),
    );
  }

  #resolve(item: string): number[] {
    if (this.#byName.has(item)) return [this.#unique(item)];
    if (isDigits(item)) return [this.#position(item)];
    const range = this.#splitRange(item);
    if (range === undefined) throw this.#unknown(item);
    const [first, last] = range;
    if (!this.#byName.has(first) || !this.#byName.has(last)) {
      return this.#run(item, this.#position(first), this.#position(last));
    }
    return (
      this.#numbered(item, first, last) ?? this.#run(item, this.#unique(first), this.#unique(last))
    );
  }

  /** The ends of a range; names may contain hyphens themselves. */
  #splitRange(item: string): [string, string] | undefined {
    for (let hyphen = item.indexOf('-'); hyphen !== -1; hyphen = item.indexOf('-', hyphen + 1)) {
      const first = trimmed(item.slice(0, hyphen));
      const last = trimmed(item.slice(hyphen + 1));
      const areNames = this.#byName.has(first) && this.#byName.has(last);
      if (areNames || (isDigits(first) && isDigits(last))) return [first, last];
    }
    return undefined;
  }

  /** The columns of a range as they stand in the table. */
  #run(range: string, first: number, last: number): number[] {
    if (first > last) throw this.#error(`the range ${quote(range)} runs backwards`);
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  }

  /**
   * The columns of a range between names that differ in a number at their end, by that number: a table may
   * have them in another order (p0, p1, p10, p2) or others between them.
   */
  #numbered(range: string, first: string, last: string): number[] | undefined {
    const [, prefix, digits = ''] = NUMBERED.exec(first) ?? [];
    const [, lastPrefix, lastDigits] = NUMBERED.exec(last) ?? [];
    if (prefix === undefined || prefix !== lastPrefix) return undefined;
    if (Number(digits) > Number(lastDigits)) {
      throw this.#error(`the range ${quote(range)} runs backwards`);
    }
    const indices: number[] = [];
    for (let number = Number(digits); number <= Number(lastDigits); number++) {
      const name = prefix + String(number).padStart(digits.length, '0');
      if (!this.#byName.has(name)) throw this.#unknown(name, ` of the range ${quote(range)}`);
      indices.push(this.#unique(name));
    }
    return indices;
  }

  /** What all columns are called, where the table has a header. */
  get names(): readonly string[] | undefined {
    return this.#names;
  }

  /** What some columns are called, where the table has a header. */
  namesOf(indices: readonly number[]): readonly string[] | undefined {
    return this.#names && indices.map((index) => this.#names![index]!);
  }

  #position(digits: string): number {
    const position = Number(digits);
    if (position >= 1 && position <= this.count) return position - 1;
    throw this.#error(
      `no column ${quote(digits)}: the table has ${this.count}`,
      this.#names ? this.#listed() : `positions go from 1 to ${this.count}`,
    );
  }

  #unique(name: string): number {
    const indices = this.#byName.get(name)!;
    if (indices.length === 1) return indices[0]!;
    const positions = indices.slice(0, MOST_LISTED).map((index) => index + 1);
    throw this.#error(
      `${indices.length} columns have the name ${quote(name)}`,
      `choose columns by position; it is at ${positions.join(', ')}${indices.length > MOST_LISTED ? ', …' : ''}`,
    );
  }

  #unknown(name: string, context = ''): UserError {
    if (this.#names === undefined) {
      return this.#error(
        `no column ${quote(name)}${context}: the table has no header`,
        `choose columns by position, 1 to ${this.count}`,
      );
    }
    const near = suggestion(name, this.#names);
    return new NoSuchColumn(name, {
      where: this.#label,
      problem: `no column ${quote(name)}${context}`,
      hint: (near ? `did you mean ${quote(near)}? ` : '') + this.#listed(),
    });
  }

  #listed(): string {
    const names = this.#names!;
    if (names.some((name) => name.includes('\r'))) return 'lines must end in LF or CRLF';
    const separator = names.length === 1 ? separatorIn(names[0]!) : undefined;
    if (separator !== undefined) return separatorHint(separator);
    const listed = `the columns are ${listNames(names)}`;
    const comment = commentHint(names[0]);
    return hintOfFormat(names.join('')) ?? (comment ? `${comment}; ${listed}` : listed);
  }

  #error(problem: string, hint?: string): UserError {
    return new UserError({ where: this.#label, problem, hint });
  }
}

/** Names for a message, as many as fit: `"y", "p" and 7 more`. */
export function listNames(names: readonly string[]): string {
  const shown = names.slice(0, MOST_LISTED).map(quote).join(', ');
  return names.length > MOST_LISTED ? `${shown} and ${names.length - MOST_LISTED} more` : shown;
}

/** The name that was probably meant by one there is not. */
export function suggestion(name: string, names: readonly string[]): string | undefined {
  // Comparing takes time with the product of the lengths, and a cell or a key can be as long as its file.
  if (name.length > LONGEST_NAME) return undefined;
  return closest(
    name,
    names.filter((candidate) => candidate.length <= LONGEST_NAME),
  );
}

function isDigits(text: string): boolean {
  return /^\d+$/.test(text);
}

function trimmed(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text[start])) start++;
  while (end > start && isSpace(text[end - 1])) end--;
  return text.slice(start, end);
}

function isSpace(character: string | undefined): boolean {
  return character === ' ' || character === '\t';
}
