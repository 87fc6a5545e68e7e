import { quote, UserError } from '../../messages/errors.ts';
import { CHAR, isNumberStart, type JsonCursor } from './cursor.ts';
import { keysOf } from './list-place.ts';

/**
 * Moves a cursor over scores with their labels and notes the position of each score by its label; false, with the cursor
 * where it was, where there are none.
 * @param rest what is left of the key path, with dots; undefined where none of it was taken
 * @throws UserError for a label that is there twice, or without a score
 */
export function takeScores(
  cursor: JsonCursor,
  rest: string | undefined,
  scores: Map<string, number>,
): boolean {
  if (isScoredList(cursor, rest ?? '')) takeList(cursor, scores);
  else if (isZeroShot(cursor, rest ?? '')) takeZeroShot(cursor, scores);
  else if (rest === '' && isScoreObject(cursor)) takeObject(cursor, scores);
  else return false;
  return true;
}

/** Whether there is a list of labels and scores before the cursor; one whose scores alone are asked for has text labels. */
function isScoredList(cursor: JsonCursor, rest: string): boolean {
  if (cursor.peek() !== CHAR.openBracket || (rest !== '' && rest !== 'score')) return false;
  const first = cursor.at(cursor.position);
  first.enter();
  if (first.peek() !== CHAR.openBrace) return false;
  const keys = keysOf(first);
  if (!keys.includes('label') || !keys.includes('score')) return false;
  let isLabel = false;
  first.sequence(CHAR.closeBrace, () => {
    const isOfLabel = first.text(first.key()) === 'label';
    const byte = first.peek();
    if (isOfLabel) isLabel = byte === CHAR.quote || (rest === '' && isNumberStart(byte));
    first.skip();
  });
  return isLabel;
}

/** Moves over a list of labels and scores, and notes where the score of each label is. */
function takeList(cursor: JsonCursor, scores: Map<string, number>): void {
  cursor.sequence(CHAR.closeBracket, () => {
    if (cursor.peek() !== CHAR.openBrace) throw cursor.unexpected('a label with its score');
    const start = cursor.position;
    let label: string | undefined;
    let score: number | undefined;
    cursor.sequence(CHAR.closeBrace, () => {
      const key = cursor.text(cursor.key());
      const isLabel = key === 'label';
      if (key === 'score') score = cursor.position;
      if (isLabel && cursor.peek() === CHAR.quote) label = cursor.text(cursor.string());
      else if (isLabel && isNumberStart(cursor.peek())) label = cursor.number();
      else cursor.skip();
    });
    if (label === undefined || score === undefined) {
      throw new UserError({
        where: cursor.where(start),
        problem: 'expected a label with its score, as before it, found none',
      });
    }
    note(scores, label, score, cursor.where(start));
  });
}

/** Whether there is an object before the cursor as classifiers without training write it, whose scores are asked for. */
function isZeroShot(cursor: JsonCursor, rest: string): boolean {
  if (cursor.peek() !== CHAR.openBrace || (rest !== '' && rest !== 'scores')) return false;
  const keys = keysOf(cursor);
  return ['sequence', 'labels', 'scores'].every((key) => keys.includes(key));
}

/** Moves over an object with a list of labels and one of scores, and notes where the score of each label is. */
function takeZeroShot(cursor: JsonCursor, scores: Map<string, number>): void {
  const start = cursor.position;
  const labels: string[] = [];
  const positions: number[] = [];
  cursor.sequence(CHAR.closeBrace, () => {
    const key = cursor.text(cursor.key());
    if (cursor.peek() !== CHAR.openBracket || (key !== 'labels' && key !== 'scores')) {
      cursor.skip();
      return;
    }
    cursor.sequence(CHAR.closeBracket, () => {
      positions.push(...(key === 'scores' ? [cursor.position] : []));
      if (key === 'scores') cursor.skip();
      else if (cursor.peek() === CHAR.quote) labels.push(cursor.text(cursor.string()));
      else throw cursor.unexpected('the name of a class in quotes');
    });
  });
  const where = cursor.where(start);
  if (labels.length !== positions.length) {
    const found = `${labels.length} labels and ${positions.length} scores`;
    throw new UserError({ where, problem: `expected as many labels as scores, found ${found}` });
  }
  labels.forEach((label, i) => note(scores, label, positions[i]!, where));
}

/** Whether there is an object before the cursor that holds numbers only. */
function isScoreObject(cursor: JsonCursor): boolean {
  if (cursor.peek() !== CHAR.openBrace) return false;
  const inner = cursor.at(cursor.position);
  const areNumbers: boolean[] = [];
  inner.sequence(CHAR.closeBrace, () => {
    inner.key();
    areNumbers.push(isNumberStart(inner.peek()));
    inner.skip();
  });
  return areNumbers.length > 1 && areNumbers.every((isNumber) => isNumber);
}

/** Moves over an object of scores, and notes where that of each label is. */
function takeObject(cursor: JsonCursor, scores: Map<string, number>): void {
  cursor.sequence(CHAR.closeBrace, () => {
    const start = cursor.position;
    const label = cursor.text(cursor.key());
    note(scores, label, cursor.position, cursor.where(start));
    cursor.skip();
  });
}

function note(scores: Map<string, number>, label: string, position: number, where: string): void {
  if (scores.has(label)) {
    const problem = `expected one score for each label, found ${quote(label)} again`;
    throw new UserError({ where, problem });
  }
  scores.set(label, position);
}
