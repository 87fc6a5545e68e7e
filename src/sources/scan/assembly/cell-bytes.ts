/** What ends or spoils the text of a cell, among sixteen bytes. */
import { CR, LF, QUOTE } from './characters';

let nonAscii: i32 = 0;

/** Whether bytes that are not ASCII were among those noted, now or in any earlier text. */
export function metNonAscii(): bool {
  return nonAscii != 0;
}

/** Notes bytes that are in or near a cell. */
export function noteBytes(bytes: v128): void {
  nonAscii |= i8x16.bitmask(bytes);
}

/** One bit for each byte that ends a line or that only a CSV parser understands: quotes, NUL, a CR. */
export function stopsIn(bytes: v128): i32 {
  const lineEnds = v128.or(equal(bytes, LF), equal(bytes, CR));
  const others = v128.or(equal(bytes, QUOTE), equal(bytes, 0));
  return i8x16.bitmask(v128.or(lineEnds, others));
}

/** One bit for each of the bytes that separates cells. */
export function delimitersIn(bytes: v128, delimiter: u32): i32 {
  return i8x16.bitmask(equal(bytes, delimiter));
}

function equal(bytes: v128, byte: u32): v128 {
  return i8x16.eq(bytes, i8x16.splat(<i8>byte));
}
