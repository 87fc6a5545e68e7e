/**
 * The lower half of XXH64 with seed 0, as Zstandard's frames have it at their end. 64-bit integers are two halves of 32
 * bits, as a bigint each would take a hundred times as long.
 * Source: Y. Collet, xxHash, doc/xxhash_spec.md.
 */
export class Xxh64 {
  readonly #stripe = new Uint8Array(STRIPE);
  readonly #view = new DataView(this.#stripe.buffer);
  /** Four sums, of which each is its lower and its higher half. */
  readonly #lanes = Int32Array.of(
    ...sumOf(PRIME_1, PRIME_2),
    ...PRIME_2,
    0,
    0,
    ...[~PRIME_1[0] + 1, ~PRIME_1[1]],
  );
  #waiting = 0;
  #length = 0;

  update(bytes: Uint8Array): void {
    this.#length += bytes.length;
    let at = 0;
    if (this.#waiting > 0) {
      at = Math.min(STRIPE - this.#waiting, bytes.length);
      this.#stripe.set(bytes.subarray(0, at), this.#waiting);
      this.#waiting += at;
      if (this.#waiting < STRIPE) return;
      this.#consume(this.#view, 0);
    }
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    for (; at + STRIPE <= bytes.length; at += STRIPE) this.#consume(view, at);
    this.#stripe.set(bytes.subarray(at));
    this.#waiting = bytes.length - at;
  }

  /** The lower 32 bits, unsigned. */
  digest(): number {
    if (this.#length < STRIPE) [low, high] = PRIME_5;
    else this.#mergeLanes();
    add(this.#length | 0, Math.floor(this.#length / 2 ** 32));
    let at = 0;
    for (; at + 8 <= this.#waiting; at += 8) {
      const [a, b] = [low, high];
      this.#round(0, 0, this.#view.getInt32(at, true), this.#view.getInt32(at + 4, true));
      xor(a, b);
      rotate(27);
      multiply(PRIME_1);
      add(...PRIME_4);
    }
    if (at + 4 <= this.#waiting) {
      const [a, b] = [low, high];
      [low, high] = [this.#view.getInt32(at, true), 0];
      multiply(PRIME_1);
      xor(a, b);
      rotate(23);
      multiply(PRIME_2);
      add(...PRIME_3);
      at += 4;
    }
    for (; at < this.#waiting; at++) {
      const [a, b] = [low, high];
      [low, high] = [this.#stripe[at]!, 0];
      multiply(PRIME_5);
      xor(a, b);
      rotate(11);
      multiply(PRIME_1);
    }
    shiftInto(33);
    multiply(PRIME_2);
    shiftInto(29);
    multiply(PRIME_3);
    shiftInto(32);
    return low >>> 0;
  }

  #consume(view: DataView, at: number): void {
    const lanes = this.#lanes;
    for (let k = 0; k < 8; k += 2) {
      const [from, to] = [at + 4 * k, at + 4 * k + 4];
      this.#round(lanes[k]!, lanes[k + 1]!, view.getInt32(from, true), view.getInt32(to, true));
      lanes[k] = low;
      lanes[k + 1] = high;
    }
  }

  #round(laneLow: number, laneHigh: number, inputLow: number, inputHigh: number): void {
    low = inputLow;
    high = inputHigh;
    multiply(PRIME_2);
    add(laneLow, laneHigh);
    rotate(31);
    multiply(PRIME_1);
  }

  #mergeLanes(): void {
    const lanes = this.#lanes;
    const turns = [1, 7, 12, 18];
    let [sumLow, sumHigh] = [0, 0];
    turns.forEach((turn, k) => {
      [low, high] = [lanes[2 * k]!, lanes[2 * k + 1]!];
      rotate(turn);
      add(sumLow, sumHigh);
      [sumLow, sumHigh] = [low, high];
    });
    for (let k = 0; k < 8; k += 2) {
      this.#round(0, 0, lanes[k]!, lanes[k + 1]!);
      xor(sumLow, sumHigh);
      multiply(PRIME_1);
      add(...PRIME_4);
      [sumLow, sumHigh] = [low, high];
    }
  }
}

type Halves = readonly [low: number, high: number];

const STRIPE = 32;
const PRIME_1: Halves = [0x85ebca87 | 0, 0x9e3779b1 | 0];
const PRIME_2: Halves = [0x27d4eb4f | 0, 0xc2b2ae3d | 0];
const PRIME_3: Halves = [0x9e3779f9 | 0, 0x165667b1 | 0];
const PRIME_4: Halves = [0xc2b2ae63 | 0, 0x85ebca77 | 0];
const PRIME_5: Halves = [0x165667c5 | 0, 0x27d4eb2f | 0];

/** The number at hand: what the functions below change. */
let low = 0;
let high = 0;

function sumOf([aLow, aHigh]: Halves, [bLow, bHigh]: Halves): Halves {
  [low, high] = [aLow, aHigh];
  add(bLow, bHigh);
  return [low, high];
}

function add(otherLow: number, otherHigh: number): void {
  const sum = (low >>> 0) + (otherLow >>> 0);
  high = (high + otherHigh + (sum >= 2 ** 32 ? 1 : 0)) | 0;
  low = sum | 0;
}

function xor(otherLow: number, otherHigh: number): void {
  low ^= otherLow;
  high ^= otherHigh;
}

/** Turns to the left by less than 32 bits. */
function rotate(bits: number): void {
  const before = low;
  low = (low << bits) | (high >>> (32 - bits));
  high = (high << bits) | (before >>> (32 - bits));
}

/** Combines the number with itself, shifted to the right by 29 bits or more. */
function shiftInto(bits: number): void {
  if (bits < 32) {
    low ^= (low >>> bits) | (high << (32 - bits));
    high ^= high >>> bits;
  } else low ^= bits === 32 ? high : high >>> (bits - 32);
}

function multiply([otherLow, otherHigh]: Halves): void {
  const [a0, a1] = [low & 0xffff, low >>> 16];
  const [b0, b1] = [otherLow & 0xffff, otherLow >>> 16];
  const middle = a1 * b0 + ((a0 * b0) >>> 16);
  const other = a0 * b1 + (middle & 0xffff);
  const carried = a1 * b1 + (middle >>> 16) + (other >>> 16);
  high = (carried + Math.imul(low, otherHigh) + Math.imul(high, otherLow)) | 0;
  low = Math.imul(low, otherLow);
}
