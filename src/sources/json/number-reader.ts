const MINUS = 0x2d;
const PLUS = 0x2b;
const POINT = 0x2e;
const ZERO = 0x30;
const E = 0x45;
const e = 0x65;

/** A double holds exactly every integer up to the first, and every power of ten up to the second. */
const EXACT = 2 ** 53;
const EXACT_POWER = 22;
/** Digits that a signed integer of 32 bits holds, whatever they are. */
const HALF = 9;
/** Beyond powers of ten of this size, the products below would leave the normal doubles. */
const LARGEST_POWER = 270;
/** What an exponent is cut to: no text has so many digits that they could make up for it. */
const LARGEST_EXPONENT = 1e15;
/** Multiplied by it, a double falls into two halves of 26 bits (Dekker 1971). */
const SPLITTER = 2 ** 27 + 1;

const POWERS = Float64Array.from({ length: EXACT_POWER + 1 }, (_, k) => Number(`1e${k}`));
/** Powers of ten from -LARGEST_POWER on as sums of two doubles, worked out when they are first needed. */
const HEADS = new Float64Array(2 * LARGEST_POWER + 1);
const TAILS = new Float64Array(2 * LARGEST_POWER + 1);

/** Reads the numbers of a JSON text (RFC 8259) from its bytes, nearly always without making a string of them. */
export class JsonNumberReader {
  readonly #bytes: Buffer;
  readonly #view: DataView;
  /** The position after the number that was read last. */
  end = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  /**
   * The double nearest to the number at a position. NaN where there is none, and for one that takes a closer look:
   * too large for a double, or an integer beyond 2^53.
   */
  read(start: number): number {
    const bytes = this.#bytes;
    const isNegative = bytes[start] === MINUS;
    const first = isNegative ? start + 1 : start;
    let at = first;
    // The significant digits: the first nine or less, and up to nine after them.
    let high = 0;
    let highDigits = 0;
    let low = 0;
    let lowDigits = 0;
    let hasMore = false;
    // Beyond the last byte NaN, which is no digit either.
    let digit = bytes[at]! - ZERO;
    for (; digit >= 0 && digit <= 9; digit = bytes[++at]! - ZERO) {
      if (highDigits < HALF) {
        high = 10 * high + digit;
        if (high !== 0) highDigits++;
      } else if (lowDigits < HALF) {
        low = 10 * low + digit;
        lowDigits++;
      } else hasMore = true;
    }
    if (at === first || (bytes[first] === ZERO && at > first + 1)) return NaN;
    const afterInteger = at;

    let exponent = 0;
    if (digit === POINT - ZERO) {
      const fraction = ++at;
      if (high === 0) while (bytes[at] === ZERO) at++;
      const lastFour = this.#view.byteLength - 4;
      for (; lowDigits === 0 && highDigits <= HALF - 4 && at <= lastFour; at += 4) {
        const four = fourDigits(this.#view.getInt32(at, true));
        if (four < 0) break;
        high = 10_000 * high + four;
        highDigits += 4;
      }
      for (; lowDigits <= HALF - 4 && at <= lastFour; at += 4) {
        const four = fourDigits(this.#view.getInt32(at, true));
        if (four < 0) break;
        low = 10_000 * low + four;
        lowDigits += 4;
      }
      digit = bytes[at]! - ZERO;
      for (; digit >= 0 && digit <= 9; digit = bytes[++at]! - ZERO) {
        if (lowDigits < HALF) {
          low = 10 * low + digit;
          lowDigits++;
        } else hasMore = true;
      }
      if (at === fraction) return NaN;
      exponent = fraction - at;
    }
    this.end = at;
    if (digit === e - ZERO || digit === E - ZERO) exponent += this.#exponent(at + 1);

    let value = hasMore ? NaN : nearest(high, low, lowDigits, exponent);
    // The sign is left out, as rounding to the nearest double knows none.
    if (Number.isNaN(value)) value = Number(bytes.toString('latin1', first, this.end));
    const isUnsafe = value > Number.MAX_SAFE_INTEGER && this.end === afterInteger;
    if (isUnsafe || value === Infinity || Number.isNaN(exponent)) return NaN;
    return isNegative ? -value : value;
  }

  /** Reads on from after the letter; NaN where no digit follows. */
  #exponent(start: number): number {
    const bytes = this.#bytes;
    const sign = bytes[start];
    const first = sign === MINUS || sign === PLUS ? start + 1 : start;
    let at = first;
    let exponent = 0;
    for (let digit = bytes[at]! - ZERO; digit >= 0 && digit <= 9; digit = bytes[++at]! - ZERO) {
      exponent = Math.min(LARGEST_EXPONENT, 10 * exponent + digit);
    }
    this.end = at;
    if (at === first) return NaN;
    return sign === MINUS ? -exponent : exponent;
  }
}

/** The number that four bytes in little-endian order are the digits of; -1 where one of them is none. */
function fourDigits(bytes: number): number {
  // Subtracting from a byte below "0", or adding to one above "9", sets the highest bit of some byte.
  if ((((bytes + 0x46464646) | (bytes - 0x30303030)) & 0x80808080) !== 0) return -1;
  const digits = bytes & 0x0f0f0f0f;
  const pairs = 10 * digits + (digits >>> 8);
  return 100 * (pairs & 0xff) + ((pairs >>> 16) & 0xff);
}

/**
 * The double nearest to (high * 10^lowDigits + low) * 10^exponent, of up to nine digits each; NaN where it takes
 * more bits than are computed here to tell which of two that is.
 */
function nearest(high: number, low: number, lowDigits: number, exponent: number): number {
  // 5^9 takes 21 bits and nine digits 30, so that the product is exact; so is the sum of head and tail.
  const upper = high * POWERS[lowDigits]!;
  const head = upper + low;
  const tail = low - (head - upper);
  if (head < EXACT && exponent >= -EXACT_POWER && exponent <= EXACT_POWER) {
    return exponent < 0 ? head / POWERS[-exponent]! : head * POWERS[exponent]!;
  }
  if (head === 0) return 0;
  if (!(exponent >= -LARGEST_POWER && exponent <= LARGEST_POWER)) return NaN;

  const index = exponent + LARGEST_POWER;
  if (HEADS[index] === 0) keepPower(exponent);
  const power = HEADS[index]!;
  // The product of both heads and its rounding error, which together are exact (Dekker 1971).
  const product = head * power;
  const headSplit = SPLITTER * head;
  const head1 = headSplit - (headSplit - head);
  const head2 = head - head1;
  const powerSplit = SPLITTER * power;
  const power1 = powerSplit - (powerSplit - power);
  const power2 = power - power1;
  const error = head1 * power1 - product + head1 * power2 + head2 * power1 + head2 * power2;
  // What is left out and rounded from here on is less than 2^-102 of the product: ten roundings to 2^-106 of it.
  const rest = error + (head * TAILS[index]! + tail * power);
  const margin = product * 2 ** -98;
  const least = product + (rest - margin);
  return least === product + (rest + margin) ? least : NaN;
}

/** Works out 10^exponent to 106 bits. */
function keepPower(exponent: number): void {
  const size = 10n ** BigInt(Math.abs(exponent));
  // The reciprocal of a power is scaled to an integer of 120 bits or more.
  const shift = exponent < 0 ? size.toString(2).length + 120 : 0;
  const scaled = exponent < 0 ? (1n << BigInt(shift)) / size : size;
  const head = Number(scaled);
  HEADS[exponent + LARGEST_POWER] = head * 2 ** -shift;
  TAILS[exponent + LARGEST_POWER] = Number(scaled - BigInt(head)) * 2 ** -shift;
}
