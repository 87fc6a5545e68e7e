/** Copies by 16 bytes, or 8, which write up to 15 bytes more than was asked for. */

@inline
export function copyLiterals(from: usize, to: usize, length: usize): void {
  for (const end = to + length; to < end; to += 16, from += 16) v128.store(to, v128.load(from));
}

/** Repeats what was `distance` bytes before, which may overlap with its copy. */
export function copyMatch(to: usize, distance: usize, length: usize): void {
  const end = to + length;
  if (distance >= 16) {
    for (; to < end; to += 16) v128.store(to, v128.load(to - distance));
    return;
  }
  let whole = distance;
  if (distance < 8) {
    // Once 16 bytes are there, they repeat at the distance that is a multiple of this one as well.
    for (const stop = min(end, to + 16); to < stop; to++) store<u8>(to, load<u8>(to - distance));
    whole = distance * (16 / distance);
  }
  for (; to < end; to += 8) store<u64>(to, load<u64>(to - whole));
}
