import type { Utf8Texts } from '../../tensor/block.ts';
import type { NumberQueue } from './number-queue.ts';
import type { DistinctTexts } from '../scan/distinct-texts.ts';

/**
 * The texts of one input, in order, between the cells they are read from and the blocks they leave in: as codes in a
 * queue of numbers. Codes are given anew whenever all that were given have been taken, so that no more texts are kept
 * than wait.
 */
export class TextQueue {
  readonly #codes: NumberQueue;
  /** The texts where they came with their codes. */
  #scanned: DistinctTexts | undefined;
  /** The texts otherwise, and their codes. */
  #texts: string[] = [];
  #codeOf = new Map<string, number>();

  constructor(codes: NumberQueue) {
    this.#codes = codes;
  }

  /** Appends a text. */
  push(text: string): void {
    if (this.#codes.length === 0) this.#startOver([]);
    else if (this.#scanned) this.#startOver(this.#scanned.all());
    let code = this.#codeOf.get(text);
    if (code === undefined) {
      code = this.#texts.push(text) - 1;
      this.#codeOf.set(text, code);
    }
    this.#codes.put(code);
  }

  /** Appends texts given as codes; where none are waiting, both must stay as they are until they have been taken. */
  append(codes: Float64Array, texts: DistinctTexts): void {
    if (this.#codes.length > 0) {
      for (const code of codes) this.push(texts.textOf(code));
      return;
    }
    this.#startOver([]);
    this.#scanned = texts;
    this.#codes.append(codes);
  }

  /** The text of a code that waits or was taken last. */
  readonly textOf = (code: number): string => this.#scanned?.textOf(code) ?? this.#texts[code]!;

  /** The texts of all codes that wait or were taken last, where they are in memory. */
  get utf8(): Utf8Texts | undefined {
    return this.#scanned;
  }

  #startOver(texts: string[]): void {
    this.#scanned = undefined;
    this.#texts = texts;
    this.#codeOf = new Map(texts.map((text, code) => [text, code]));
  }
}
