/** Passing over the cells that nobody reads, sixteen bytes at a time. */
import { delimitersIn, noteBytes, stopsIn } from './cell-bytes';
import { byteAt, CR, LF } from './characters';

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
    noteBytes(bytes);
    const stops = stopsIn(bytes) | delimitersIn(bytes, delimiter);
    if (!stops) continue;
    const end = at + ctz(stops);
    const newline = byteAt(end) == CR ? end + 1 : end;
    return byteAt(newline) == LF ? newline + 1 : 0;
  }
}
