/** Cells that are more than a number of the usual kind. Addresses of terminators are 0 where a cell is no number. */
import { byteAt, CR, LF, QUOTE, SPACE, TAB } from './characters';
import { readNumber } from './number';
import { closingQuote, endAfterQuote } from './quoted';

/** Stores the number at `out` that the text of a cell stands for; false if it is none. */
@external('host', 'resolve')
declare function resolve(start: usize, end: usize, out: usize): bool;

/**
 * Reads a cell that is not just a number: there are spaces around it, it is missing, or the host knows what it is.
 * Returns the address of its terminator.
 */
export function readOtherNumber(
  start: usize,
  terminator: u32,
  delimiter: u32,
  emptyIsMissing: bool,
  out: usize,
): usize {
  let cellEnd = start;
  while (byteAt(cellEnd) != delimiter && byteAt(cellEnd) != LF) cellEnd++;
  if (byteAt(cellEnd) != terminator) return 0;

  let textEnd = cellEnd;
  if (terminator == LF && textEnd > start && byteAt(textEnd - 1) == CR) textEnd--;
  return readSpaced(start, textEnd, emptyIsMissing, out) ? cellEnd : 0;
}

/** Reads a quoted cell whose text begins at `start`. Returns the address of its terminator. */
export function readQuotedNumber(
  start: usize,
  terminator: u32,
  emptyIsMissing: bool,
  out: usize,
): usize {
  const end = readNumber(start, out);
  if (byteAt(end) == QUOTE) return endAfterQuote(end, terminator);
  const quote = closingQuote(start);
  if (quote == 0) return 0;
  // No number holds a quote, and the host knows what is written without.
  for (let at = start; at < quote; at++) if (byteAt(at) == QUOTE) return 0;
  const cellEnd = endAfterQuote(quote, terminator);
  return cellEnd != 0 && readSpaced(start, quote, emptyIsMissing, out) ? cellEnd : 0;
}

/** Stores the number that a text is with spaces around it, if it is one. */
function readSpaced(start: usize, end: usize, emptyIsMissing: bool, out: usize): bool {
  if (end == start) {
    store<f64>(out, NaN);
    return emptyIsMissing;
  }
  let numberStart = start;
  while (numberStart < end && isSpace(byteAt(numberStart))) numberStart++;
  let numberEnd = end;
  while (numberEnd > numberStart && isSpace(byteAt(numberEnd - 1))) numberEnd--;
  return readNumber(numberStart, out) == numberEnd || resolve(start, end, out);
}

function isSpace(character: u32): bool {
  return character == SPACE || character == TAB;
}
