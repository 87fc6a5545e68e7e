import { quote, UserError } from '../../messages/errors.ts';
import { JsonNumberReader } from './number-reader.ts';

/** Levels that may be nested. */
export const DEEPEST = 64;
const LONGEST_TOKEN = 80;

const WORDS = ['true', 'false', 'null'];
const INFINITY = 'Infinity';
/** With those that Python writes, too. */
const PYTHON_WORDS = [...WORDS, 'NaN', INFINITY];

export const CHAR = {
  quote: 0x22,
  plus: 0x2b,
  comma: 0x2c,
  minus: 0x2d,
  point: 0x2e,
  zero: 0x30,
  nine: 0x39,
  colon: 0x3a,
  openBracket: 0x5b,
  backslash: 0x5c,
  closeBracket: 0x5d,
  n: 0x6e,
  openBrace: 0x7b,
  closeBrace: 0x7d,
} as const;

/** A string of the document, by the positions after its first and before its last quote. */
export interface JsonString {
  readonly start: number;
  readonly end: number;
  readonly escaped: boolean;
}

/**
 * A cursor over a JSON document (RFC 8259), or one of many that are a line each, that checks what it moves over and
 * builds nothing. Every method that moves expects the cursor before a token, leaves it before the next one, and
 * throws a UserError with line and column where the document is not JSON or is nested more than 64 levels deep.
 */
export class JsonCursor {
  readonly #bytes: Buffer;
  readonly #label: string;
  readonly #line: number | undefined;
  readonly #words: readonly string[];
  #numbers: JsonNumberReader | undefined;
  #at = 0;
  #depth = 0;

  /**
   * @param bytes valid UTF-8
   * @param label names the file in messages
   * @param line the number of the line that the document is, where it is not all of the file
   * @param allowsNan whether there may be NaN, Infinity and -Infinity, as Python writes them
   */
  constructor(bytes: Buffer, label: string, line?: number, allowsNan = false) {
    this.#bytes = bytes;
    this.#label = label;
    this.#line = line;
    this.#words = allowsNan ? PYTHON_WORDS : WORDS;
    this.#skipSpace();
  }

  /** Has the document within so many levels of another, which count as well. */
  within(levels: number): this {
    this.#depth = levels;
    return this;
  }

