/** A field of a Thrift structure: its number, its type in the compact protocol and its bytes. */
export type Field = readonly [id: number, type: number, bytes: Buffer];

/** Files of one column and one row group, byte by byte, as no writer makes them. */
export interface Handmade {
  /** Physical type by number: 1 INT32, 2 INT64, 4 FLOAT, 5 DOUBLE, 6 BYTE_ARRAY, 7 FIXED_LEN_BYTE_ARRAY. */
  readonly type: number;
  readonly length?: number;
  /** 0 required, 1 optional; not stated where it is null. */
  readonly repetition?: number | null;
  readonly converted?: number;
  readonly scale?: number;
  readonly precision?: number;
  readonly logical?: readonly Field[];
  readonly codec?: number;
  readonly rows: number;
  readonly statedRows?: number;
  /** Headers and data. */
  readonly pages: readonly Buffer[];
  readonly hasDictionary?: boolean;
  readonly statistics?: readonly Field[];
  readonly createdBy?: string | undefined;
  readonly storedSize?: number;
  readonly size?: number;
}

const TRUE = 1;
const I32 = 5;
const I64 = 6;
const BINARY = 8;
const LIST = 9;
const STRUCT = 12;

export function i32(id: number, value: number): Field {
  return [id, I32, zigzag(value)];
}

function i64(id: number, value: number): Field {
  return [id, I64, zigzag(value)];
}

export function bool(id: number, value: boolean): Field {
  return [id, value ? TRUE : 2, Buffer.alloc(0)];
}

export function binary(id: number, value: string | Uint8Array): Field {
  const bytes = Buffer.from(value as string);
  return [id, BINARY, Buffer.concat([varint(bytes.length), bytes])];
}

export function struct(id: number, fields: readonly Field[]): Field {
  return [id, STRUCT, structure(fields)];
}

function list(id: number, type: number, items: readonly Buffer[]): Field {
  return [id, LIST, Buffer.concat([Buffer.from([(items.length << 4) | type]), ...items])];
}

function structure(fields: readonly Field[]): Buffer {
  let last = 0;
  const parts = fields.map(([id, type, bytes]) => {
    const isNear = id - last < 16;
    const head = isNear
      ? Buffer.from([((id - last) << 4) | type])
      : Buffer.concat([Buffer.from([type]), zigzag(id)]);
    last = id;
    return Buffer.concat([head, bytes]);
  });
  return Buffer.concat([...parts, Buffer.from([0])]);
}

function zigzag(value: number): Buffer {
  return varint(value < 0 ? -2 * value - 1 : 2 * value);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (; value >= 0x80; value = Math.floor(value / 128)) bytes.push((value % 128) | 0x80);
  return Buffer.from([...bytes, value]);
}

/** A page: its header, whose sizes may be stated otherwise, and its data. */
export function page(
  kind: number,
  data: Buffer,
  header: Field,
  sizes: { stored?: number; size?: number } = {},
): Buffer {
  const { stored = data.length, size = data.length } = sizes;
  return Buffer.concat([structure([i32(1, kind), i32(2, size), i32(3, stored), header]), data]);
}

/** The header of a page of version 1. */
export function dataHeader(count: number, encoding = 0): Field {
  return struct(5, [i32(1, count), i32(2, encoding), i32(3, 3), i32(4, 3)]);
}

/** The header of a page of version 2 without levels. */
export function dataHeader2(count: number, encoding: number, isCompressed: boolean): Field {
  return struct(8, [
    i32(1, count),
    i32(2, 0),
    i32(3, count),
    i32(4, encoding),
    i32(5, 0),
    i32(6, 0),
    bool(7, isCompressed),
  ]);
}

/** The bytes of such a file. Its column is called `x`. */
export function handmade(file: Handmade): Buffer {
  const { type, repetition = 0, rows, pages, codec = 0, hasDictionary = false } = file;
  const data = Buffer.concat([Buffer.from('PAR1'), ...pages]);
  const size = data.length - 4;
  const dataAt = 4 + (hasDictionary ? pages[0]!.length : 0);
  const optional = (field: Field, value: unknown): Field[] => (value === undefined ? [] : [field]);
  const leaf = structure([
    i32(1, type),
    ...optional(i32(2, file.length ?? 0), file.length),
    ...(repetition === null ? [] : [i32(3, repetition)]),
    binary(4, 'x'),
    ...optional(i32(6, file.converted ?? 0), file.converted),
    ...optional(i32(7, file.scale ?? 0), file.scale),
    ...optional(i32(8, file.precision ?? 0), file.precision),
    ...optional(struct(10, file.logical ?? []), file.logical),
  ]);
  const chunk = structure([
    i64(2, 4),
    struct(3, [
      i32(1, type),
      list(2, I32, [zigzag(0)]),
      list(3, BINARY, [Buffer.from([1, 0x78])]),
      i32(4, codec),
      i64(5, rows),
      i64(6, file.size ?? size),
      i64(7, file.storedSize ?? size),
      i64(9, dataAt),
      ...(hasDictionary ? [i64(11, 4)] : []),
      ...optional(struct(12, file.statistics ?? []), file.statistics),
    ]),
  ]);
  const metadata = structure([
    i32(1, 2),
    list(2, STRUCT, [structure([binary(4, 'root'), i32(5, 1)]), leaf]),
    i64(3, file.statedRows ?? rows),
    list(4, STRUCT, [structure([list(1, STRUCT, [chunk]), i64(2, size), i64(3, rows)])]),
    ...optional(binary(6, file.createdBy ?? ''), file.createdBy),
  ]);
  const end = Buffer.alloc(8);
  end.writeUInt32LE(metadata.length);
  end.write('PAR1', 4);
  return Buffer.concat([data, metadata, end]);
}
