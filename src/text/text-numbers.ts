import { hashAscii } from '../tensor/hash.ts';
import type { TextKeys, Utf8Texts } from '../tensor/block.ts';

/** So many that few of some thousand texts have to share one. */
const SLOTS = 2 ** 16;

/**
 * Numbers texts in the order in which they are met: unlike its code, the number of a text is the same in all blocks.
 * No string is made of a text in memory that was met before, as a rule.
 */
export class TextNumbers {
  /** In the order of their numbers. */
  readonly texts: string[] = [];
  readonly #numbers = new Map<string, number>();
  /** By hash, the number of the text that was met last, plus 1. */
  readonly #recent = new Int32Array(SLOTS);

  /** The number of the text that a code stands for. */
  numberOf({ textOf, utf8 }: TextKeys, code: number): number {
    const hash = utf8 && hashAscii(utf8, code, 0);
    if (hash === undefined) return this.#find(textOf(code));
    const slot = hash & (SLOTS - 1);
    const recent = this.#recent[slot]! - 1;
    if (recent >= 0 && isSame(utf8!, code, this.texts[recent]!)) return recent;
    const number = this.#find(textOf(code));
    this.#recent[slot] = number + 1;
    return number;
  }

  #find(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = this.texts.push(text) - 1;
    this.#numbers.set(text, number);
    return number;
  }
}

/** Whether the text of a code, which is ASCII, is this one. */
function isSame({ bytes, ends }: Utf8Texts, code: number, text: string): boolean {
  const start = code === 0 ? 0 : ends[code - 1]!;
  if (ends[code]! - start !== text.length) return false;
  for (let i = 0; i < text.length; i++) {
    if (bytes[start + i] !== text.charCodeAt(i)) return false;
  }
  return true;
}
