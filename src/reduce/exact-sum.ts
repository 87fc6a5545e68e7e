/**
 * A sum of doubles without any error: the correctly rounded sum or quotient of the numbers added, whatever
 * their order and however they came in blocks.
 *
 * Each number is split into its upper 26 and lower 27 significant bits, and each half is added to a bin of its
 * binary exponent. The halves in a bin are small integer multiples of one power of two, so that these additions
 * are exact for 2^26 numbers; then the bins are emptied into one long integer, in units of 2^-1074.
 */
export class ExactSum {
  readonly #upper = new Float64Array(EXPONENTS);
  readonly #lower = new Float64Array(EXPONENTS);
  #units = 0n;
  #free = BIN_CAPACITY;
  /** Sum of what is not finite: NaN or an infinity, which decide the result; 0 while there is none. */
  #special = 0;

  add(value: number): void {
    SCRATCH[0] = value;
    this.addAll(SCRATCH, 1);
  }

  /** Adds the first `count` values. */
  addAll(values: Float64Array, count: number): void {
    for (let from = 0; from < count;) {
      if (this.#free === 0) this.#emptyBins();
      const to = Math.min(count, from + this.#free);
      this.#fillBins(values, from, to);
      this.#free -= to - from;
      from = to;
    }
  }

  #fillBins(values: Float64Array, from: number, to: number): void {
    const upper = this.#upper;
    const lower = this.#lower;
    for (let i = from; i < to; i++) {
      const value = values[i]!;
      FLOAT[0] = value;
      const exponent = (WORDS[HIGH]! >>> 20) & 0x7ff;
      if (exponent >= HUGE) {
        this.#addHuge(value);
        continue;
      }
      WORDS[LOW]! &= 0xf8000000;
      const head = FLOAT[0];
      upper[exponent]! += head;
      lower[exponent]! += value - head;
    }
  }

  /** Near the largest double a bin could overflow. */
  #addHuge(value: number): void {
    if (Number.isFinite(value)) this.#units += toUnits(value);
    else this.#special += value;
  }

  #emptyBins(): void {
    for (let e = 0; e < EXPONENTS; e++) {
      this.#units += toUnits(this.#upper[e]!) + toUnits(this.#lower[e]!);
    }
    this.#upper.fill(0);
    this.#lower.fill(0);
    this.#free = BIN_CAPACITY;
  }

  /** The sum, rounded once; NaN or an infinity where one was added. */
  sum(): number {
    if (this.#special !== 0) return this.#special;
    this.#emptyBins();
    return roundQuotient(this.#units, 1n);
  }

  /** The sum divided by a number, rounded once: it overflows only if the quotient itself does. */
  dividedBy(divisor: number): number {
    const exactly = this.#special === 0 && Number.isFinite(divisor) && divisor !== 0;
    if (!exactly) return this.sum() / divisor;
    this.#emptyBins();
    return roundQuotient(this.#units << UNIT_SHIFT, toUnits(divisor));
  }
}

const BIN_CAPACITY = 2 ** 26;
/** Biased exponent from which on 2^26 numbers could add up to more than the largest double. */
const HUGE = 0x7ff - 28;
const EXPONENTS = HUGE;
/** A double is an integer times 2^-1074. */
const UNIT_SHIFT = 1074n;

const FLOAT = new Float64Array(1);
const WORDS = new Uint32Array(FLOAT.buffer);
const HIGH = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0;
const LOW = 1 - HIGH;
const SCRATCH = new Float64Array(1);

/** A finite double as an integer, in units of 2^-1074. */
function toUnits(value: number): bigint {
  if (value === 0) return 0n;
  FLOAT[0] = value;
  const high = WORDS[HIGH]!;
  const exponent = (high >>> 20) & 0x7ff;
  const fraction = (BigInt(high & 0xfffff) << 32n) | BigInt(WORDS[LOW]!);
  const magnitude = exponent === 0 ? fraction : (fraction | (1n << 52n)) << BigInt(exponent - 1);
  return value < 0 ? -magnitude : magnitude;
}

/** The double nearest to numerator / denominator units of 2^-1074, ties to even. */
function roundQuotient(numerator: bigint, denominator: bigint): number {
  if (numerator === 0n) return 0;
  const negative = numerator < 0n !== denominator < 0n;
  let n = numerator < 0n ? -numerator : numerator;
  let d = denominator < 0n ? -denominator : denominator;

  // The weight of the result's last bit: 53 significant bits, but no bit below one unit.
  let last = Math.max(0, bitLength(n) - bitLength(d) - 53);
  d <<= BigInt(last);
  if (n >= d << 53n) {
    d <<= 1n;
    last++;
  }
  let quotient = n / d;
  n -= quotient * d;
  const twice = 2n * n;
  if (twice > d || (twice === d && (quotient & 1n) === 1n)) quotient++;

  const magnitude = Number(quotient) * 2 ** (last - Number(UNIT_SHIFT));
  return negative ? -magnitude : magnitude;
}

function bitLength(value: bigint): number {
  const hex = value.toString(16);
  return 4 * (hex.length - 1) + (32 - Math.clz32(parseInt(hex[0]!, 16)));
}
