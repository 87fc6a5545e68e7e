import type { SchemaElement } from 'hyparquet';
import { parseFloat16 } from 'hyparquet/src/convert.js';
import type { StoredDtype } from '../../tensor/dtype.ts';
import { losesDigits } from '../../text/parse-number.ts';

/** Told of an integer that a double does not hold: its place and its digits. */
export type NoteRounded = (place: number, digits: string) => void;

/** Values of the same number of bytes each. */
export interface FixedType {
  readonly kind: 'fixed';
  readonly bytes: number;
  /** The integers, where the encoding by differences can store these values. */
  readonly integer: 32 | 64 | undefined;
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

/** How the values of a column are stored and what they are. */
export type ValueType =
  | FixedType
  | { readonly kind: 'boolean' }
  | { readonly kind: 'text' }
  /** What losscalc takes no numbers from; `found` says what it is. */
  | { readonly kind: 'refused'; readonly found: string };

/** The powers of ten that a double holds exactly, so that dividing by them rounds correctly. */
const LARGEST_EXACT_POWER = 22;
/** Bytes of a decimal; 32 hold 76 digits, and no more than fit into a double's range. */
const LONGEST_DECIMAL = 32;

const INTEGERS: ReadonlySet<string | undefined> = new Set([
  undefined,
  'INT_8',
  'INT_16',
  'INT_32',
  'INT_64',
  'UINT_8',
  'UINT_16',
  'UINT_32',
  'UINT_64',
]);

/** What a leaf of the schema holds. */
export function valueTypeOf(element: SchemaElement): ValueType {
  const { type, converted_type: converted, logical_type: logical, type_length: length } = element;
  if (isDecimal(element)) return decimalType(element);
  switch (type) {
    case 'BOOLEAN':
      if (isPlain(element)) return { kind: 'boolean' };
      break;
    case 'FLOAT':
      if (isPlain(element)) return FLOAT;
      break;
    case 'DOUBLE':
      if (isPlain(element)) return DOUBLE;
      break;
    case 'INT32':
      if (isInteger(element)) return isUnsigned(element) ? UINT32 : INT32;
      break;
    case 'INT64':
      if (isInteger(element)) return isUnsigned(element) ? UINT64 : INT64;
      break;
    case 'FIXED_LEN_BYTE_ARRAY':
      if (logical?.type === 'FLOAT16' && length === 2) return FLOAT16;
      break;
    case 'BYTE_ARRAY':
      if (logical?.type === 'STRING' || logical?.type === 'ENUM') return { kind: 'text' };
      if (converted === 'UTF8' || converted === 'ENUM') return { kind: 'text' };
      break;
    default:
  }
  return { kind: 'refused', found: describe(element) };
}

/** Whether the physical type is all there is to know; columns without any value have a type of their own. */
function isPlain({ converted_type: converted, logical_type: logical }: SchemaElement): boolean {
  return converted === undefined && (logical === undefined || logical.type === 'NULL');
}

function isInteger({ converted_type: converted, logical_type: logical }: SchemaElement): boolean {
  const isKnown = logical === undefined || logical.type === 'INTEGER' || logical.type === 'NULL';
  return isKnown && INTEGERS.has(converted);
}

function isUnsigned({ converted_type: converted, logical_type: logical }: SchemaElement): boolean {
  if (logical?.type === 'INTEGER') return !logical.isSigned;
  return converted?.startsWith('UINT') ?? false;
}

function isDecimal({ converted_type: converted, logical_type: logical }: SchemaElement): boolean {
  return logical?.type === 'DECIMAL' || (logical === undefined && converted === 'DECIMAL');
}

function describe({
  type,
  converted_type: converted,
  logical_type: logical,
}: SchemaElement): string {
  const name = logical === undefined ? converted : (logical.type as string | undefined);
  if (name === undefined) {
    if (type === 'INT96') return 'timestamps (INT96)';
    return type === undefined ? 'a structure without fields' : `bytes (${type})`;
  }
  const kind = /^[A-Z]+/.exec(name)?.[0] ?? '';
  return `${KINDS[kind] ?? 'values'} (${name})`;
}

const KINDS: Readonly<Record<string, string>> = {
  DATE: 'dates',
  TIME: 'times',
  TIMESTAMP: 'timestamps',
  INTERVAL: 'intervals',
  JSON: 'JSON documents',
  BSON: 'BSON documents',
  UUID: 'UUIDs',
};

const FLOAT: FixedType = {
  kind: 'fixed',
  bytes: 4,
  integer: undefined,
  isWhole: false,
  dtype: 'float32',
  convert: (stored, count, target) => {
    target.set(new Float32Array(stored, 0, count));
  },
};

const DOUBLE: FixedType = {
  kind: 'fixed',
  bytes: 8,
  integer: undefined,
  isWhole: false,
  dtype: 'float64',
  convert: (stored, count, target) => {
    target.set(new Float64Array(stored, 0, count));
  },
};

const FLOAT16: FixedType = {
  kind: 'fixed',
  bytes: 2,
  integer: undefined,
  isWhole: false,
  dtype: 'float16',
  convert: (stored, count, target) => {
    const bytes = new Uint8Array(stored);
    for (let i = 0; i < count; i++) target[i] = parseFloat16(bytes.subarray(2 * i, 2 * i + 2))!;
  },
};

const INT32: FixedType = {
  kind: 'fixed',
  bytes: 4,
  integer: 32,
  isWhole: true,
  convert: (stored, count, target) => {
    target.set(new Int32Array(stored, 0, count));
  },
};

const UINT32: FixedType = {
  kind: 'fixed',
  bytes: 4,
  integer: 32,
  isWhole: true,
  convert: (stored, count, target) => {
    target.set(new Uint32Array(stored, 0, count));
  },
};

const INT64 = integer64((stored) => new BigInt64Array(stored));
const UINT64 = integer64((stored) => new BigUint64Array(stored));

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

function decimalType(element: SchemaElement): ValueType {
  const { type, type_length: length = 0, logical_type: logical } = element;
  const scale = (logical?.type === 'DECIMAL' ? logical.scale : element.scale) ?? 0;
  if (scale < 0) return { kind: 'refused', found: `decimals of scale ${scale}` };
  if (type === 'INT32') return scaled(INT32, scale);
  if (type === 'INT64') return scaled(INT64, scale);
  if (type === 'FIXED_LEN_BYTE_ARRAY' && length >= 1 && length <= LONGEST_DECIMAL) {
    return scaled(bigEndianInteger(length), scale);
  }
  return { kind: 'refused', found: `decimals of another kind (${type ?? 'a structure'})` };
}

/** Integers of any length, in two's complement, the highest byte first. */
function bigEndianInteger(length: number): FixedType {
  return {
    kind: 'fixed',
    bytes: length,
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
function scaled(integers: FixedType, scale: number): FixedType {
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
