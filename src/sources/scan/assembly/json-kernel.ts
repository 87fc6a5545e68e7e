/** Elements of JSON that are all written alike to doubles. All addresses are of the memory that it shares with `../../json/json-window.ts`. */
import { byteAt, COMMA, MINUS, QUOTE, SPACE, ZERO } from './characters';
import { readNumber } from './number';

const BACKSLASH: u32 = 0x5c;
const COLON: u32 = 0x3a;
const DOUBLE: usize = sizeof<f64>();
const WORD: u32 = <u32>sizeof<u64>();

/** Stores the number at `out` that is read at `start`, which is none of the usual kind; the address after it, or 0. */
declare function resolve(start: usize, out: usize): usize;
/** The address after the value at `start`, which is none of the usual kind; 0 if there is none. */
declare function pass(start: usize): usize;

/** What the plan says of a value of an element. */
@unmanaged
class Value {
  /** The bytes before it. */
  literal: usize;
  length: u32;
  /** Whether it is a number that is read; others are passed over. */
  isRead: u32;
}

let elements: u32 = 0;
let closed: bool = false;

/** The first address that is free for the host: what is below holds constants. */
export function freeMemory(): usize {
  return __heap_base;
}

/** How many elements the last scan has read. */
export function countElements(): u32 {
  return elements;
}

/** Whether the last scan came to the end of the sequence. */
export function isClosed(): bool {
  return closed;
}

/**
 * Stores the numbers of the elements from `text` on at `out`, one after the other, up to the bracket that closes the
 * sequence or to an element that is not all there, or written in another way. `plan` to `planEnd` has a {@link Value} for
 * each of an element; `tail` comes after the last of them. Where `isLabelled`, the elements are members of an object whose
 * keys are numbers that count from `label` on. Returns the address after what was read: of the bracket, or the first element
 * that was not. After the text there are 16 zeros.
 */
export function scan(
  text: usize,
  plan: usize,
  planEnd: usize,
  tail: usize,
  tailLength: u32,
  isLabelled: bool,
  label: u32,
  close: u32,
  out: usize,
): usize {
  elements = 0;
  closed = false;
  let start = text;
  let to = out;
  while (!closed) {
    let at = isLabelled ? skipLabel(start, label + elements) : start;
    for (let entry = plan; at != 0 && entry < planEnd; entry += offsetof<Value>()) {
      const value = changetype<Value>(entry);
      at = skipLiteral(at, value.literal, value.length);
      if (at == 0) break;
      if (value.isRead) {
        at = readJsonNumber(at, to);
        to += DOUBLE;
      } else at = skipValue(at);
    }
    if (at != 0) at = skipLiteral(at, tail, tailLength);
    if (at == 0) break;
    at = skipSpace(at);
    const character = byteAt(at);
    if (character != COMMA && character != close) break;
    elements++;
    closed = character == close;
    start = closed ? at + 1 : skipSpace(at + 1);
  }
  return start;
}

@inline
function isSpace(character: u32): bool {
  return character == SPACE || character == 0x0a || character == 0x0d || character == 0x09;
}

@inline
function skipSpace(start: usize): usize {
  let at = start;
  while (isSpace(byteAt(at))) at++;
  return at;
}

/** The address after the bytes of a literal; 0 where there are others. */
@inline
function skipLiteral(start: usize, literal: usize, length: u32): usize {
  let done: u32 = 0;
  for (; done + WORD <= length; done += WORD) {
    if (load<u64>(start + done) != load<u64>(literal + done)) return 0;
  }
  for (; done < length; done++) if (byteAt(start + done) != byteAt(literal + done)) return 0;
  return start + length;
}

/** The address after a key that is a number, and its colon; 0 where there is another. */
function skipLabel(start: usize, label: u32): usize {
  if (byteAt(start) != QUOTE) return 0;
  const first = start + 1;
  let at = first;
  let written: u32 = 0;
  for (let digit = byteAt(at) - ZERO; digit < 10; digit = byteAt(++at) - ZERO) {
    if (at - first == 9) return 0;
    written = written * 10 + digit;
  }
  if (at == first || written != label || (at - first > 1 && byteAt(first) == ZERO)) return 0;
  if (byteAt(at) != QUOTE) return 0;
  at = skipSpace(at + 1);
  return byteAt(at) == COLON ? skipSpace(at + 1) : 0;
}

/** Whether a number begins here as JSON has it: with a digit, and a zero only where no other digit follows. */
@inline
function beginsNumber(start: usize): bool {
  const unsigned = start + usize(byteAt(start) == MINUS);
  const first = byteAt(unsigned) - ZERO;
  return first < 10 && (first != 0 || byteAt(unsigned + 1) - ZERO >= 10);
}

@inline
function readJsonNumber(start: usize, out: usize): usize {
  if (beginsNumber(start)) {
    const end = readNumber(start, out);
    if (end != 0) return end;
  }
  return resolve(start, out);
}

/** The address after a string, a number or a word; 0 where there is none. */
function skipValue(start: usize): usize {
  if (byteAt(start) != QUOTE) return pass(start);
  let at = start + 1;
  while (byteAt(at) >= SPACE && byteAt(at) != QUOTE && byteAt(at) != BACKSLASH) at++;
  return byteAt(at) == QUOTE ? at + 1 : pass(start);
}
