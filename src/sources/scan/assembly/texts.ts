/** Cells of text to codes: the place of each text among the distinct ones of its column, in order of appearance. */
import { delimitersIn, noteBytes, noteLineEnds, quotesIn, stopsIn } from './cell-bytes';
import { byteAt, CR, LF, QUOTE } from './characters';
import { endAfterQuote } from './quoted';

/** The distinct texts of a column. The host provides the memory, which is enough for whatever the text can hold. */
@unmanaged
export class Texts {
  /**
   * An open-addressing hash table, at most half of it in use: of each slot the lower 32 bits are the hash of a text
   * and the upper ones its code + 1; a free slot is 0.
   */
  slots: usize;
  /** A {@link Span} for each text, in the order of their codes. */
  spans: usize;
  /** Slots, a power of two. They grow with the texts, since to clear many takes as long as to read many cells. */
  capacity: u32;
  count: u32;
  /** Whether an empty text is a cell; a line of one empty cell is no row. */
  mayBeEmpty: bool;
}

/**
 * Where a text was first met, as it is written there. Only quoted cells hold quotes, each of them twice, so that texts
 * are the same where they are written in the same way.
 */
@unmanaged
class Span {
  start: usize;
  length: u32;
  hash: u32;
}

const LEAST_SLOTS: u32 = 1024;
const SLOT: u32 = 8;
const BLOCK: u32 = 16;

/** Begins anew, without texts. */
export function openTexts(texts: Texts, slots: usize, spans: usize, mayBeEmpty: bool): void {
  texts.slots = slots;
  texts.spans = spans;
  texts.count = 0;
  texts.mayBeEmpty = mayBeEmpty;
  clearSlots(texts, LEAST_SLOTS);
}

/**
 * Stores the code of the cell that begins at `start` at `out`. Returns the address of its terminator, or 0 if the
 * cell ends otherwise or holds what only a CSV parser understands.
 */
export function readText(
  start: usize,
  terminator: u32,
  delimiter: u32,
  texts: Texts,
  out: usize,
): usize {
  let hash: u64 = 0;
  let at = start;
  let bytes = v128.load(at);
  noteBytes(bytes);
  let stops = stopsIn(bytes) | delimitersIn(bytes, delimiter);
  while (!stops) {
    hash = hashOn(hash, bytes);
    at += BLOCK;
    bytes = v128.load(at);
    noteBytes(bytes);
    stops = stopsIn(bytes) | delimitersIn(bytes, delimiter);
  }
  const rest = ctz(stops);
  const textEnd = at + rest;
  const isCrLf = terminator == LF && byteAt(textEnd) == CR;
  const cellEnd = textEnd + usize(isCrLf);
  if (byteAt(cellEnd) != terminator) {
    const isQuoted = byteAt(start) == QUOTE;
    return isQuoted ? readQuotedText(start + 1, terminator, texts, out) : 0;
  }
  if (textEnd == start && !texts.mayBeEmpty) return 0;
  hash = hashOn(hash, v128.and(bytes, firstBytes(rest)));
  store<f64>(out, <f64>codeOf(texts, start, <u32>(textEnd - start), <u32>(hash >> 32)));
  return cellEnd;
}

/** Like `readText` for the text of a quoted cell, which begins at `start`. */
function readQuotedText(start: usize, terminator: u32, texts: Texts, out: usize): usize {
  let hash: u64 = 0;
  let at = start;
  let quote: usize = 0;
  /** What is before has been looked at. */
  let next = start;
  for (;;) {
    const bytes = v128.load(at);
    noteBytes(bytes);
    let stops = quotesIn(bytes);
    for (; stops; stops &= stops - 1) {
      const stop = at + ctz(stops);
      if (stop < next) continue;
      if (byteAt(stop) != QUOTE) return 0;
      next = stop + 2;
      if (byteAt(stop + 1) == QUOTE) continue;
      quote = stop;
      break;
    }
    noteLineEnds(bytes, (stops & -stops) - 1);
    if (quote != 0) {
      hash = hashOn(hash, v128.and(bytes, firstBytes(<i32>(quote - at))));
      break;
    }
    hash = hashOn(hash, bytes);
    at += BLOCK;
  }
  const cellEnd = endAfterQuote(quote, terminator);
  if (cellEnd == 0) return 0;
  store<f64>(out, <f64>codeOf(texts, start, <u32>(quote - start), <u32>(hash >> 32)));
  return cellEnd;
}

