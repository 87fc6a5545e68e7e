/**
 * Random 32-bit words: xoshiro128** 1.1 of Blackman and Vigna, "Scrambled linear pseudorandom number generators"
 * (2018). It needs no 64-bit arithmetic, and its period of 2^128 - 1 is never used up.
 */
export class Xoshiro128 {
  readonly #state: Int32Array;

  /** @param state four words, not all of them zero */
  constructor(state: ArrayLike<number>) {
    this.#state = Int32Array.from(state);
  }

  /** A generator that gives the words that this one gives from here on. */
  copy(): Xoshiro128 {
    return new Xoshiro128(this.#state);
  }

  /** The next word. */
  next(): number {
    const state = this.#state;
    const word = scrambled(state[1]!) >>> 0;
    const shifted = state[1]! << 9;
    state[2]! ^= state[0]!;
    state[3]! ^= state[1]!;
    state[1]! ^= state[2]!;
    state[0]! ^= state[3]!;
    state[2]! ^= shifted;
    state[3] = rotateLeft(state[3]!, 11);
    return word;
  }

  /**
   * Draws as many of `rows` rows of two numbers as there are, with replacement, each by the next word, and writes the
   * sums of both numbers into `sums` from `at` on. The state is in registers meanwhile: most of the time that a
   * bootstrap takes is spent here.
   */
  sumDrawn(pairs: Float64Array, rows: number, sums: Float64Array, at: number): void {
    let [a, b, c, d] = this.#state as unknown as [number, number, number, number];
    // Some rows are likelier than others by 2^-20 of that at most.
    const rowsPerWord = rows / 2 ** 32;
    let ofFirst = 0;
    let ofSecond = 0;
    for (let i = 0; i < rows; i++) {
      const drawn = 2 * (((scrambled(b) >>> 0) * rowsPerWord) | 0);
      const shifted = b << 9;
      c ^= a;
      d ^= b;
      b ^= c;
      a ^= d;
      c ^= shifted;
      d = rotateLeft(d, 11);
      ofFirst += pairs[drawn]!;
      ofSecond += pairs[drawn + 1]!;
    }
    this.#state.set([a, b, c, d]);
    sums[at] = ofFirst;
    sums[at + 1] = ofSecond;
  }
}

/** What random numbers are for: one seed gives each purpose numbers of its own. */
const STREAMS = { grouping: 0, replicates: 1 } as const;

/**
 * A generator whose state comes from splitmix64, as its authors advise.
 * @param seed a whole number from 0 to 2^53 - 1
 */
export function seededGenerator(seed: number, stream: keyof typeof STREAMS): Xoshiro128 {
  const words = splitMix64((BigInt(STREAMS[stream]) << 53n) | BigInt(seed));
  const low = words.next().value;
  const high = words.next().value;
  return new Xoshiro128([word(low), word(low >> 32n), word(high), word(high >> 32n)]);
}

/** The splitmix64 generator of Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014). */
export function* splitMix64(seed: bigint): Generator<bigint, never> {
  for (let state = seed; ;) {
    state = BigInt.asUintN(64, state + 0x9e3779b97f4a7c15n);
    let mixed = state;
    mixed = BigInt.asUintN(64, (mixed ^ (mixed >> 30n)) * 0xbf58476d1ce4e5b9n);
    mixed = BigInt.asUintN(64, (mixed ^ (mixed >> 27n)) * 0x94d049bb133111ebn);
    yield mixed ^ (mixed >> 31n);
  }
}

function scrambled(x: number): number {
  return Math.imul(rotateLeft(Math.imul(x, 5), 7), 9);
}

function rotateLeft(x: number, bits: number): number {
  return (x << bits) | (x >>> (32 - bits));
}

function word(x: bigint): number {
  return Number(BigInt.asIntN(32, x));
}
