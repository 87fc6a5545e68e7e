import type { DistinctTexts } from '../../text/distinct-texts.ts';
import { TextNumbers } from '../../text/text-numbers.ts';
import { ValueQueue } from './value-queue.ts';

/**
 * The texts of one input, in order, between the cells they are read from and the blocks they leave in: as codes. Codes
 * are given anew whenever all that were given have been taken, so that no more texts are kept than wait.
 */
export class TextQueue {
  readonly #codes = new ValueQueue();
  /** What numbers the texts that come without codes. */
  readonly #numbers = new TextNumbers();
  /** The texts of the codes that wait, where these came with them. */
  #given: DistinctTexts | undefined;
  /** Whether the codes that wait are integers that stand for their digits. */
  #areIntegers = false;

  get length(): number {
    return this.#codes.length;
  }

  /** Appends a text. */
  push(text: string): void {
    if (this.length === 0 || this.#given || this.#areIntegers) this.#numberAnew();
    this.#codes.put(this.#numbers.numberOf(text));
  }

  /** Appends texts given as codes; where none are waiting, both must stay as they are until they have been taken. */
  append(codes: Float64Array, texts: DistinctTexts): void {
    if (this.length > 0) {
      for (const code of codes) this.push(texts.textOf(code));
      return;
    }
    this.#given = texts;
    this.#areIntegers = false;
    this.#codes.append(codes);
  }

  /** Appends integers that stand for their digits; where none are waiting, they must stay as they are until they have been taken. */
  appendIntegers(integers: Float64Array): void {
    if (this.length > 0 && !this.#areIntegers) {
      for (const integer of integers) this.push(String(integer));
      return;
    }
    this.#given = undefined;
    this.#areIntegers = true;
    this.#codes.append(integers);
  }

  /** Takes the codes of the first `count` texts out: a view of them that is valid until texts are put in. */
  take(count: number): Float64Array {
    return this.#codes.take(count);
  }

  /** The text of a code that waits or was taken last. */
  readonly textOf = (code: number): string => this.utf8?.textOf(code) ?? String(code);

  /** The texts of all codes that wait or were taken last; undefined where these are integers. */
  get utf8(): DistinctTexts | undefined {
    if (this.#areIntegers) return undefined;
    return this.#given ?? this.#numbers.distinct;
  }

  /** Numbers the texts itself from now on: those that wait, and those to come. */
  #numberAnew(): void {
    const integers = this.#areIntegers ? this.#codes.take(this.length).slice() : [];
    const waiting = this.length > 0 ? this.utf8!.all() : [];
    this.#areIntegers = false;
    this.#numbers.clear();
    for (const text of waiting) this.#numbers.numberOf(text);
    this.#given = undefined;
    for (const integer of integers) this.#codes.put(this.#numbers.numberOf(String(integer)));
  }
}
