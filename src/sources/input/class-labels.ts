import { quote, UserError } from '../../messages/errors.ts';
import type { ClassMatch, MatchedLabels } from '../../tensor/class-match.ts';
import { booleanOf } from '../../text/booleans.ts';
import { isNumeric, parseNumber } from '../../text/parse-number.ts';
import { classNumbers, type ClassColumns } from './class-columns.ts';
import { listNames, suggestion } from './columns.ts';
import type { LabelNumbers } from './label-numbers.ts';

/** How text in an input stands for numbers. */
export interface LabelOptions {
  /** The classes in the order of the columns of pred; undefined: what those columns are called. */
  readonly names?: readonly string[] | undefined;
  /** The label that means 1, or the positive class; every other label, which must be one, means `negative`. */
  readonly positive?: string | undefined;
  /** How many classes there are, where that is not how many columns pred has. */
  readonly count?: number | undefined;
  /** What the other label of a positive one means: 0, or -1 where labels are signs. */
  readonly negative?: 0 | -1 | undefined;
  /** Numbers that are no class: samples of them do not count. */
  readonly ignored?: readonly number[] | undefined;
  /** Whether labels are compared with those of other inputs, and not with columns. */
  readonly areCompared?: boolean | undefined;
  /** What texts stand for in all inputs that are compared. */
  readonly numbers?: LabelNumbers | undefined;
}

/** Where a label stands; asked only for a message. */
export interface LabelPlace {
  where(): string;
}

/** What labels there have been. */
interface MetLabels {
  /** The one label besides the positive one. */
  other: string | undefined;
  /** The first class given as an index, and the first given as text: there cannot be both. */
  number: string | undefined;
  text: string | undefined;
}

/** Reads labels as the numbers they stand for. Order is what the user gave or the table has: never sorted. */
export class ClassLabels implements MatchedLabels {
  readonly #options: LabelOptions;
  readonly #indices: ReadonlyMap<string, number> | undefined;
  /** The places of the columns by the numbers in their names, where these are not the places themselves. */
  readonly #numbers: ReadonlyMap<number, number> | undefined;
  /** What the columns are called, where it matters how they are matched with labels that are numbers. */
  readonly #columns: readonly string[] | undefined;
  /** Whether numbers stand for places, though the classes have names. */
  readonly #countsPlaces: boolean;
  /** Whether pred has one column, of two classes. */
  readonly #isOfOne: boolean;
  /** Whether the columns have no order that numbers could stand for places in. */
  readonly #isSorted: boolean = false;
  #met: MetLabels = { other: undefined, number: undefined, text: undefined };

