import type { LogicalType, SchemaElement } from 'hyparquet';

/** The dtypes of numbers by their physical types. */
const PLAIN: Readonly<Record<string, string>> = {
  BOOLEAN: 'bool',
  INT32: 'int32',
  INT64: 'int64',
  FLOAT: 'float32',
  DOUBLE: 'float64',
  INT96: 'timestamp[ns]',
};
const UNITS = { MILLIS: 'ms', MICROS: 'us', NANOS: 'ns' } as const;
/** The older names of types that have a unit. */
const IN_UNITS = /^(TIME|TIMESTAMP)_(MILLIS|MICROS)$/;
const INTEGER = /^(U?INT)_(\d+)$/;

/** How a leaf of the schema is stored, in the words of Arrow: `int8`, `timestamp[us, UTC]`, `decimal(10, 2)`. */
export function typeTitle(element: SchemaElement): string {
  const { type, converted_type: converted, logical_type: logical } = element;
  const decimal = decimalTitle(element);
  if (decimal !== undefined) return decimal;
  if (logical) return logicalTitle(logical) ?? PLAIN[type ?? ''] ?? otherTitle(logical, type);
  if (converted === undefined) return PLAIN[type ?? ''] ?? otherTitle({}, type);
  const [, sign, bits] = INTEGER.exec(converted) ?? [];
  if (sign !== undefined) return `${sign.toLowerCase()}${bits!}`;
  const [, time, unit] = IN_UNITS.exec(converted) ?? [];
  if (time !== undefined) return `${time.toLowerCase()}[${UNITS[unit as keyof typeof UNITS]}]`;
  return converted === 'UTF8' ? 'string' : converted.toLowerCase();
}

/** Of a type that is called in one word; those of later versions of the format have no name here. */
function otherTitle({ type }: { readonly type?: string }, physical: string | undefined): string {
  return (type ?? physical ?? 'unknown').toLowerCase();
}

function decimalTitle(element: SchemaElement): string | undefined {
  const { converted_type: converted, logical_type: logical } = element;
  if (logical?.type === 'DECIMAL') return `decimal(${logical.precision}, ${logical.scale})`;
  if (logical !== undefined || converted !== 'DECIMAL') return undefined;
  return `decimal(${element.precision ?? 0}, ${element.scale ?? 0})`;
}

/** Undefined for a type that is all in its name, or that the physical type tells. */
function logicalTitle(logical: LogicalType): string | undefined {
  switch (logical.type) {
    case 'INTEGER':
      return `${logical.isSigned ? '' : 'u'}int${logical.bitWidth}`;
    case 'TIME':
      return `time[${UNITS[logical.unit]}]`;
    case 'TIMESTAMP':
      return `timestamp[${UNITS[logical.unit]}${logical.isAdjustedToUTC ? ', UTC' : ''}]`;
    case 'STRING':
    case 'ENUM':
    case 'DATE':
    case 'FLOAT16':
    case 'UUID':
      return logical.type.toLowerCase();
    default:
      return undefined;
  }
}
