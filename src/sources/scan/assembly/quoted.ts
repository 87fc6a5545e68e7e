/** What ends a quoted cell. */
import { noteBytes, noteLineEnds, quotesIn } from './cell-bytes';
import { byteAt, CR, LF, QUOTE } from './characters';

/** The address of the quote that closes the cell whose text begins at `start`; 0 if NUL comes before. */
export function closingQuote(start: usize): usize {
  let quote: usize = 0;
  for (let at = start; quote == 0; ) {
    const bytes = v128.load(at);
    noteBytes(bytes);
    const stops = quotesIn(bytes);
    noteLineEnds(bytes, (stops & -stops) - 1);
    if (!stops) {
      at += 16;
      continue;
    }
    const stop = at + ctz(stops);
    if (byteAt(stop) != QUOTE) return 0;
    // Two stand for one that is part of the text.
    if (byteAt(stop + 1) == QUOTE) at = stop + 2;
    else quote = stop;
  }
  return quote;
}

/** The address of the terminator after the quote that closes a cell; 0 if something else is there. */
export function endAfterQuote(quote: usize, terminator: u32): usize {
  const next = quote + 1;
  const end = terminator == LF && byteAt(next) == CR ? next + 1 : next;
  return byteAt(end) == terminator ? end : 0;
}
