import type { StoredDtype } from '../../tensor/dtype.ts';
import { parseFloat16 } from 'hyparquet/src/convert.js';
import { losesDigits } from '../../text/parse-number.ts';

/** Told of an integer that a double does not hold: its place and its digits. */
export type NoteRounded = (place: number, digits: string) => void;

/** Values of the same number of bytes each. */
export interface FixedType {
  readonly kind: 'fixed';
  readonly bytes: number;
  /** The integers, where the encoding by differences can store these values. */
  readonly integer: 32 | 64 | undefined;
  /**
   * Where they are bytes for Parquet, and so are encoded as texts are as well: whether all have that length, or are
   * two's complement of any length up to that.
   */
  readonly byteArrays?: 'one length' | 'any length';
  /** Whether all values are whole numbers. */
  readonly isWhole: boolean;
  /** As which floats they are stored. */
  readonly dtype?: StoredDtype;
  /** Puts the nearest doubles of the first `count` values of `stored`, little-endian, into `target`. */
  readonly convert: (
    stored: ArrayBuffer,
    count: number,
    target: Float64Array,
    note: NoteRounded,
  ) => void;
}

/** The powers of ten that a double holds exactly, so that dividing by them rounds correctly. */
const LARGEST_EXACT_POWER = 22;
/** Bytes of a decimal; 32 hold 76 digits, and no more than fit into a double's range. */
export const LONGEST_DECIMAL = 32;

export const FLOAT: FixedType = {
  kind: 'fixed',
  bytes: 4,
  integer: undefined,
  isWhole: false,
  dtype: 'float32',
  convert: (stored, count, target) => {
    target.set(new Float32Array(stored, 0, count));
  },
};

export const DOUBLE: FixedType = {
  kind: 'fixed',
  bytes: 8,
  integer: undefined,
  isWhole: false,
  dtype: 'float64',
  convert: (stored, count, target) => {
    target.set(new Float64Array(stored, 0, count));
  },
};

export const FLOAT16: FixedType = {
  kind: 'fixed',
  bytes: 2,
  byteArrays: 'one length',
  integer: undefined,
  isWhole: false,
  dtype: 'float16',
  convert: (stored, count, target) => {
    const bytes = new Uint8Array(stored);
    for (let i = 0; i < count; i++) target[i] = parseFloat16(bytes.subarray(2 * i, 2 * i + 2))!;
  },
};

export const INT32: FixedType = {
  kind: 'fixed',
  bytes: 4,
  integer: 32,
  isWhole: true,
  convert: (stored, count, target) => {
    target.set(new Int32Array(stored, 0, count));
  },
};

export const UINT32: FixedType = {
  kind: 'fixed',
  bytes: 4,
  integer: 32,
  isWhole: true,
  convert: (stored, count, target) => {
    target.set(new Uint32Array(stored, 0, count));
  },
};

export const INT64 = integer64((stored) => new BigInt64Array(stored));
export const UINT64 = integer64((stored) => new BigUint64Array(stored));

function integer64(exact: (stored: ArrayBuffer) => BigInt64Array | BigUint64Array): FixedType {
  const isSigned = exact(new BigUint64Array([2n ** 63n]).buffer)[0]! < 0n;
  return {
    kind: 'fixed',
    bytes: 8,
    integer: 64,
    isWhole: true,
    convert: (stored, count, target, note) => {
      const low = new Uint32Array(stored);
      const high = isSigned ? new Int32Array(stored) : low;
      for (let i = 0; i < count; i++) {
        // Both terms are exact and so the sum is rounded once; a bigint each would take ten times as long.
        const value = high[2 * i + 1]! * 2 ** 32 + low[2 * i]!;
        target[i] = value;
        if (Math.abs(value) <= Number.MAX_SAFE_INTEGER) continue;
        const digits = String(exact(stored)[i]);
        if (losesDigits(digits, value)) note(i, digits);
      }
    },
  };
}

/** Integers of any length, in two's complement, the highest byte first. */
export function bigEndianInteger(length: number): FixedType {
  return {
    kind: 'fixed',
    bytes: length,
    byteArrays: 'one length',
    integer: undefined,
    isWhole: true,
    convert: (stored, count, target, note) => {
      const bytes = Buffer.from(stored);
      for (let i = 0; i < count; i++) {
        const at = i * length;
        let value = bytes.readInt8(at);
        for (let k = 1; k < length; k++) value = value * 256 + bytes[at + k]!;
        target[i] = value;
        // Below that, no step has been rounded.
        if (Math.abs(value) <= Number.MAX_SAFE_INTEGER) continue;
        const unsigned = BigInt(`0x${bytes.toString('hex', at, at + length)}`);
        const digits = String(BigInt.asIntN(8 * length, unsigned));
        target[i] = Number(digits);
        if (losesDigits(digits, target[i]!)) note(i, digits);
      }
    },
  };
}

/** Decimals: integers over a power of ten, as the nearest double; what their text in a CSV would be read as. */
export function scaled(integers: FixedType, scale: number): FixedType {
  if (scale === 0) return integers;
  const power = scale <= LARGEST_EXACT_POWER ? Number(`1e${scale}`) : undefined;
  return {
    ...integers,
    isWhole: false,
    convert: (stored, count, target) => {
      const rounded = new Map<number, string>();
      integers.convert(stored, count, target, (place, digits) => rounded.set(place, digits));
      for (let i = 0; i < count; i++) {
        const exact = rounded.get(i);
        if (power !== undefined && exact === undefined) target[i] = target[i]! / power;
        else target[i] = Number(`${exact ?? BigInt(target[i]!)}e-${scale}`);
      }
    },
  };
}
