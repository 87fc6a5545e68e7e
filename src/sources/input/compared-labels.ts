import { quote, UserError } from '../../messages/errors.ts';
import type { ClassMatch, NamedLabels, WrittenLabels } from '../../tensor/class-match.ts';
import { booleanOf } from '../../text/booleans.ts';
import { isNumeric, parseNumber } from '../../text/parse-number.ts';
import { classNumbers } from './class-columns.ts';
import {
  requireDistinct,
  requireOrder,
  type LabelOptions,
  type LabelPlace,
} from './class-labels.ts';
import { listNames, suggestion } from './columns.ts';
import { LabelNumbers } from './label-numbers.ts';
import type { CellLabels } from './label-reader.ts';

/** For what is no cell. */
const OF_OPTION: LabelPlace = { where: () => '--labels' };
const OF_POSITIVE: LabelPlace = { where: () => '--positive' };

/**
 * Labels that are compared with those of another input: as numbers where they are written as numbers, so that 1 and 1.0
 * are the same, true and True as what they stand for, and else as texts, letter by letter. What one side has and the other has not is wrong, and no error.
 */
export class ComparedLabels implements CellLabels, WrittenLabels {
  /** What a text stands for, in all inputs that are compared. */
  readonly #numbers: LabelNumbers;
  readonly keepsNumbers = true;
  readonly named: NamedLabels | undefined;
  readonly positive: number | undefined;
  readonly #texts = new Set<string>();
  #hasNumbers = false;
  /** Whether columns of scores were taken for classes that are texts, once they were. */
  #ofTexts: boolean | undefined;
  #match: ClassMatch | undefined;

  /** @throws UserError for names that are the same */
  constructor({ names, positive, numbers = new LabelNumbers() }: LabelOptions) {
    this.#numbers = numbers;
    if (positive !== undefined) this.positive = this.#valueOf(labelOf(positive), OF_POSITIVE);
    if (!names) return;
    requireDistinct(names);
    this.named = {
      names,
      numbers: new Set(names.map((name) => this.#valueOf(labelOf(name), OF_OPTION))),
    };
  }

  get match(): ClassMatch | undefined {
    return this.#match;
  }

  get written(): WrittenLabels {
    return this;
  }

  get texts(): ReadonlySet<string> {
    return this.#texts;
  }

  get hasNumbers(): boolean {
    return this.#hasNumbers;
  }

  get textOf(): LabelNumbers['textOf'] {
    return this.#numbers.textOf;
  }

  /** @throws UserError for a text that `--labels` does not name; a number may be a score, and is none of a label then */
  numberOf(cell: string, _isNumeric: boolean, place: LabelPlace): number | undefined {
    const label = labelOf(cell);
    const isNumber = isNumeric(label);
    const number = parseNumber(label);
    if (Number.isNaN(number) || (isNumber && number === undefined)) return undefined;
    const value = this.#valueOf(label, place);
    if (isNumber) {
      this.#hasNumbers = true;
      return undefined;
    }
    if (this.named?.numbers.has(value) === false) throw this.#unknown(label, this.named, place);
    this.#texts.add(label);
    return value;
  }

  noteNumbers(values: Float64Array, place: LabelPlace): void {
    let lowest = Infinity;
    for (const value of values) if (value < lowest) lowest = value;
    if (lowest === Infinity) return;
    this.#hasNumbers = true;
    this.#numbers.note(lowest, () => place.where());
  }

  attempt(read: () => boolean): boolean {
    try {
      return read();
    } catch (error) {
      // Whoever could not read them reads them again, one by one, and tells where they are.
      if (!(error instanceof UserError)) throw error;
      return false;
    }
  }

  has(cell: string): boolean {
    const label = labelOf(cell);
    return this.#texts.has(label) || (this.named?.names.map(labelOf).includes(label) ?? false);
  }

  ofColumns(columns: readonly string[] | undefined, count: number): readonly number[] {
    const names = this.named?.names;
    if (names) {
      requireOrder(names, columns);
      return this.#requireCount(names, count).map((name) =>
        this.#valueOf(labelOf(name), OF_OPTION),
      );
    }
    const ofTexts = this.#texts.size > 0;
    this.#ofTexts ??= ofTexts;
    if (ofTexts !== this.#ofTexts) throw this.#mixed();
    if (ofTexts) {
      if (!columns) throw this.#unnamed();
      return columns.map((name) => this.#valueOf(labelOf(name), OF_OPTION));
    }
    const numbers = columns && classNumbers(columns);
    const isPlace = numbers?.every((number, place) => number === place) ?? false;
    if (columns && !isPlace) this.#match = { by: numbers ? 'names' : 'positions', columns };
    return numbers ?? Array.from({ length: count }, (_, place) => place);
  }

  /** What a label stands for that is not missing. */
  #valueOf(label: string, place: LabelPlace): number {
    const where = (): string => place.where();
    const number = parseNumber(label);
    if (number === undefined || Number.isNaN(number)) return this.#numbers.numberOf(label, where);
    this.#numbers.note(number, where);
    return number;
  }

  #requireCount(names: readonly string[], count: number): readonly string[] {
    if (names.length === count) return names;
    throw new UserError({
      where: '--labels',
      problem: `expected ${count} names, as pred has ${count} columns, found ${names.length}`,
      hint: 'name every class, in the order of the columns of pred',
    });
  }

  #mixed(): UserError {
    return new UserError({
      where: 'true',
      problem: 'expected class indices or names of classes, found both',
      hint: '--labels a,b,c names the classes, also those that look like numbers',
    });
  }

  #unnamed(): UserError {
    const [first] = this.#texts;
    return new UserError({
      where: 'true',
      problem: `expected class indices, as the columns of pred have no names, found ${quote(first!)}`,
      hint: '--labels a,b,c names the classes in the order of the columns of pred',
    });
  }

  #unknown(label: string, { names }: NamedLabels, place: LabelPlace): UserError {
    const near = suggestion(label, names);
    return new UserError({
      where: place.where(),
      problem: `expected one of the classes ${listNames(names)}, found ${quote(label)}`,
      hint: near
        ? `did you mean ${quote(near)}?`
        : '--labels names all classes; without it each label is one',
    });
  }
}

/** What a cell says: without the blanks around it, and booleans as JSON writes them, whatever program wrote them. */
function labelOf(cell: string): string {
  const boolean = booleanOf(cell);
  return boolean === undefined ? cell.trim() : String(boolean === 1);
}
