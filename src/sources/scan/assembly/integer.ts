/** Cells of text that are integers, whose values stand for them. */
import { byteAt, CR, LF, MINUS, ZERO } from './characters';
import { countDigits, loadDigits, valueOfDigits } from './digits';

/** Digits that a double holds whatever they are. */
const MOST_DIGITS: i32 = 15;

/**
 * Stores the integer that the cell which begins at `start` is at `out`. Returns the address of its terminator, or 0 if the
 * cell ends otherwise or its text is none that the integer tells: `07`, `+7`, `-0`, `7.0`, one with spaces or quotes.
 */
export function readInteger(start: usize, terminator: u32, out: usize): usize {
  const isNegative = byteAt(start) == MINUS;
  const first = start + usize(isNegative);
  const digits = loadDigits(first);
  const count = countDigits(digits);
  if (count == 0 || count > MOST_DIGITS) return 0;
  if (byteAt(first) == ZERO && (count > 1 || isNegative)) return 0;
  const end = first + count;
  const cellEnd = terminator == LF && byteAt(end) == CR ? end + 1 : end;
  if (byteAt(cellEnd) != terminator) return 0;
  const value = <f64>(<i64>valueOfDigits(digits, count));
  store<f64>(out, isNegative ? -value : value);
  return cellEnd;
}
