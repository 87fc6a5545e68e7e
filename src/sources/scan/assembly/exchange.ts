import { byteAt, COMMA, POINT } from './characters';

/** What a comma and a point have different bits in. */
const DIFFERENCE: u32 = COMMA ^ POINT;

/** Makes points of the commas from `start` to `end`, and commas of the points. */
export function exchange(start: usize, end: usize): void {
  let at = start;
  for (; at + 16 <= end; at += 16) {
    const bytes = v128.load(at);
    const found = v128.or(
      i8x16.eq(bytes, i8x16.splat(<i8>COMMA)),
      i8x16.eq(bytes, i8x16.splat(<i8>POINT)),
    );
    v128.store(at, v128.xor(bytes, v128.and(found, i8x16.splat(<i8>DIFFERENCE))));
  }
  for (; at < end; at++) {
    const byte = byteAt(at);
    if (byte == COMMA || byte == POINT) store<u8>(at, <u8>(byte ^ DIFFERENCE));
  }
}
