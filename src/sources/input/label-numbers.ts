import { UserError } from '../../messages/errors.ts';

/**
 * What texts stand for, so that losses of numbers can tell them from each other and from labels that are numbers: they
 * count down from here. Single precision holds them too.
 */
const FIRST = -(2 ** 23);
const MOST = 2 ** 23;

/** Gives the texts that labels of several inputs consist of numbers, the same text the same. */
export class LabelNumbers {
  readonly #numbers = new Map<string, number>();
  readonly #texts: string[] = [];
  /** The lowest of the labels that are numbers. */
  #lowest = Infinity;

  /** What the text of a place stands for, in the order in which they were met. */
  static at(place: number): number {
    return FIRST - place;
  }

  /**
   * The number that a text stands for.
   * @throws UserError where there are too many, or a label is such a number itself
   */
  numberOf(text: string, where: () => string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    if (this.#texts.length === MOST) {
      throw new UserError({
        where: where(),
        problem: `expected at most ${MOST} different labels, found more`,
        hint: 'a column in which nearly every row has a text of its own holds no classes',
      });
    }
    const number = LabelNumbers.at(this.#texts.length);
    this.#numbers.set(text, number);
    this.#texts.push(text);
    this.#requireApart(where);
    return number;
  }

  /**
   * Takes a label that is a number, and stands for itself.
   * @throws UserError where a text may stand for it as well
   */
  note(number: number, where: () => string): void {
    if (!(number < this.#lowest)) return;
    this.#lowest = number;
    this.#requireApart(where);
  }

  readonly textOf = (number: number): string | undefined => this.#texts[FIRST - number];

  #requireApart(where: () => string): void {
    if (this.#lowest > FIRST || this.#texts.length === 0) return;
    throw new UserError({
      where: where(),
      problem: `expected numbers above ${FIRST} beside labels that are text, found ${this.#lowest}`,
      hint: 'number the classes from 0, or name all of them',
    });
  }
}
