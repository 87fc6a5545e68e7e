import { dividerName, OUTPUT, OUTPUT_NAME, type Divider } from '../suite/dividers.ts';
import { PhraseParser } from '../text/phrase-parser.ts';
import { COMPARISONS, type CheckedSegment, type Comparison } from './outcome.ts';

/** What a column of a segment, or the name of an output, must be. */
export interface Condition {
  readonly column: Divider;
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
const COMPARISON = /<=|<|>=|>/y;
const BARE_COLUMN = /[^=,\]"]+/y;
const BARE_VALUE = /[^,\]"]+/y;
const PLAIN_TEXT = /^[^\s=,\]"*](?:[^=,\]"]*[^\s=,\]"])?$/;
const EXAMPLE = 'mse <= 0.3, or mse[region=eu] <= 0.3, or mse[region=*] <= 0.3';

/**
 * Reads an assertion: a loss, in brackets what the rows must hold in some columns, a comparison and a number, such as
 * `huber:delta=2[region=eu,device=*] < 0.1`. A text with commas, brackets or the like in it is quoted as in JSON, and so
 * is `"output"` where it is a column: without quotes it stands for the columns of pred.
 * @throws UserError that says at which character something else was expected
 */
export function parseAssertion(text: string): Assertion {
  const parser = new PhraseParser(text, 'assertion', `write ${EXAMPLE}`);
  const loss = parser.take(LOSS)!.trim();
  if (loss === '') throw parser.expected('a loss');
  const conditions = parser.skip('[') ? readConditions(parser) : [];
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
  segment?: CheckedSegment,
): string {
  return `${loss}${segment ? segmentText(segment) : ''} ${comparison} ${boundText}`;
}

/** A segment as an assertion names it: `[region=eu,device=ios]`. */
export function segmentText({ columns, values }: CheckedSegment): string {
  const conditions = columns.map((column, k) => `${columnWord(column)}=${word(values[k]!)}`);
  return `[${conditions.join(',')}]`;
}

const COMPARISON_WORDS = `one of ${COMPARISONS.join(' ')}`;

/** A column, quoted where it would stand for something else. */
function columnWord(column: Divider): string {
  return column === OUTPUT_NAME ? JSON.stringify(column) : word(dividerName(column));
}

function word(text: string): string {
  return PLAIN_TEXT.test(text) ? text : JSON.stringify(text);
}

/** The conditions after an opening bracket, with the closing one. */
function readConditions(parser: PhraseParser): Condition[] {
  const conditions: Condition[] = [];
  do {
    const start = parser.position;
    const isQuoted = parser.isAt('"');
    const name = parser.word(BARE_COLUMN);
    if (name === undefined) throw parser.expected('a column');
    const column = name === OUTPUT_NAME && !isQuoted ? OUTPUT : name;
    if (conditions.some((other) => other.column === column)) {
      parser.goBack(start);
      throw parser.expected('another column');
    }
    if (!parser.skip('=')) throw parser.expected('=');
    if (parser.skip('*')) conditions.push({ column, value: undefined });
    else {
      const value = parser.word(BARE_VALUE);
      if (value === undefined) throw parser.expected('a text or *');
      conditions.push({ column, value });
    }
  } while (parser.skip(','));
  if (!parser.skip(']')) throw parser.expected(', or ]');
  return conditions;
}
