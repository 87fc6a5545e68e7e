/** Decimal digits sixteen at a time. */
import { ZERO } from './characters';

/** As many digits are read at once. */
export const GROUP: i32 = 16;

// Loaded from its byte n, the indices that move the first n of 16 bytes to the end and fill up with zeros.
const MOVE_TO_END: StaticArray<u8> = [
  255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 0, 1, 2, 3, 4, 5,
  6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
];

/** 16 characters as the digits they are; above 9 where they are none. */
export function loadDigits(address: usize): v128 {
  return i8x16.sub(v128.load(address), i8x16.splat(<i8>ZERO));
}

/** How many of the 16 are digits, up to the first that is none. */
export function countDigits(digits: v128): i32 {
  return ctz(~i8x16.bitmask(i8x16.lt_u(digits, i8x16.splat(10))) | (1 << GROUP));
}

/** The number that the first `count` digits form. */
export function valueOfDigits(digits: v128, count: i32): u64 {
  const indices = v128.load(changetype<usize>(MOVE_TO_END) + count);
  const d = i8x16.swizzle(digits, indices);
  // Neighbours are joined: into 8 numbers of two digits, then 4 of four, then 2 of eight.
  const units = i16x8.shr_u(d, 8);
  const tens = i16x8.mul(v128.and(d, i16x8.splat(0xff)), i16x8.splat(10));
  const pairs = i16x8.add(tens, units);
  const fours = i32x4.dot_i16x8_s(pairs, i16x8(100, 1, 100, 1, 100, 1, 100, 1));
  const packed = i16x8.narrow_i32x4_u(fours, fours);
  const eights = i32x4.dot_i16x8_s(packed, i16x8(10000, 1, 10000, 1, 10000, 1, 10000, 1));
  const both = <u64>i64x2.extract_lane(eights, 0);
  return (both & u32.MAX_VALUE) * 100000000 + (both >> 32);
}
