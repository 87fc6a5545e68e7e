import { isoDate, isoTimestamp, type TimeUnit } from '../../text/dates.ts';
import { ElementType } from '../npy/element-type.ts';
import { DamageError } from '../columnar/damage.ts';
import type { FlatTable } from './flat-table.ts';

/** What the values of a field are, and in how many buffers they lie beside those of the field's children. */
export type FieldType = {
  readonly buffers: number;
  /** As `inspect` calls it. */ readonly title: string;
} & (
  | { readonly kind: 'number'; readonly element: ElementType }
  | { readonly kind: 'boolean' }
  /** Integers of so many bytes over a power of ten. */
  | { readonly kind: 'decimal'; readonly bytes: number; readonly scale: number }
  /** Integers that stand for times, which are read as text. */
  | {
      readonly kind: 'time';
      readonly element: ElementType;
      readonly textOf: (time: bigint) => string;
    }
  | { readonly kind: 'text'; readonly offsets: ElementType }
  /** Texts in any number of buffers. */
  | { readonly kind: 'view' }
  /** Nothing but missing values. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'list'; readonly offsets: ElementType }
  | { readonly kind: 'fixed-list'; readonly length: number }
  | { readonly kind: 'struct' }
  /** What losscalc takes nothing from; `found` says what it is. */
  | { readonly kind: 'refused'; readonly found: string; readonly hasViews?: true }
);

/** The types, as the format numbers them. Source: apache/arrow, format/Schema.fbs. */
export const TYPE = {
  none: 0,
  nothing: 1,
  int: 2,
  float: 3,
  binary: 4,
  utf8: 5,
  bool: 6,
  decimal: 7,
  date: 8,
  time: 9,
  timestamp: 10,
  interval: 11,
  list: 12,
  struct: 13,
  union: 14,
  fixedBinary: 15,
  fixedList: 16,
  map: 17,
  duration: 18,
  largeBinary: 19,
  largeUtf8: 20,
  largeList: 21,
  runEnds: 22,
  binaryView: 23,
  utf8View: 24,
  listView: 25,
  largeListView: 26,
} as const;

const INT32 = ElementType.of('<i4')!;
const INT64 = ElementType.of('<i8')!;
/** The units of timestamps, as the format numbers them, and what they are called. */
const UNITS: readonly (readonly [unit: TimeUnit, title: string])[] = [
  ['SECONDS', 's'],
  ['MILLIS', 'ms'],
  ['MICROS', 'us'],
  ['NANOS', 'ns'],
];

/** The type that a table of the schema describes; see {@link TYPE}. */
export function typeOf(
  type: number,
  details: FlatTable | undefined,
  children: number,
  usualBits = 0,
): FieldType {
  switch (type) {
    case TYPE.nothing:
      return { kind: 'nothing', buffers: 0, title: 'null' };
    case TYPE.int: {
      const bits = details?.int32(0, usualBits) ?? usualBits;
      // Places in a dictionary, where nothing is said of them, are signed.
      const isSigned = details?.int8(1, 0) !== 0;
      return number(`${isSigned ? 'i' : 'u'}${bits / 8}`);
    }
    case TYPE.float:
      return number(['f2', 'f4', 'f8'][details?.int16(0, 0) ?? 0] ?? '');
    case TYPE.bool:
      return { kind: 'boolean', buffers: 2, title: 'bool' };
    case TYPE.utf8:
      return { kind: 'text', offsets: INT32, buffers: 3, title: 'string' };
    case TYPE.largeUtf8:
      return { kind: 'text', offsets: INT64, buffers: 3, title: 'large_string' };
    case TYPE.utf8View:
      return { kind: 'view', buffers: 2, title: 'string_view' };
    case TYPE.decimal:
      return decimal(details?.int32(2, 128) ?? 128, details?.int32(1, 0) ?? 0);
    case TYPE.date:
      return details?.int16(0, 1) === 0
        ? { kind: 'time', element: INT32, textOf: dayText, buffers: 2, title: 'date32' }
        : {
            kind: 'time',
            element: INT64,
            textOf: (time) => isoTimestamp(time, 'MILLIS', false).replace('T00:00:00', ''),
            buffers: 2,
            title: 'date64',
          };
    case TYPE.timestamp:
      return timestamp(details?.int16(0, 0) ?? 0, details?.text(1));
    case TYPE.list:
      return list({ kind: 'list', offsets: INT32, buffers: 2, title: 'list' }, children);
    case TYPE.largeList:
      return list({ kind: 'list', offsets: INT64, buffers: 2, title: 'large_list' }, children);
    case TYPE.fixedList: {
      const length = details?.int32(0, 0) ?? 0;
      if (length < 0) throw new DamageError(`expected the length of lists, found ${length}`);
      return list({ kind: 'fixed-list', length, buffers: 1, title: `list[${length}]` }, children);
    }
    case TYPE.struct:
      return { kind: 'struct', buffers: 1, title: 'struct' };
    default:
      return refusedType(type, details);
  }
}

