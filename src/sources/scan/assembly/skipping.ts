/** Passing over the cells that nobody reads, sixteen bytes at a time. */
import { delimitersIn, noteBytes, stopsIn } from './cell-bytes';
import { byteAt, CR, LF, QUOTE } from './characters';
import { closingQuote, endAfterQuote } from './quoted';

/**
 * The address after the next `count` cells and the delimiter of each; 0 if the line has fewer, or if they hold
 * what only a CSV parser understands.
 */
export function skipCells(start: usize, count: u32, delimiter: u32): usize {
  let at = start;
  while (count > 0) {
    const bytes = v128.load(at);
    noteBytes(bytes);
    const stops = stopsIn(bytes);
    const beforeStop = (stops & -stops) - 1;
    let delimiters = delimitersIn(bytes, delimiter) & beforeStop;
    const found = <u32>popcnt(delimiters);
    if (found >= count) {
      while (--count) delimiters &= delimiters - 1;
      return at + ctz(delimiters) + 1;
    }
    count -= found;
    if (!stops) {
      at += 16;
      continue;
    }
    const cell = at + ctz(stops);
    const isWhole = cell == start || byteAt(cell - 1) == delimiter;
    const end = isWhole && byteAt(cell) == QUOTE ? endOfQuoted(cell, delimiter) : 0;
    if (end == 0) return 0;
    count--;
    at = end + 1;
  }
  return at;
}

/** The address after the line, of which one cell is left; 0 as of {@link skipCells}. */
export function skipLastCell(start: usize, delimiter: u32): usize {
  if (byteAt(start) == QUOTE) {
    const end = endOfQuoted(start, LF);
    return end == 0 ? 0 : end + 1;
  }
  for (let at = start; ; at += 16) {
    const bytes = v128.load(at);
    noteBytes(bytes);
    const stops = stopsIn(bytes) | delimitersIn(bytes, delimiter);
    if (!stops) continue;
    const end = at + ctz(stops);
    const newline = byteAt(end) == CR ? end + 1 : end;
    return byteAt(newline) == LF ? newline + 1 : 0;
  }
}

/** The address of the terminator of a quoted cell; 0 if the cell ends otherwise. */
function endOfQuoted(start: usize, terminator: u32): usize {
  const quote = closingQuote(start + 1);
  return quote == 0 ? 0 : endAfterQuote(quote, terminator);
}