/** Forgets the text that was met last, if that was at `start` or after it. */
export function forgetLast(texts: Texts, start: usize): void {
  if (texts.count > 0 && spanOf(texts, texts.count - 1).start >= start) texts.count--;
}

/** How many distinct texts there are. */
export function countTexts(texts: Texts): u32 {
  return texts.count;
}

/**
 * Stores the texts one after another at `target`, and at `ends` how far from there each of them ends. Returns the
 * address after the last. Up to 16 bytes beyond it are overwritten.
 */
export function copyTexts(texts: Texts, target: usize, ends: usize): usize {
  let out = target;
  for (let code: u32 = 0; code < texts.count; code++) {
    const span = spanOf(texts, code);
    const end = span.start + span.length;
    for (let at = span.start; at < end; ) {
      const bytes = v128.load(at);
      v128.store(out, bytes);
      const quotes = quotesIn(bytes);
      // Of two quotes the first is copied.
      const next = at + (quotes ? ctz(quotes) + 1 : BLOCK);
      out += (next < end ? next : end) - at;
      at = quotes ? next + 1 : next;
    }
    store<u32>(ends + code * sizeof<u32>(), <u32>(out - target));
  }
  return out;
}

/** The code of a text, which is a new one where it has not been met. */
function codeOf(texts: Texts, start: usize, length: u32, hash: u32): u32 {
  const last = texts.capacity - 1;
  let slot = hash & last;
  for (;;) {
    const entry = load<u64>(texts.slots + slot * SLOT);
    if (entry == 0) break;
    if (<u32>entry == hash) {
      const code = <u32>(entry >> 32) - 1;
      const span = spanOf(texts, code);
      if (span.length == length && areEqual(span.start, start, length)) return code;
    }
    slot = (slot + 1) & last;
  }
  const code = texts.count++;
  const span = spanOf(texts, code);
  span.start = start;
  span.length = length;
  span.hash = hash;
  store<u64>(texts.slots + slot * SLOT, entryOf(code, hash));
  if (texts.count >= texts.capacity / 2) growSlots(texts);
  return code;
}

/** Doubles the slots, and finds each text its place among them. */
function growSlots(texts: Texts): void {
  clearSlots(texts, 2 * texts.capacity);
  const last = texts.capacity - 1;
  for (let code: u32 = 0; code < texts.count; code++) {
    const hash = spanOf(texts, code).hash;
    let slot = hash & last;
    while (load<u64>(texts.slots + slot * SLOT) != 0) slot = (slot + 1) & last;
    store<u64>(texts.slots + slot * SLOT, entryOf(code, hash));
  }
}

function clearSlots(texts: Texts, capacity: u32): void {
  texts.capacity = capacity;
  memory.fill(texts.slots, 0, capacity * SLOT);
}

function entryOf(code: u32, hash: u32): u64 {
  return ((<u64>(code + 1)) << 32) | hash;
}

function spanOf(texts: Texts, code: u32): Span {
  return changetype<Span>(texts.spans + code * offsetof<Span>());
}

function areEqual(a: usize, b: usize, length: u32): bool {
  let i: u32 = 0;
  for (; i + BLOCK <= length; i += BLOCK) {
    if (equalBytes(a + i, b + i) != 0xffff) return false;
  }
  const rest = (1 << (length - i)) - 1;
  return (equalBytes(a + i, b + i) & rest) == rest;
}

/** One bit for each of 16 bytes that is the same. */
function equalBytes(a: usize, b: usize): i32 {
  return i8x16.bitmask(i8x16.eq(v128.load(a), v128.load(b)));
}

/** Ones in the first bytes of 16, zeros in the others. */
function firstBytes(count: i32): v128 {
  const indices = i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  return i8x16.lt_u(indices, i8x16.splat(<i8>count));
}

/** Hashes 16 bytes more; of the result the upper half is good. The multipliers are odd, and random otherwise. */
function hashOn(hash: u64, bytes: v128): u64 {
  const low = (hash ^ <u64>i64x2.extract_lane(bytes, 0)) * 0x9e37_79b9_7f4a_7c15;
  const high = <u64>i64x2.extract_lane(bytes, 1) * 0xc2b2_ae3d_27d4_eb4f;
  const both = low ^ rotl(high, 32);
  return (both ^ (both >> 32)) * 0xff51_afd7_ed55_8ccd;
}
