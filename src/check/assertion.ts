import { quote, UserError } from '../messages/errors.ts';
import { shownText } from '../messages/shown-text.ts';
import { COMPARISONS, type Comparison } from './outcome.ts';

/** What a column of a segment must hold. */
export interface Condition {
  readonly column: string;
  /** Undefined for `*`: each text there is, a segment for each. */
  readonly value: string | undefined;
}

/** A bound that a loss must keep, whole or in segments. */
export interface Assertion {
  /** The loss and its settings: `huber:delta=2`. */
  readonly loss: string;
  /** The segments it is about; none for the whole input. */
  readonly conditions: readonly Condition[];
  readonly comparison: Comparison;
  readonly bound: number;
  /** The bound as it was written. */
  readonly boundText: string;
}

/** Up to a bracket or a comparison, also one that is none: `=<`, `==`, ` = `, `≤`. */
const LOSS = /[^[\]<>]*?(?=[[\]<>≤≥≠]|=[<>=]|\s=[^<>]*$|$)/y;
const BLANKS = /\s*/y;
const COMPARISON = /<=|<|>=|>/y;
const NUMBER = /[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?(?=\s|$)/y;
const QUOTED = /"(?:[^"\\]|\\.)*"/y;
const BARE_COLUMN = /[^=,\]"]+/y;
const BARE_VALUE = /[^,\]"]+/y;
const PLAIN_TEXT = /^[^\s=,\]"*](?:[^=,\]"]*[^\s=,\]"])?$/;
const EXAMPLE = 'mse <= 0.3, or mse[region=eu] <= 0.3, or mse[region=*] <= 0.3';

/**
 * Reads an assertion: a loss, in brackets what the rows must hold in some columns, a comparison and a number, such as
 * `huber:delta=2[region=eu,device=*] < 0.1`. A text with commas, brackets or the like in it is quoted as in JSON.
 * @throws UserError that says at which character something else was expected
 */
export function parseAssertion(text: string): Assertion {
  const parser = new AssertionParser(text);
  const loss = parser.take(LOSS)!.trim();
  if (loss === '') throw parser.expected('a loss');
  const conditions = parser.skip('[') ? parser.conditions() : [];
  const comparison = parser.take(COMPARISON) as Comparison | undefined;
  if (comparison === undefined) {
    throw parser.expected(conditions.length > 0 ? COMPARISON_WORDS : `[ or ${COMPARISON_WORDS}`);
  }
  const boundText = parser.number();
  parser.requireEnd();
  return { loss, conditions, comparison, bound: Number(boundText), boundText };
}

/** How an assertion about one segment is written, or about the whole without one. */
export function assertionText(
  { loss, comparison, boundText }: Pick<Assertion, 'loss' | 'comparison' | 'boundText'>,
  segment?: { readonly columns: readonly string[]; readonly values: readonly string[] },
): string {
  return `${loss}${segment ? segmentText(segment) : ''} ${comparison} ${boundText}`;
}

/** A segment as an assertion names it: `[region=eu,device=ios]`. */
export function segmentText({
  columns,
  values,
}: {
  readonly columns: readonly string[];
  readonly values: readonly string[];
}): string {
  const conditions = columns.map((column, k) => `${word(column)}=${word(values[k]!)}`);
  return `[${conditions.join(',')}]`;
}

const COMPARISON_WORDS = `one of ${COMPARISONS.join(' ')}`;

function word(text: string): string {
  return PLAIN_TEXT.test(text) ? text : JSON.stringify(text);
}

/** Takes an assertion apart from left to right; blanks between its parts mean nothing. */
class AssertionParser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
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
    if (!this.#text.startsWith(sign, this.#at)) return false;
    this.#at += sign.length;
    this.#skipBlanks();
    return true;
  }

  /** The conditions after an opening bracket, with the closing one. */
  conditions(): Condition[] {
    const conditions: Condition[] = [];
    do {
      const start = this.#at;
      const column = this.#word(BARE_COLUMN);
      if (column === undefined) throw this.expected('a column');
      if (conditions.some((other) => other.column === column)) {
        this.#at = start;
        throw this.expected('another column');
      }
      if (!this.skip('=')) throw this.expected('=');
      if (this.skip('*')) conditions.push({ column, value: undefined });
      else {
        const value = this.#word(BARE_VALUE);
        if (value === undefined) throw this.expected('a text or *');
        conditions.push({ column, value });
      }
    } while (this.skip(','));
    if (!this.skip(']')) throw this.expected(', or ]');
    return conditions;
  }

  /** The text of a number that is no larger than a double can be. */
  number(): string {
    const start = this.#at;
    const text = this.take(NUMBER);
    if (text !== undefined && Number.isFinite(Number(text))) return text;
    this.#at = start;
    throw this.expected('a finite number');
  }

  requireEnd(): void {
    if (this.#at < this.#text.length) throw this.expected('the end');
  }

  /** The error that something else stands here. */
  expected(what: string): UserError {
    const rest = this.#text.slice(this.#at);
    return new UserError({
      where: `assertion, position ${this.#at + 1}`,
      problem: `expected ${what}, found ${rest === '' ? 'the end' : quote(rest)}\n  ${shownText(this.#text)}`,
      hint: `write ${EXAMPLE}`,
    });
  }

  #word(bare: RegExp): string | undefined {
    const start = this.#at;
    const quoted = this.take(QUOTED);
    if (quoted === undefined) return this.take(bare)?.trim();
    try {
      return JSON.parse(quoted) as string;
    } catch {
      this.#at = start;
      throw this.expected('a text quoted as in JSON');
    }
  }

  #skipBlanks(): void {
    BLANKS.lastIndex = this.#at;
    this.#at += BLANKS.exec(this.#text)![0].length;
  }
}
