import type { SchemaElement } from 'hyparquet';
import {
  bigEndianInteger,
  DOUBLE,
  FLOAT,
  FLOAT16,
  INT32,
  INT64,
  LONGEST_DECIMAL,
  scaled,
  UINT32,
  UINT64,
  type FixedType,
} from './fixed-types.ts';

/** How the values of a column are stored and what they are. */
export type ValueType =
  | FixedType
  | { readonly kind: 'boolean' }
  | { readonly kind: 'text' }
  /** What losscalc takes no numbers from; `found` says what it is. */
  | { readonly kind: 'refused'; readonly found: string };

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
  const { type, converted_type: converted, logical_type: logical } = element;
  if (isDecimal(element)) return decimalType(element);
  // What has the digits of a decimal and is not called one has lost its name to damage.
  if ((element.precision ?? 0) > 0) return { kind: 'refused', found: unknownType(element) };
  const numbers = numbersOf(element);
  if (numbers !== undefined) return numbers;
  if (type === 'BOOLEAN' && isPlain(element)) return { kind: 'boolean' };
  if (type === 'BYTE_ARRAY') {
    if (logical?.type === 'STRING' || logical?.type === 'ENUM') return { kind: 'text' };
    if (converted === 'UTF8' || converted === 'ENUM') return { kind: 'text' };
  }
  return { kind: 'refused', found: describe(element) };
}

/** How the numbers of a column are stored; undefined where it holds none, or decimals. */
export function numbersOf(element: SchemaElement): FixedType | undefined {
  const { type, logical_type: logical, type_length: length } = element;
  switch (type) {
    case 'FLOAT':
      return isPlain(element) ? FLOAT : undefined;
    case 'DOUBLE':
      return isPlain(element) ? DOUBLE : undefined;
    case 'INT32':
      if (!isInteger(element)) return undefined;
      return isUnsigned(element) ? UINT32 : INT32;
    case 'INT64':
      if (!isInteger(element)) return undefined;
      return isUnsigned(element) ? UINT64 : INT64;
    case 'FIXED_LEN_BYTE_ARRAY':
      return logical?.type === 'FLOAT16' && length === 2 ? FLOAT16 : undefined;
    default:
      return undefined;
  }
}

/** Whether the physical type is all there is to know; columns without any value have a type of their own. */
function isPlain({ converted_type: converted, logical_type: logical }: SchemaElement): boolean {
  return converted === undefined && (logical === undefined || logical.type === 'NULL');
}

function isInteger({ converted_type: converted, logical_type: logical }: SchemaElement): boolean {
  const isKnown = logical === undefined || logical.type === 'INTEGER' || logical.type === 'NULL';
  return isKnown && INTEGERS.has(converted);
}

export function isUnsigned({
  converted_type: converted,
  logical_type: logical,
}: SchemaElement): boolean {
  if (logical?.type === 'INTEGER') return !logical.isSigned;
  return converted?.startsWith('UINT') ?? false;
}

export function isDecimal({
  converted_type: converted,
  logical_type: logical,
}: SchemaElement): boolean {
  return logical?.type === 'DECIMAL' || (logical === undefined && converted === 'DECIMAL');
}

function describe(element: SchemaElement): string {
  const { type, converted_type: converted, logical_type: logical } = element;
  // What a logical type of a later version of the format is called is not known.
  const name = logical === undefined ? converted : (logical.type as string | undefined);
  if (name === undefined) {
    if (logical !== undefined || type === undefined) return unknownType(element);
    return type === 'INT96' ? 'timestamps (INT96)' : `bytes (${type})`;
  }
  const kind = /^[A-Z]+/.exec(name)?.[0] ?? '';
  return `${KINDS[kind] ?? 'values'} (${name})`;
}

function unknownType({ type }: SchemaElement): string {
  return `values of an unknown type${type === undefined ? '' : ` (${type})`}`;
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

function decimalType(element: SchemaElement): ValueType {
  const integers = decimalIntegers(element);
  if (integers !== undefined) return scaled(integers, scaleOf(element));
  return { kind: 'refused', found: `decimals of another kind (${element.type ?? 'a structure'})` };
}

/** How many digits of the integer that stands for a decimal are behind the point. */
export function scaleOf({ logical_type: logical, scale }: SchemaElement): number {
  return (logical?.type === 'DECIMAL' ? logical.scale : scale) ?? 0;
}

/** How the integers that stand for decimals are stored; undefined for a way that is not known. */
export function decimalIntegers(element: SchemaElement): FixedType | undefined {
  const { type, type_length: length = 0 } = element;
  const scale = scaleOf(element);
  if (!Number.isInteger(scale) || scale < 0) return undefined;
  if (type === 'INT32') return INT32;
  if (type === 'INT64') return INT64;
  if (type === 'BYTE_ARRAY')
    return { ...bigEndianInteger(LONGEST_DECIMAL), byteArrays: 'any length' };
  const isFixed = type === 'FIXED_LEN_BYTE_ARRAY' && length >= 1 && length <= LONGEST_DECIMAL;
  return isFixed ? bigEndianInteger(length) : undefined;
}
