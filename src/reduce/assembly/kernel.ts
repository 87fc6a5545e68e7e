/** A block of doubles split into multiples of two units, whose sums are exact; see ../block-split.ts. */

const DOUBLE: usize = sizeof<f64>();
/** Numbers that are looked at together. */
const GROUP: usize = 4;
/** Doubles in a block, a multiple of a group. */
const BLOCK: usize = 4096;
const HALF: usize = 2 * DOUBLE;

const VALUES = memory.data(BLOCK * DOUBLE, 16);
/** The sum of the multiples of the coarse unit, that of the fine one, and after them what is left of numbers. */
const RESULT = memory.data((BLOCK + 2) * DOUBLE, 16);

/** Where the host puts numbers, filled up to a whole group with zeros. */
export function values(): usize {
  return VALUES;
}

/** Where {@link split} leaves what comes of them. */
export function result(): usize {
  return RESULT;
}

/** The largest absolute value of the first `count` numbers; NaN where one is. */
export function largest(count: usize): f64 {
  let even = f64x2.splat(0);
  let odd = f64x2.splat(0);
  const end = endOf(count);
  for (let at = VALUES; at < end; at += GROUP * DOUBLE) {
    even = f64x2.max(even, f64x2.abs(v128.load(at)));
    odd = f64x2.max(odd, f64x2.abs(v128.load(at + HALF)));
  }
  const both = f64x2.max(even, odd);
  return max(f64x2.extract_lane(both, 0), f64x2.extract_lane(both, 1));
}

/**
 * Splits the first `count` numbers. Adding `coarse` and taking it away again rounds to a multiple of the coarse unit, and
 * `fine` what is left of that. Returns how many numbers follow the two sums: what even that leaves, zeros among them.
 */
export function split(count: usize, coarse: f64, fine: f64): usize {
  const c = f64x2.splat(coarse);
  const f = f64x2.splat(fine);
  let evenHeads = f64x2.splat(0);
  let oddHeads = f64x2.splat(0);
  let evenTails = f64x2.splat(0);
  let oddTails = f64x2.splat(0);
  let left = RESULT + 2 * DOUBLE;
  const end = endOf(count);
  for (let at = VALUES; at < end; at += GROUP * DOUBLE) {
    const even = v128.load(at);
    const odd = v128.load(at + HALF);
    const evenHead = f64x2.sub(f64x2.add(c, even), c);
    const oddHead = f64x2.sub(f64x2.add(c, odd), c);
    const evenRest = f64x2.sub(even, evenHead);
    const oddRest = f64x2.sub(odd, oddHead);
    const evenTail = f64x2.sub(f64x2.add(f, evenRest), f);
    const oddTail = f64x2.sub(f64x2.add(f, oddRest), f);
    evenHeads = f64x2.add(evenHeads, evenHead);
    oddHeads = f64x2.add(oddHeads, oddHead);
    evenTails = f64x2.add(evenTails, evenTail);
    oddTails = f64x2.add(oddTails, oddTail);
    const evenLeft = f64x2.sub(evenRest, evenTail);
    const oddLeft = f64x2.sub(oddRest, oddTail);
    if (v128.any_true(f64x2.ne(v128.or(evenLeft, oddLeft), f64x2.splat(0)))) {
      v128.store(left, evenLeft);
      v128.store(left + HALF, oddLeft);
      left += GROUP * DOUBLE;
    }
  }
  store<f64>(RESULT, sumOf(f64x2.add(evenHeads, oddHeads)));
  store<f64>(RESULT + DOUBLE, sumOf(f64x2.add(evenTails, oddTails)));
  return (left - RESULT) / DOUBLE - 2;
}

/** The end of the last group of the first `count` numbers. */
function endOf(count: usize): usize {
  return VALUES + ((count + GROUP - 1) / GROUP) * GROUP * DOUBLE;
}

function sumOf(pair: v128): f64 {
  return f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1);
}