  /** @throws UserError for names of classes that are not those of the columns of pred, each once */
  constructor(options: LabelOptions, columns: ClassColumns | undefined) {
    this.#options = options;
    this.#isOfOne = (columns?.count ?? 1) === 1;
    if (options.names) {
      requireNames(options.names, columns && { ...columns, count: options.count ?? columns.count });
    }
    // One column holds the probability of one class of two, and is no list of them.
    const named = columns && columns.count > 1 ? columns.names : undefined;
    const names = options.names ?? named;
    this.#countsPlaces = columns?.areLabels === true && !names?.some(isNumeric);
    this.#indices = names && new Map(names.map((name, index) => [name.trim(), index]));
    if (options.names || options.positive !== undefined || !named) return;
    const numbers = classNumbers(named);
    const isPlace = numbers?.every((number, place) => number === place) ?? false;
    if (isPlace) return;
    this.#columns = named;
    this.#isSorted = (columns?.isSorted ?? false) && numbers === undefined;
    this.#numbers = numbers && new Map(numbers.map((number, place) => [number, place]));
    if (this.#numbers) requireNoClass(options.ignored ?? [], this.#numbers, named);
  }

  get match(): ClassMatch | undefined {
    const columns = this.#columns;
    if (!columns || this.#met.number === undefined) return undefined;
    return { by: this.#numbers ? 'names' : 'positions', columns };
  }

  /**
   * The number that a label stands for; undefined for a cell that stands for itself: a missing value, or a number where
   * numbers do.
   * @throws UserError for a label that is none of the classes
   */
  numberOf(cell: string, isNumber: boolean, place: LabelPlace): number | undefined {
    const { positive, names } = this.#options;
    const label = cell.trim();
    // Data sets call two classes + and -.
    const isMissing = Number.isNaN(parseNumber(label)) && !(label === '-' && positive === '+');
    if (positive !== undefined && label !== positive) {
      return isMissing ? undefined : this.#negative(label, positive, place);
    }
    if (positive !== undefined) return 1;
    if (isNumber && !isMissing && (names === undefined || this.#countsPlaces)) {
      this.#met.number ??= label;
      this.#requireOneKind(label, place);
      if (this.#isSorted) throw this.#withoutOrder(label, place);
      return this.#numbers && this.#indexOf(Number(label), this.#numbers, label, place);
    }
    const index = this.#indices?.get(label);
    if (index === undefined) {
      if (isMissing) return undefined;
      const truth = this.keepsNumbers && !this.#columns ? booleanOf(label) : undefined;
      if (truth !== undefined) {
        this.#met.number ??= label;
        this.#requireOneKind(label, place);
        return truth;
      }
      throw this.#unknown(label, place);
    }
    this.#met.text ??= label;
    this.#requireOneKind(label, place);
    return index;
  }

  /** Whether numbers stand for themselves. */
  get keepsNumbers(): boolean {
    const { positive, names } = this.#options;
    const areOwn = this.#numbers === undefined && !this.#isSorted;
    return positive === undefined && names === undefined && areOwn;
  }

  /**
   * Takes numbers that stand for themselves.
   * @throws UserError if there was text before
   */
  noteNumbers(values: Float64Array, place: LabelPlace): void {
    const value = values.find((x) => !Number.isNaN(x));
    if (value !== undefined) this.numberOf(String(value), true, place);
  }

  /** Reads some labels; where that fails, by false or a UserError, it is as if they had not been met. */
  attempt(read: () => boolean): boolean {
    const before = { ...this.#met };
    let isRead = false;
    try {
      isRead = read();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
    }
    if (!isRead) this.#met = before;
    return isRead;
  }

  /** Whether a cell is one of the labels that are known beforehand. */
  has(cell: string): boolean {
    const label = cell.trim();
    const { positive, names } = this.#options;
    return label === positive || (names?.includes(label) ?? false);
  }

  /** The class that a number names; undefined where it stands for itself, as samples of it do not count. */
  #indexOf(
    number: number,
    numbers: ReadonlyMap<number, number>,
    label: string,
    place: LabelPlace,
  ): number | undefined {
    const index = numbers.get(number);
    if (index !== undefined || this.#options.ignored?.includes(number)) return index;
    throw new UserError({
      where: place.where(),
      problem: `expected one of the classes that the columns of pred are named after, ${listNames(this.#columns!)}, found ${quote(label)}`,
      hint: `--labels names the classes in the order of these columns: --labels ${numbersFrom(0, numbers.size)}`,
    });
  }

  #withoutOrder(label: string, place: LabelPlace): UserError {
    return new UserError({
      where: place.where(),
      problem: `expected one of the labels of pred, ${listNames(this.#columns!)}, found ${quote(label)}`,
      hint: '--labels a,b,c names the classes in the order of their numbers',
    });
  }

  #requireOneKind(label: string, place: LabelPlace): void {
    const { number, text } = this.#met;
    if (number === undefined || text === undefined || this.#options.names) return;
    throw new UserError({
      where: place.where(),
      problem: `expected class indices or names of classes, found ${quote(label)} among the other kind`,
      hint: '--labels a,b,c names the classes, also those that look like numbers',
    });
  }

  #negative(label: string, positive: string, place: LabelPlace): number {
    const other = (this.#met.other ??= label);
    if (label === other) return this.#options.negative ?? 0;
    throw new UserError({
      where: place.where(),
      problem: `expected ${quote(positive)} or ${quote(other)}, found a third label ${quote(label)}`,
      hint: 'a binary loss has two labels; --positive names the one that counts as 1',
    });
  }

  #unknown(label: string, place: LabelPlace): UserError {
    const known = [...(this.#indices?.keys() ?? [])];
    const near = suggestion(label, known);
    return new UserError({
      where: place.where(),
      problem: this.#indices
        ? `expected one of the classes ${listNames(known)}, found ${quote(label)}`
        : `expected a class index, found ${quote(label)}`,
      hint: near
        ? `did you mean ${quote(near)}?`
        : this.#isOfOne
          ? `--positive ${label} takes it for class 1, and the other label for 0`
          : '--labels a,b,c names the classes in the order of the columns of pred',
    });
  }
}

/** @throws UserError for a name that is there twice */
export function requireDistinct(names: readonly string[]): void {
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice === undefined) return;
  throw new UserError({
    where: '--labels',
    problem: `expected each class once, found ${quote(twice)} again`,
  });
}

function requireNames(names: readonly string[], columns: ClassColumns | undefined): void {
  const where = '--labels';
  requireDistinct(names);
  if (!columns) return;
  const classes = Math.max(2, columns.count);
  if (names.length !== classes) {
    throw new UserError({
      where,
      problem: `expected ${classes} names, as pred has ${columns.count} columns, found ${names.length}`,
      hint: 'name every class, in the order of the columns of pred',
    });
  }
  requireOrder(names, columns.names);
}

/** @throws UserError for the names of the columns in another order */
export function requireOrder(
  names: readonly string[],
  headers: readonly string[] | undefined = [],
): void {
  const isReordered =
    names.every((name) => headers.includes(name)) && names.some((name, i) => name !== headers[i]);
  if (!isReordered) return;
  throw new UserError({
    where: '--labels',
    problem: `expected the order of the columns, ${headers.map(quote).join(', ')}, found another`,
    hint: 'leave --labels out: the columns are called what the classes are',
  });
}

/** A class that does not count is told by its number, which here is none of a place. */
function requireNoClass(
  ignored: readonly number[],
  numbers: ReadonlyMap<number, number>,
  names: readonly string[],
): void {
  const found = ignored.find(
    (number) => numbers.has(number) || (number >= 0 && number < numbers.size),
  );
  if (found === undefined) return;
  throw new UserError({
    where: 'the class that does not count',
    problem: `expected a number that is no class, as columns are named after classes, ${listNames(names)}, found ${found}`,
    hint: `--labels ${numbersFrom(0, numbers.size)} counts the classes by their places`,
  });
}

/** `0,1,2`, a few of them. */
function numbersFrom(first: number, count: number): string {
  const shown = Array.from({ length: Math.min(count, 3) }, (_, i) => first + i).join(',');
  return count > 3 ? `${shown},...` : shown;
}
