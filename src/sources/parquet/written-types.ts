import type { SchemaElement } from 'hyparquet';
import { isoDate, isoTime, isoTimestamp, type TimeUnit } from '../../text/dates.ts';
import { decimalText, floatText } from '../../text/number-texts.ts';
import { decimalIntegers, isDecimal, numbersOf, scaleOf } from './column-types.ts';
import { INT32, INT64, type FixedType } from './fixed-types.ts';

/** How values that are neither texts nor booleans are read and written where text is wanted: keys, segments. */
export interface WrittenType {
  /** What they are read as, which need not be what they are as numbers of a loss. */
  readonly stored: FixedType;
  /** The text of a value: of its number, or of the digits that were noted beside that. */
  readonly write: (value: number, noted: string | undefined) => string;
  /** Whether they are integers, of which the digits are written and nothing else. */
  readonly isDigits?: boolean;
}

const JULIAN_DAY_OF_1970 = 2_440_588;
const NANOS_OF_DAY = 86_400_000_000_000n;

const UNITS: readonly TimeUnit[] = ['MILLIS', 'MICROS', 'NANOS'];

/** How the values of a leaf of the schema are written; undefined where they are not. */
export function writtenTypeOf(element: SchemaElement): WrittenType | undefined {
  if (isDecimal(element)) {
    const integers = decimalIntegers(element);
    const scale = scaleOf(element);
    return integers && written(integers, (integer) => decimalText(integer, scale));
  }
  const numbers = numbersOf(element);
  if (numbers?.isWhole) return { ...written(numbers, (integer) => integer), isDigits: true };
  if (numbers) {
    const isSingle = element.type !== 'DOUBLE';
    return { stored: numbers, write: (value) => floatText(value, isSingle) };
  }
  return timeTypeOf(element);
}

function timeTypeOf(element: SchemaElement): WrittenType | undefined {
  const { type, type_length: length, logical_type: logical, converted_type: converted } = element;
  const name = logical === undefined ? converted : logical.type;
  if (name === undefined) {
    return type === 'INT96'
      ? written(INT96, (count) => timestamp(count, 'NANOS', false))
      : undefined;
  }
  if (name === 'UUID') {
    return type === 'FIXED_LEN_BYTE_ARRAY' && length === UUID.bytes
      ? { stored: UUID, write: (_, noted) => noted! }
      : undefined;
  }
  const integers = type === 'INT32' ? INT32 : type === 'INT64' ? INT64 : undefined;
  if (integers === undefined) return undefined;
  if (name === 'DATE') return { stored: integers, write: (day) => isoDate(day) };
  const unit =
    logical?.type === 'TIME' || logical?.type === 'TIMESTAMP'
      ? logical.unit
      : UNITS.find((known) => name.endsWith(`_${known}`));
  if (unit === undefined) return undefined;
  if (name.startsWith('TIMESTAMP')) {
    // The older types do not tell moments from what a clock showed somewhere; other readers take them as the latter.
    const isUtc = logical?.type === 'TIMESTAMP' && logical.isAdjustedToUTC;
    return written(integers, (count) => timestamp(count, unit, isUtc));
  }
  return written(integers, (count) => isoTime(BigInt(count), unit));
}

function timestamp(count: string, unit: TimeUnit, isUtc: boolean): string {
  return isoTimestamp(BigInt(count), unit, isUtc);
}

/** Integers, written by their digits. */
function written(stored: FixedType, write: (digits: string) => string): WrittenType {
  return {
    stored,
    write: (value, noted) =>
      write(noted ?? String(Number.isSafeInteger(value) ? value : BigInt(value))),
  };
}

/** Timestamps as nanoseconds of a day before the number of the day; read as nanoseconds since 1970. */
const INT96: FixedType = {
  kind: 'fixed',
  bytes: 12,
  integer: undefined,
  isWhole: true,
  convert: (stored, count, target, note) => {
    const view = new DataView(stored);
    for (let i = 0; i < count; i++) {
      const day = view.getInt32(12 * i + 8, true) - JULIAN_DAY_OF_1970;
      const nanos = BigInt(day) * NANOS_OF_DAY + view.getBigInt64(12 * i, true);
      target[i] = Number(nanos);
      note(i, String(nanos));
    }
  },
};

const UUID: FixedType = {
  kind: 'fixed',
  bytes: 16,
  byteArrays: 'one length',
  integer: undefined,
  isWhole: false,
  convert: (stored, count, target, note) => {
    const bytes = Buffer.from(stored);
    for (let i = 0; i < count; i++) {
      const hex = bytes.toString('hex', 16 * i, 16 * i + 16);
      target[i] = i;
      note(i, hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'));
    }
  },
};
