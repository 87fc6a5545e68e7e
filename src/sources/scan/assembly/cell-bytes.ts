/** What ends or spoils the text of a cell, among sixteen bytes. */
import { byteAt, CR, LF, QUOTE } from './characters';

let nonAscii: i32 = 0;
let lineEnds: i32 = 0;

/** Whether bytes that are not ASCII were among those noted, now or in any earlier text. */
export function metNonAscii(): bool {
  return nonAscii != 0;
}

/** Notes bytes that are in or near a cell. */
export function noteBytes(bytes: v128): void {
  nonAscii |= i8x16.bitmask(bytes);
}

/** Whether line ends were among the bytes of quoted cells that were noted, since they were forgotten. */
export function metLineEnds(): bool {
  return lineEnds != 0;
}

/** Forgets the line ends that were noted. */
export function forgetLineEnds(): void {
  lineEnds = 0;
}

/** Notes line ends among the bytes of a quoted cell that `mask` has a bit for. */
export function noteLineEnds(bytes: v128, mask: i32): void {
  lineEnds |= i8x16.bitmask(equal(bytes, LF)) & mask;
}

/** How many line ends there are from `start` to `end`. */
export function countLineEnds(start: usize, end: usize): u32 {
  let count: i32 = 0;
  let at = start;
  for (; at + 16 <= end; at += 16) {
    count += popcnt(i8x16.bitmask(equal(v128.load(at), LF)));
  }
  for (; at < end; at++) count += i32(byteAt(at) == LF);
  return <u32>count;
}

/** One bit for each byte that ends a line or that only a CSV parser understands: quotes, NUL, a CR. */
export function stopsIn(bytes: v128): i32 {
  const lineEnds = v128.or(equal(bytes, LF), equal(bytes, CR));
  const others = v128.or(equal(bytes, QUOTE), equal(bytes, 0));
  return i8x16.bitmask(v128.or(lineEnds, others));
}

/** One bit for each quote, and for NUL, which only a CSV parser understands. */
export function quotesIn(bytes: v128): i32 {
  return i8x16.bitmask(v128.or(equal(bytes, QUOTE), equal(bytes, 0)));
}

/** One bit for each of the bytes that separates cells. */
export function delimitersIn(bytes: v128, delimiter: u32): i32 {
  return i8x16.bitmask(equal(bytes, delimiter));
}

function equal(bytes: v128, byte: u32): v128 {
  return i8x16.eq(bytes, i8x16.splat(<i8>byte));
}