  /** Another cursor over the document, at a position where a token begins. */
  at(position: number): JsonCursor {
    const cursor = new JsonCursor(this.#bytes, this.#label, this.#line, this.allowsNan);
    cursor.#at = position;
    return cursor;
  }

  get allowsNan(): boolean {
    return this.#words === PYTHON_WORDS;
  }

  get position(): number {
    return this.#at;
  }

  /** The byte a token begins with; undefined at the end. */
  peek(): number | undefined {
    return this.#bytes[this.#at];
  }

  /**
   * Moves over an array or object, calling `element` before each of its elements or members, which must move
   * over it. Returns how many there are.
   */
  sequence(close: number, element: (index: number) => void): number {
    if (++this.#depth > DEEPEST) {
      throw this.error(`expected at most ${DEEPEST} levels of nesting, found more`);
    }
    this.#step();
    let count = 0;
    if (this.peek() !== close) {
      for (;;) {
        element(count++);
        if (this.peek() !== CHAR.comma) break;
        this.#step();
      }
    }
    if (this.peek() !== close) {
      throw this.unexpected(close === CHAR.closeBracket ? '"," or "]"' : '"," or "}"');
    }
    this.#step();
    this.#depth--;
    return count;
  }

  /** Moves into an array, to its first element or its end: for a look, as what follows is not for `sequence` to end. */
  enter(): void {
    this.#step();
  }

  /** Moves over the key of a member and its colon. */
  key(): JsonString {
    if (this.peek() !== CHAR.quote) throw this.unexpected('a key in double quotes');
    const key = this.string();
    if (this.peek() !== CHAR.colon) throw this.unexpected('":"');
    this.#step();
    return key;
  }

  /**
   * Moves over a number and returns the double nearest to it; or stays where it is and returns NaN, where there is
   * none or it takes a closer look: too large for a double, or an integer beyond 2^53.
   */
  plainNumber(): number {
    this.#numbers ??= new JsonNumberReader(this.#bytes);
    const value = this.#numbers.read(this.#at);
    if (!Number.isNaN(value)) {
      this.#at = this.#numbers.end;
      this.#skipSpace();
    }
    return value;
  }

  /** Moves over a number and returns its text. */
  number(): string {
    const start = this.#at;
    if (this.peek() === CHAR.minus) this.#at++;
    if (this.allowsNan && this.#startsWith(INFINITY)) this.#at += INFINITY.length;
    else if (this.peek() === CHAR.zero) this.#at++;
    else this.#digits();
    if (this.peek() === CHAR.point) {
      this.#at++;
      this.#digits();
    }
    if (this.#isOneOf('eE')) {
      this.#at++;
      if (this.#isOneOf('+-')) this.#at++;
      this.#digits();
    }
    const text = this.#bytes.toString('latin1', start, this.#at);
    this.#skipSpace();
    return text;
  }

  /** Moves over one of `true`, `false` and `null`, or of the words that are allowed besides, and returns it. */
  literal(): string {
    const word = this.#words.find((w) => this.#startsWith(w));
    if (word === undefined) throw this.unexpected('a JSON value');
    this.#at += word.length;
    this.#skipSpace();
    return word;
  }

  /** Moves over a value of any kind. */
  skip(): void {
    const byte = this.peek();
    if (byte === CHAR.openBracket) {
      this.sequence(CHAR.closeBracket, () => this.skip());
    } else if (byte === CHAR.openBrace) {
      this.sequence(CHAR.closeBrace, () => {
        this.key();
        this.skip();
      });
    } else if (byte === CHAR.quote) this.string();
    else if (!isNumberStart(byte)) this.literal();
    else if (Number.isNaN(this.plainNumber())) this.number();
  }

  /** Expects the end of the document. */
  end(): void {
    const next = this.peek();
    if (next === undefined) return;
    const isLine = this.#line !== undefined;
    // Spark, and pandas with lines=True, write a document a line to files of any extension.
    const begins = next === CHAR.openBrace || next === CHAR.openBracket;
    const mayBeLines = !isLine && begins && this.#bytes[this.#at - 1] === 0x0a;
    const error = this.unexpected(`the end of the ${isLine ? 'line' : 'document'}`);
    if (!mayBeLines) throw error;
    const hint = '--input-format ndjson reads a file with a JSON value on each line';
    throw new UserError({ ...error.complaint, hint });
  }

  text({ start, end, escaped }: JsonString): string {
    const text = this.#bytes.toString('utf8', start, end);
    return escaped ? (JSON.parse(`"${text}"`) as string) : text;
  }

  /** `pred.json:2:5`, the line and the column, in characters, of a position. */
  where(position = this.#at): string {
    let line = this.#line ?? 1;
    let column = 1;
    for (let at = 0; at < position; at++) {
      const byte = this.#bytes[at]!;
      if (byte === 0x0a) {
        line++;
        column = 1;
      } else if ((byte & 0xc0) !== 0x80) column++; // not a further byte of a character
    }
    return `${this.#label}:${line}:${column}`;
  }

  error(problem: string, hint?: string): UserError {
    return new UserError({ where: this.where(), problem, hint });
  }

  /** The error of a document with something else than expected at the cursor. */
  unexpected(expected: string): UserError {
    const rest = this.#bytes.toString('utf8', this.#at, this.#at + LONGEST_TOKEN);
    return this.error(
      `expected ${expected}, found ${rest === '' ? this.#ending() : describeToken(rest)}`,
      /^(?:nan|inf)/i.test(rest) ? this.#noNumberHint() : undefined,
    );
  }

  #noNumberHint(): string {
    return this.allowsNan
      ? 'of such words there are NaN, Infinity and -Infinity only'
      : 'JSON has no NaN and no infinity: --json-nan takes them as Python writes them; null stands for a missing value';
  }

  #ending(): string {
    return `the end of the ${this.#line === undefined ? 'file' : 'line'}`;
  }

  /** Moves over a string. */
  string(): JsonString {
    const bytes = this.#bytes;
    const start = ++this.#at;
    let escaped = false;
    for (;;) {
      const byte = bytes[this.#at];
      if (byte === CHAR.quote) break;
      if (byte === undefined || byte < 0x20) {
        throw this.unexpected('a closing quote or a character of a string');
      }
      this.#at++;
      if (byte === CHAR.backslash) {
        escaped = true;
        this.#escape();
      }
    }
    const end = this.#at;
    this.#step();
    return { start, end, escaped };
  }

  #escape(): void {
    if (!this.#isOneOf('"\\/bfnrtu')) throw this.unexpected('an escape such as \\n or \\u0041');
    const unicode = this.#isOneOf('u');
    this.#at++;
    for (let i = 0; unicode && i < 4; i++) {
      if (!this.#isOneOf('0123456789abcdefABCDEF')) throw this.unexpected('a hexadecimal digit');
      this.#at++;
    }
  }

  #digits(): void {
    const start = this.#at;
    while (isDigit(this.peek())) this.#at++;
    if (this.#at === start) throw this.unexpected('a digit');
  }

  #isOneOf(characters: string): boolean {
    const byte = this.peek();
    return byte !== undefined && characters.includes(String.fromCharCode(byte));
  }

  #startsWith(word: string): boolean {
    return this.#bytes.toString('latin1', this.#at, this.#at + word.length) === word;
  }

  /** Moves over the one byte of a token. */
  #step(): void {
    this.#at++;
    this.#skipSpace();
  }

  #skipSpace(): void {
    const bytes = this.#bytes;
    for (;;) {
      const byte = bytes[this.#at];
      if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return;
      this.#at++;
    }
  }
}

/** Whether a number begins with this byte. */
export function isNumberStart(byte: number | undefined): boolean {
  return byte === CHAR.minus || isDigit(byte);
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= CHAR.zero && byte <= CHAR.nine;
}

function describeToken(rest: string): string {
  if (rest.startsWith('"')) return 'a string';
  return quote(/^[\w.+-]{1,20}|^./su.exec(rest)![0]);
}
