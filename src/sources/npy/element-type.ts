import { endianness } from 'node:os';
import type { StoredDtype } from '../../tensor/dtype.ts';
import { LOW } from '../../tensor/double-words.ts';

const NATIVE = endianness() === 'LE' ? '<' : '>';
const DOUBLE = 'f8';
/** A type that NumPy has no name for: the upper half of a 32-bit float. */
const BRAIN_FLOAT = 'B2';
const KINDS: Readonly<Record<string, string>> = { f: 'float', i: 'int', u: 'uint' };

/** The value of the last bit of a 16-bit float, by exponent; subnormal numbers have that of the lowest others. */
const HALF_UNITS = Float64Array.from(
  { length: 0x1f },
  (_, exponent) => 2 ** (Math.max(exponent, 1) - 25),
);

/** How the elements of an array are stored, as NumPy's dtype says it: `<f8`. */
export class ElementType {
  /** Kind and bytes: `f8`. */
  readonly #code: string;
  readonly #isSwapped: boolean;
  /** Bytes in an element. */
  readonly size: number;

  private constructor(code: string, isSwapped: boolean) {
    this.#code = code;
    this.#isSwapped = isSwapped;
    this.size = Number(code.slice(1));
  }

  /** The type that a dtype names; undefined for one that is no number of 1 to 8 bytes with a byte order. */
  static of(descr: string): ElementType | undefined {
    const code = descr.slice(1);
    const order = descr.slice(0, 1);
    if (code === BRAIN_FLOAT || (code !== DOUBLE && !DECODERS.has(code))) return undefined;
    const hasOrder = order === '<' || order === '>' || (order === '|' && code.endsWith('1'));
    return hasOrder ? new ElementType(code, order !== NATIVE) : undefined;
  }

  /** 16-bit floats with the exponents of 32-bit ones, in little-endian order. */
  static brainFloat(): ElementType {
    return new ElementType(BRAIN_FLOAT, NATIVE !== '<');
  }

  get dtype(): StoredDtype {
    if (this.isBoolean) return 'bool';
    if (this.#code === BRAIN_FLOAT) return 'bfloat16';
    return `${KINDS[this.#code.slice(0, 1)]!}${8 * this.size}` as StoredDtype;
  }

  get isDouble(): boolean {
    return this.#code === DOUBLE;
  }

  get isFloat(): boolean {
    return this.#code.startsWith('f') || this.#code === BRAIN_FLOAT;
  }

  get isBoolean(): boolean {
    return this.#code === 'b1';
  }

  /** Whether there are integers among these that a double does not hold. */
  get exceedsDouble(): boolean {
    return this.#code === 'i8' || this.#code === 'u8';
  }

  /**
   * The numbers of whole elements; 64-bit integers are rounded. The bytes, which must begin at a multiple of 8, may
   * be put into another order. Doubles stay in their memory, other numbers are put into `room` if that is given.
   */
  decode(bytes: Buffer, room?: Float64Array): Float64Array {
    if (this.#isSwapped) swap(bytes, this.size);
    const count = bytes.length / this.size;
    if (this.isDouble) return new Float64Array(bytes.buffer, bytes.byteOffset, count);
    const values = room?.subarray(0, count) ?? new Float64Array(count);
    DECODERS.get(this.#code)!(values, bytes.buffer, bytes.byteOffset);
    return values;
  }

  /** An integer of decoded bytes, as text, in full. */
  textAt(bytes: Buffer, index: number): string {
    const { buffer, byteOffset } = bytes.subarray(index * this.size);
    const [integer] =
      this.#code === 'i8'
        ? new BigInt64Array(buffer, byteOffset, 1)
        : new BigUint64Array(buffer, byteOffset, 1);
    return String(integer);
  }
}

type Decode = (values: Float64Array, buffer: ArrayBufferLike, start: number) => void;

/** By kind and bytes, for all types but doubles. */
const DECODERS: ReadonlyMap<string, Decode> = new Map<string, Decode>([
  ['b1', (values, buffer, start) => values.set(new Uint8Array(buffer, start, values.length))],
  ['i1', (values, buffer, start) => values.set(new Int8Array(buffer, start, values.length))],
  ['i2', (values, buffer, start) => values.set(new Int16Array(buffer, start, values.length))],
  ['i4', (values, buffer, start) => values.set(new Int32Array(buffer, start, values.length))],
  [
    'i8',
    (values, buffer, start) => decodeLong(values, new Int32Array(buffer, start, 2 * values.length)),
  ],
  ['u1', (values, buffer, start) => values.set(new Uint8Array(buffer, start, values.length))],
  ['u2', (values, buffer, start) => values.set(new Uint16Array(buffer, start, values.length))],
  ['u4', (values, buffer, start) => values.set(new Uint32Array(buffer, start, values.length))],
  [
    'u8',
    (values, buffer, start) =>
      decodeLong(values, new Uint32Array(buffer, start, 2 * values.length)),
  ],
  [
    'f2',
    (values, buffer, start) => decodeHalf(values, new Uint16Array(buffer, start, values.length)),
  ],
  [
    BRAIN_FLOAT,
    (values, buffer, start) =>
      decodeBrainFloat(values, new Uint16Array(buffer, start, values.length)),
  ],
  ['f4', (values, buffer, start) => values.set(new Float32Array(buffer, start, values.length))],
]);

/**
 * The nearest doubles to 64-bit integers, from their halves: the sum rounds once. Ten times faster than by way of
 * BigInt.
 * @param high their halves, of which the higher one has the sign
 */
function decodeLong(values: Float64Array, high: Int32Array | Uint32Array): void {
  const low = new Uint32Array(high.buffer, high.byteOffset, high.length);
  for (let i = 0; i < values.length; i++) {
    values[i] = high[2 * i + 1 - LOW]! * 2 ** 32 + low[2 * i + LOW]!;
  }
}

/** The values of 16-bit floats of IEEE 754: a sign, 5 bits of exponent and 10 of fraction. */
function decodeHalf(values: Float64Array, bits: Uint16Array): void {
  for (let i = 0; i < values.length; i++) {
    const magnitude = halfMagnitude((bits[i]! >> 10) & 0x1f, bits[i]! & 0x3ff);
    values[i] = bits[i]! < 0x8000 ? magnitude : -magnitude;
  }
}

function decodeBrainFloat(values: Float64Array, bits: Uint16Array): void {
  const words = Uint32Array.from(bits, (upper) => upper << 16);
  values.set(new Float32Array(words.buffer));
}

function halfMagnitude(exponent: number, fraction: number): number {
  if (exponent === 0x1f) return fraction === 0 ? Infinity : NaN;
  // Subnormal numbers have no leading one.
  return (exponent === 0 ? fraction : 0x400 + fraction) * HALF_UNITS[exponent]!;
}

/** Reverses the bytes of every element. */
function swap(bytes: Buffer, size: number): void {
  if (size === 2) bytes.swap16();
  else if (size === 4) bytes.swap32();
  else if (size === 8) bytes.swap64();
}
