/** Streams of bits that are read from their end. What is before a stream may be read as well, but is not taken. */

/** How many bits there are from `start` to `end`, whose last byte has a 1 after them; -1 where it has none. */
export function bitsOf(start: usize, end: usize): i32 {
  if (end <= start) return -1;
  const last = load<u8>(end - 1);
  return last == 0 ? -1 : <i32>(end - start) * 8 - <i32>clz<u32>(last) + 23;
}

/** The `count` bits, up to 56, from the one at `position` on, which may be before the start. */
@inline
export function bitsAt(start: usize, position: i32, count: u32): u64 {
  const word = load<u64>(start + <usize>(position >> 3)) >> <u64>(position & 7);
  return word & ((<u64>1 << <u64>count) - 1);
}
