/** Digits that a double holds whatever they are. */
const MOST_DIGITS = 15;
const LEAST_TOO_LONG = 10 ** MOST_DIGITS;
/** Digits that 32 bits hold whatever they are. */
const HEAD_DIGITS = 9;
const MINUS = 0x2d;
const ZERO = 0x30;

/** Whether an integer has few enough digits to be told from all others by its double. */
export function isShortInteger(integer: number): boolean {
  return integer < LEAST_TOO_LONG && integer > -LEAST_TOO_LONG;
}

/**
 * The integer that a text in UTF-8 is; NaN where it is none of at most 15 digits, or is not written as `String` writes it
 * (`07`, `+7`, `-0`, `7.0`). So two texts that are integers are the same if and only if these are.
 */
export function integerIn(bytes: Uint8Array, start: number, end: number): number {
  const isNegative = bytes[start] === MINUS;
  const first = isNegative ? start + 1 : start;
  const count = end - first;
  if (count < 1 || count > MOST_DIGITS) return NaN;
  if (bytes[first] === ZERO && (count > 1 || isNegative)) return NaN;
  const headEnd = Math.min(end, first + HEAD_DIGITS);
  let head = 0;
  let at = first;
  for (; at < headEnd; at++) {
    const digit = bytes[at]! - ZERO;
    if (digit < 0 || digit > 9) return NaN;
    head = Math.imul(head, 10) + digit;
  }
  let value = head;
  for (; at < end; at++) {
    const digit = bytes[at]! - ZERO;
    if (digit < 0 || digit > 9) return NaN;
    value = 10 * value + digit;
  }
  return isNegative ? -value : value;
}
