import { CloseNumbers } from './close-numbers.ts';
import { PartNumbers, type KeyColumn } from './part-numbers.ts';

/** The texts that make a key, of each of its columns. */
export type KeyTexts = readonly string[];

/** A column of the key besides the first. */
interface NextPart {
  readonly part: PartNumbers;
  /** Numbers the key up to this column, by the number of the key before it and that of its own text. */
  readonly pairs: CloseNumbers;
  /** The number of a key that is empty up to here, where one has been met. */
  emptyNumber: number | undefined;
}

/** Numbers keys, of a column or several, the same in all files. */
export class KeyNumbers {
  readonly #first: PartNumbers;
  readonly #others: readonly NextPart[];

  /**
   * @param columns how many make a key
   * @param formOf what of a text has to be equal, where that is not all of it
   */
  constructor(columns: number, formOf?: (text: string) => string) {
    this.#first = new PartNumbers(formOf);
    this.#others = Array.from({ length: columns - 1 }, () => {
      return { part: new PartNumbers(formOf), pairs: new CloseNumbers(), emptyNumber: undefined };
    });
  }

  /** All numbers are below it; not every one need stand for a key. */
  get end(): number {
    const last = this.#others.at(-1);
    return last ? last.pairs.end : this.#first.end;
  }

  /** The number of a key whose columns are all empty, where one has been met. */
  get emptyNumber(): number | undefined {
    const last = this.#others.at(-1);
    return last ? last.emptyNumber : this.#first.emptyNumber;
  }

  /** Numbers the keys of some rows, as many as `target` takes. */
  numberRows([first, ...others]: readonly KeyColumn[], target: Uint32Array): void {
    this.#first.numberRows(first!, target);
    if (others.length === 0) return;
    const own = new Uint32Array(target.length);
    let emptyBefore = this.#first.emptyNumber;
    others.forEach((column, k) => {
      const next = this.#others[k]!;
      const { part, pairs } = next;
      part.numberRows(column, own);
      pairs.expect(target.length);
      for (let row = 0; row < target.length; row++) {
        const before = target[row]!;
        const number = pairs.numberOf(before | 0, own[row]! | 0);
        if (before === emptyBefore && own[row] === part.emptyNumber) next.emptyNumber = number;
        target[row] = number;
      }
      emptyBefore = next.emptyNumber;
    });
  }

  /** What tells the texts of a key, for all numbers so far. */
  texts(): (number: number) => KeyTexts {
    const ofFirst = this.#first.texts();
    return this.#others.reduce(
      (textsBefore: (number: number) => KeyTexts, { part, pairs }) => {
        const before = new Uint32Array(pairs.end);
        const own = new Uint32Array(pairs.end);
        pairs.forEach((high, low, number) => {
          before[number] = high;
          own[number] = low;
        });
        const ofPart = part.texts();
        return (number) => [...textsBefore(before[number]!), ofPart(own[number]!)];
      },
      (number) => [ofFirst(number)],
    );
  }
}