function number(code: string): FieldType {
  const element = ElementType.of(`<${code}`);
  if (!element) throw new DamageError('expected integers or floats of 1 to 8 bytes');
  return { kind: 'number', element, buffers: 2, title: element.dtype };
}

function decimal(bits: number, scale: number): FieldType {
  const title = `decimal${bits}`;
  if (![32, 64, 128, 256].includes(bits))
    throw new DamageError(`expected decimals, found ${title}`);
  if (scale < 0) {
    return { kind: 'refused', found: `decimals of scale ${scale}`, buffers: 2, title };
  }
  return { kind: 'decimal', bytes: bits / 8, scale, buffers: 2, title };
}

function dayText(day: bigint): string {
  return isoDate(Number(day));
}

function timestamp(number: number, zone: string | undefined): FieldType {
  const found = UNITS[number];
  if (found === undefined) throw new DamageError('expected the unit of a timestamp');
  const [unit, title] = found;
  const hasZone = zone !== undefined && zone !== '';
  return {
    kind: 'time',
    element: INT64,
    textOf: (time) => isoTimestamp(time, unit, hasZone),
    buffers: 2,
    title: `timestamp[${title}${hasZone ? `, ${zone}` : ''}]`,
  };
}

function list(type: FieldType, children: number): FieldType {
  if (children !== 1) throw new DamageError(`expected one field in a list, found ${children}`);
  return type;
}

/** By type, what it is called, in messages and by `inspect`, and its buffers. */
const REFUSED: ReadonlyMap<number, readonly [found: string, title: string, buffers: number]> =
  new Map([
    [TYPE.binary, ['bytes', 'binary', 3]],
    [TYPE.largeBinary, ['bytes', 'large_binary', 3]],
    [TYPE.binaryView, ['bytes', 'binary_view', 2]],
    [TYPE.fixedBinary, ['bytes', 'fixed_size_binary', 2]],
    [TYPE.time, ['times of day', 'time', 2]],
    [TYPE.interval, ['intervals', 'interval', 2]],
    [TYPE.duration, ['durations', 'duration', 2]],
    [TYPE.map, ['a map', 'map', 2]],
    [TYPE.runEnds, ['values encoded as runs', 'run_end_encoded', 0]],
    [TYPE.listView, ['views of lists', 'list_view', 3]],
    [TYPE.largeListView, ['views of lists', 'large_list_view', 3]],
  ]);

function refusedType(type: number, details: FlatTable | undefined): FieldType {
  if (type === TYPE.union) {
    const isDense = details?.int16(0, 0) === 1;
    return { kind: 'refused', found: 'a union', title: 'union', buffers: isDense ? 2 : 1 };
  }
  const known = REFUSED.get(type);
  if (!known) throw new DamageError(`expected a type that there is, found number ${type}`);
  const [found, title, buffers] = known;
  const refused = { kind: 'refused', found, title, buffers } as const;
  return type === TYPE.binaryView ? { ...refused, hasViews: true } : refused;
}
