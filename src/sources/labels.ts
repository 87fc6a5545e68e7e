import { quote, UserError } from '../errors.ts';
import { suggestion, listNames } from './columns.ts';

/** How text in an input stands for numbers. */
export interface LabelOptions {
  /** The classes in the order of the columns of pred; undefined: what those columns are called. */
  readonly names?: readonly string[] | undefined;
  /** The label that means 1, or the positive class; every other label, which must be one, means `negative`. */
  readonly positive?: string | undefined;
  /** What the other label of a positive one means: 0, or -1 where labels are signs. */
  readonly negative?: 0 | -1 | undefined;
}

/** Where a label stands and what can be done about it. */
export interface LabelPlace {
  where(): string;
}

/** Reads labels as the numbers they stand for. Order is what the user gave or the table has: never sorted. */
export class Labels {
  readonly #options: LabelOptions;
  readonly #indices: ReadonlyMap<string, number> | undefined;
  /** The one label besides the positive one. */
  #other: string | undefined;

  /** @param columns the names of the columns of pred, where they have names */
  constructor(options: LabelOptions, columns: readonly string[] | undefined) {
    this.#options = options;
    const names = options.names ?? columns;
    this.#indices = names && new Map(names.map((name, index) => [name.trim(), index]));
  }

  /**
   * The number, as text, that a cell stands for; a cell that needs no translation as it is.
   * @throws UserError for a label that is none of the classes
   */
  translate(cell: string, isNumeric: boolean, place: LabelPlace): string {
    const { positive, names } = this.#options;
    const label = cell.trim();
    if (positive !== undefined) return this.#sign(label, positive, place);
    if (isNumeric && names === undefined) return cell;
    const index = this.#indices?.get(label);
    if (index !== undefined) return String(index);
    if (label === '') return cell;
    throw this.#unknown(label, place);
  }

  /** Whether a cell is one of the labels that are known beforehand. */
  has(cell: string): boolean {
    const label = cell.trim();
    const { positive, names } = this.#options;
    return label === positive || (names?.includes(label) ?? false);
  }

  #sign(label: string, positive: string, place: LabelPlace): string {
    if (label === positive) return '1';
    if (label === '') return label;
    this.#other ??= label;
    if (label === this.#other) return String(this.#options.negative ?? 0);
    throw new UserError({
      where: place.where(),
      problem: `expected ${quote(positive)} or ${quote(this.#other)}, found a third label ${quote(label)}`,
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
        : '--labels a,b,c names the classes in the order of the columns of pred',
    });
  }
}
