/** Passing over the cells that nobody reads, sixteen bytes at a time. */
import { byteAt, CR, LF, QUOTE } from './characters';

let nonAscii: i32 = 0;

/** Whether bytes that are not ASCII were in or near a cell that was passed over, now or in any earlier text. */
export function metNonAscii(): bool {
  return nonAscii != 0;
}

/**
 * The address after the next `count` cells and the delimiter of each; 0 if the line has fewer, or if they hold
 * what only a CSV parser understands: quotes, NUL, a CR.
 */
export function skipCells(start: usize, count: u32, delimiter: u32): usize {
  let at = start;
  while (count > 0) {
    const bytes = v128.load(at);
    nonAscii |= i8x16.bitmask(bytes);
    const stops = stopsIn(bytes);
    const beforeStop = (stops & -stops) - 1;
    let delimiters = i8x16.bitmask(equal(bytes, delimiter)) & beforeStop;
    const found = <u32>popcnt(delimiters);
    if (found >= count) {
      while (--count) delimiters &= delimiters - 1;
      return at + ctz(delimiters) + 1;
    }
    if (stops) return 0;
    count -= found;
    at += 16;
  }
  return at;
}

/** The address after the line, of which one cell is left; 0 as of {@link skipCells}. */
export function skipLastCell(start: usize, delimiter: u32): usize {
  for (let at = start; ; at += 16) {
    const bytes = v128.load(at);
    nonAscii |= i8x16.bitmask(bytes);
    const stops = stopsIn(bytes) | i8x16.bitmask(equal(bytes, delimiter));
    if (!stops) continue;
    const end = at + ctz(stops);
    const newline = byteAt(end) == CR ? end + 1 : end;
    return byteAt(newline) == LF ? newline + 1 : 0;
  }
}

/** One bit for each byte that ends a line or must not be in a cell. */
function stopsIn(bytes: v128): i32 {
  const lineEnds = v128.or(equal(bytes, LF), equal(bytes, CR));
  const others = v128.or(equal(bytes, QUOTE), equal(bytes, 0));
  return i8x16.bitmask(v128.or(lineEnds, others));
}

function equal(bytes: v128, byte: u32): v128 {
  return i8x16.eq(bytes, i8x16.splat(<i8>byte));
}
