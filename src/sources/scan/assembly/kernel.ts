/** Lines of numbers and texts to doubles. All addresses are of the memory that it shares with `../csv-scanner.ts`. */
import { forgetLineEnds } from './cell-bytes';
import { byteAt, CR, LF, POINT, QUOTE } from './characters';
import { readInteger } from './integer';
import { readNumber } from './number';
import { readOtherNumber, readQuotedNumber } from './other-numbers';
import { skipCells, skipLastCell } from './skipping';
import { forgetLast, readText, Texts } from './texts';

export { countLineEnds, metLineEnds, metNonAscii } from './cell-bytes';
export { exchange } from './exchange';
export { copyTexts, countTexts, openTexts } from './texts';
// Nobody calls them from outside. But what is exported is not inlined into the loop, where it slows the numbers down.
export { readQuotedNumber } from './other-numbers';
export { readInteger } from './integer';
export { readText } from './texts';

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
  /** Whether its cells are texts that are integers, which stand for them. */
  isInteger: u32;
}

/** The first address that is free for the host: what is below holds constants. */
export function freeMemory(): usize {
  return __heap_base;
}

/**
 * Stores the numbers of the rows that begin from `text` to before `until` where their columns say; the number of a text
 * is its code. `plan` to `planEnd` has a {@link Column} for each that is read; `rest` cells of a row come after the
 * last of these. The text goes on to a LF at or after `until`, which NUL follows. Up to 16 bytes beyond are read, whatever
 * they hold. Returns the address after these rows, or of the first that is not of this kind, or not whole.
 */
export function scan(
  text: usize,
  until: usize,
  plan: usize,
  planEnd: usize,
  rest: u32,
  delimiter: u32,
  emptyIsMissing: bool,
  quotedEmptyIsMissing: bool,
): usize {
  forgetLineEnds();
  let at = text;
  while (at < until) {
    const row = at;
    for (let entry = plan; entry < planEnd; entry += offsetof<Column>()) {
      const column = changetype<Column>(entry);
      if (column.passed > 0) {
        at = skipCells(at, column.passed, delimiter);
        if (at == 0) return dropRow(row, plan, entry);
      }
      const out = column.out;
      column.out = out + column.step;
      const texts = column.texts;
      const cellEnd =
        texts !== null
          ? readText(at, column.terminator, delimiter, texts, out)
          : column.isInteger != 0
            ? readInteger(at, column.terminator, out)
            : byteAt(at) == QUOTE
              ? readQuotedNumber(at + 1, column.terminator, quotedEmptyIsMissing, out)
              : readNumberCell(at, column.terminator, delimiter, emptyIsMissing, out);
      if (cellEnd == 0) return dropRow(row, plan, entry + offsetof<Column>());
      at = cellEnd + 1;
    }
    if (rest > 0) {
      at = skipCells(at, rest - 1, delimiter);
      if (at != 0) at = skipLastCell(at, delimiter);
      if (at == 0) return dropRow(row, plan, planEnd);
    }
  }
  return at;
}

/** Takes back what the columns from `plan` to `planEnd` have of a row. Returns its address. */
function dropRow(row: usize, plan: usize, planEnd: usize): usize {
  for (let entry = plan; entry < planEnd; entry += offsetof<Column>()) {
    const column = changetype<Column>(entry);
    column.out -= column.step;
    const texts = column.texts;
    if (texts !== null) forgetLast(texts, row);
  }
  return row;
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
  // Of decimal commas between commas, which have been exchanged: what looks like one number are two.
  if (delimiter == POINT) {
    return readOtherNumber(start, terminator, delimiter, emptyIsMissing, out);
  }
  const end = readNumber(start, out);
  // There is a zero at address 0, so that no number looks like one that is followed by something else.
  if (byteAt(end) == terminator) return end;
  if (terminator == LF && byteAt(end) == CR && byteAt(end + 1) == LF) return end + 1;
  return readOtherNumber(start, terminator, delimiter, emptyIsMissing, out);
}
