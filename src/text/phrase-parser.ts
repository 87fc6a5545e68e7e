import { quote, UserError } from '../messages/errors.ts';
import { shownText } from '../messages/shown-text.ts';

const BLANKS = /\s*/y;
const NUMBER = /[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?(?=\s|$)/y;
const QUOTED = /"(?:[^"\\]|\\.)*"/y;

/** Takes a phrase of an option apart from left to right; blanks between its parts mean nothing. */
export class PhraseParser {
  readonly #text: string;
  readonly #title: string;
  readonly #hint: string;
  #at = 0;

  /**
   * @param title what errors call it: `assertion`
   * @param hint what errors show as a way to write it
   */
  constructor(text: string, title: string, hint: string) {
    this.#text = text;
    this.#title = title;
    this.#hint = hint;
    this.#skipBlanks();
  }

  /** What the pattern matches here; undefined, and nothing is taken, where it does not. */
  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found === undefined) return undefined;
    this.#at += found.length;
    this.#skipBlanks();
    return found;
  }

  skip(sign: string): boolean {
    if (!this.isAt(sign)) return false;
    this.#at += sign.length;
    this.#skipBlanks();
    return true;
  }

  /** Whether a sign is next. */
  isAt(sign: string): boolean {
    return this.#text.startsWith(sign, this.#at);
  }

  /** A text: quoted as in JSON, or what the pattern matches, without the blanks around it. */
  word(bare: RegExp): string | undefined {
    const start = this.#at;
    const quoted = this.take(QUOTED);
    if (quoted === undefined) return this.take(bare)?.trim();
    try {
      return JSON.parse(quoted) as string;
    } catch {
      this.goBack(start);
      throw this.expected('a text quoted as in JSON');
    }
  }

  /** The text of a number that is no larger than a double can be. */
  number(): string {
    const start = this.#at;
    const text = this.take(NUMBER);
    if (text !== undefined && Number.isFinite(Number(text))) return text;
    this.goBack(start);
    throw this.expected('a finite number');
  }

  requireEnd(): void {
    if (this.#at < this.#text.length) throw this.expected('the end');
  }

  /** How far the phrase has been taken. */
  get position(): number {
    return this.#at;
  }

  /** Goes back to where something else should have stood. */
  goBack(position: number): void {
    this.#at = position;
  }

  /** The error that something else stands here. */
  expected(what: string): UserError {
    const rest = this.#text.slice(this.#at);
    return new UserError({
      where: `${this.#title}, position ${this.#at + 1}`,
      problem: `expected ${what}, found ${rest === '' ? 'the end' : quote(rest)}\n  ${shownText(this.#text)}`,
      hint: this.#hint,
    });
  }

  #skipBlanks(): void {
    BLANKS.lastIndex = this.#at;
    this.#at += BLANKS.exec(this.#text)![0].length;
  }
}
