/** Lines of numbers and texts to doubles. All addresses are of the memory that it shares with `../csv-scanner.ts`. */
import { byteAt, CR, LF, SPACE, TAB } from './characters';
import { readNumber } from './number';
import { skipCells, skipLastCell } from './skipping';
import { readText, Texts } from './texts';

export { metNonAscii } from './cell-bytes';
export { exchange } from './exchange';
export { copyTexts, countTexts, openTexts } from './texts';
// Nobody calls it from outside. But what is exported is not inlined into the loop, where it slows the numbers down.
export { readText } from './texts';

/** Stores the number at `out` that the text of a cell stands for; false if it is none. */
declare function resolve(start: usize, end: usize, out: usize): bool;

/** What the plan says of a column that is read. */
@unmanaged
class Column {
  /** Cells to pass over before it. */
  passed: u32;
  /** The byte after its cell. */
  terminator: u32;
  /** The texts of its cells; null where they are numbers. */
  texts: Texts | null;
  /** Where its next number goes, and how many bytes after that the one of the next line. */
  out: usize;
  step: usize;
}

/** The first address that is free for the host: what is below holds constants. */
export function freeMemory(): usize {
  return __heap_base;
}

/**
 * Stores the numbers of the lines from `text` to `end`, which ends in LF, where their columns say; the number of a text
 * is its code. `plan` to `planEnd` has a {@link Column} for each that is read; `rest` cells of a line come after the
 * last of these. Returns whether the lines are of this kind. Up to 16 bytes beyond `end` are read, whatever they hold.
 */
export function scan(
  text: usize,
  end: usize,
  plan: usize,
  planEnd: usize,
  rest: u32,
  delimiter: u32,
  emptyIsMissing: bool,
): bool {
  let at = text;
  while (at < end) {
    for (let entry = plan; entry < planEnd; entry += offsetof<Column>()) {
      const column = changetype<Column>(entry);
      if (column.passed > 0) {
        at = skipCells(at, column.passed, delimiter);
        if (at == 0) return false;
      }
      const out = column.out;
      column.out = out + column.step;
      const texts = column.texts;
      const cellEnd =
        texts === null
          ? readNumberCell(at, column.terminator, delimiter, emptyIsMissing, out)
          : readText(at, column.terminator, delimiter, texts, out);
      if (cellEnd == 0) return false;
      at = cellEnd + 1;
    }
    if (rest > 0) {
      at = skipCells(at, rest - 1, delimiter);
      if (at != 0) at = skipLastCell(at, delimiter);
      if (at == 0) return false;
    }
  }
  return true;
}

/** Reads a cell. Returns the address of its terminator, or 0 if it is no number or ends otherwise. */
@inline
function readNumberCell(
  start: usize,
  terminator: u32,
  delimiter: u32,
  emptyIsMissing: bool,
  out: usize,
): usize {
  const end = readNumber(start, out);
  // There is a zero at address 0, so that no number looks like one that is followed by something else.
  if (byteAt(end) == terminator) return end;
  if (terminator == LF && byteAt(end) == CR && byteAt(end + 1) == LF) return end + 1;
  return readOtherCell(start, terminator, delimiter, emptyIsMissing, out);
}

/**
 * Reads a cell that is more than a number of the usual kind: there are spaces around it, it is missing, or the
 * host knows what it is. Returns the address of its terminator, or 0 if it is no number or ends otherwise.
 */
function readOtherCell(
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
  if (textEnd == start) {
    store<f64>(out, NaN);
    return emptyIsMissing ? cellEnd : 0;
  }

  let numberStart = start;
  while (numberStart < textEnd && isSpace(byteAt(numberStart))) numberStart++;
  let numberEnd = textEnd;
  while (numberEnd > numberStart && isSpace(byteAt(numberEnd - 1))) numberEnd--;
  if (readNumber(numberStart, out) == numberEnd) return cellEnd;
  return resolve(start, textEnd, out) ? cellEnd : 0;
}

function isSpace(character: u32): bool {
  return character == SPACE || character == TAB;
}
