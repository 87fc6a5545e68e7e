import { describe, expect, it } from 'vitest';
import { gzipSync } from 'node:zlib';
import {
  binary,
  bool,
  dataHeader,
  dataHeader2,
  handmade,
  i32,
  page,
  struct,
  type Field,
  type Handmade,
} from '../../support/parquet-file.ts';
import { complaint, read, readTexts } from '../reading.ts';

const INT32 = 1;
const DOUBLE = 5;
const BYTE_ARRAY = 6;
const FIXED = 7;
const GZIP = 2;

const format = { format: 'parquet', missing: 'nan' } as const;

async function numbers(file: Handmade): Promise<number[]> {
  const { rows } = await read([{ input: 'pred', part: 'x' }], {
    ...format,
    chunks: [handmade(file)],
  });
  return rows['pred']!.flat();
}

function texts(file: Handmade): Promise<string[]> {
  return readTexts({ part: 'x' }, { ...format, chunks: [handmade(file)] });
}

function int32(...values: number[]): Buffer {
  return Buffer.from(Int32Array.from(values).buffer);
}

function doubles(...values: number[]): Buffer {
  return Buffer.from(Float64Array.from(values).buffer);
}

function plain(data: Buffer, rows: number): Buffer {
  return page(0, data, dataHeader(rows));
}

const column = { type: INT32, rows: 3, pages: [plain(int32(1, 2, 3), 3)] };

describe('a file of one column', () => {
  it('is read', async () => {
    expect(await numbers(column)).toEqual([1, 2, 3]);
  });
});

describe('known faults of writers', () => {
  const compressed = gzipSync(int32(1, 2, 3));
  const lying = {
    ...column,
    codec: GZIP,
    pages: [page(3, compressed, dataHeader2(3, 0, false), { size: 12 })],
  };

  it.each(['parquet-cpp version 1.5.1-SNAPSHOT', 'parquet-cpp version 1.4.0 (build 1)'])(
    'pages of %s are compressed, whatever they say',
    async (createdBy) => {
      expect(await numbers({ ...lying, createdBy })).toEqual([1, 2, 3]);
    },
  );

  it.each([undefined, 'parquet-cpp-arrow version 1.0.0', 'parquet-mr version 1.5.0'])(
    'pages of %s are what they say',
    async (createdBy) => {
      const message = await complaint(numbers({ ...lying, createdBy }));
      expect(message).toContain('expected a page of 12 bytes that is not compressed');
    },
  );

  it('a column of parquet-mr before 1.2.9 is longer than stated by the header of its dictionary', async () => {
    const dictionary = page(2, int32(5, 7), struct(7, [i32(1, 2), i32(2, 0)]));
    // One bit a value: 0, 1, 1.
    const places = page(0, Buffer.from([1, 3, 0b110]), dataHeader(3, 2));
    const stated = dictionary.length + places.length - (dictionary.length - 8);
    const file = {
      ...column,
      hasDictionary: true,
      pages: [dictionary, places],
      storedSize: stated,
    };
    const createdBy = 'parquet-mr version 1.2.8 (build 7)';
    expect(await numbers({ ...file, createdBy })).toEqual([5, 7, 7]);
    expect(await complaint(numbers({ ...file, createdBy: 'parquet-mr version 1.2.9' }))).toContain(
      'expected ',
    );
  });

  /** One text encoded as differences: 128 values a block, 4 miniblocks, prefix and suffix lengths, the suffix. */
  const deltaText = (prefix: number, suffix: string): Buffer =>
    Buffer.concat([
      Buffer.from([0x80, 1, 4, 1, 2 * prefix, 0x80, 1, 4, 1, 2 * suffix.length]),
      Buffer.from(suffix),
    ]);
  const carried = {
    type: BYTE_ARRAY,
    converted: 0,
    rows: 2,
    pages: [
      page(0, deltaText(0, 'apple'), dataHeader(1, 7)),
      page(0, deltaText(3, 'ly'), dataHeader(1, 7)),
    ],
  };

  it('a page of parquet-mr before 1.8 may begin with a text as the last one of the page before', async () => {
    const createdBy = 'parquet-mr version 1.6.0';
    expect(await texts({ ...carried, createdBy })).toEqual(['apple', 'apply']);
  });

  it.each([undefined, 'parquet-mr version 1.8.0'])('a page of %s may not', async (createdBy) => {
    const message = await complaint(texts({ ...carried, createdBy }));
    expect(message).toContain('expected values encoded as differences, found bytes that are none');
  });

  it('the least and greatest floating-point numbers of parquet-cpp before 1.4 are not believed', async () => {
    const statistics = [binary(5, doubles(2)), binary(6, doubles(1))];
    const file = { type: DOUBLE, rows: 2, pages: [plain(doubles(0, NaN), 2)], statistics };
    expect(await numbers({ ...file, createdBy: 'parquet-cpp version 1.3.2' })).toEqual([0, NaN]);
    expect(await complaint(numbers({ ...file, createdBy: 'parquet-cpp version 1.4.0' }))).toContain(
      'expected numbers from 1 to 2, as the statistics of the column say, found 0',
    );
  });

  it.each([
    ['no size', { size: 0 }],
    ['no size in the file', { storedSize: 0 }],
    ['too small a size', { size: 5 }],
    ['no rows of the file', { statedRows: 0 }],
    ['not whether values may be missing', { repetition: null }],
  ])('files state %s', async (_, stated) => {
    expect(await numbers({ ...column, ...stated })).toEqual([1, 2, 3]);
  });
});

describe('numbers out of bounds', () => {
  const integer = (bits: number, isSigned: boolean): Field[] => [
    struct(10, [[1, 3, Buffer.from([bits])], bool(2, isSigned)]),
  ];

  it.each([
    ['INT_8', { converted: 15 }, [-128, 127], 128, 'integers of 8 bits are, found 128'],
    ['UINT_8', { converted: 11 }, [0, 255], -1, 'numbers from 0 to 255'],
    ['UINT_16', { converted: 12 }, [0, 65535], 65536, 'as integers of 16 bits are'],
    ['int8', { logical: integer(8, true) }, [-128, 127], -129, 'numbers from -128 to 127'],
    ['uint16', { logical: integer(16, false) }, [0, 65535], 65536, 'numbers from 0 to 65535'],
    ['decimals', { converted: 5, scale: 1, precision: 3 }, [-999, 999], 1001, 'of 3 digits are'],
  ])('of %s are errors', async (_, type, within, outside, problem) => {
    const file = { ...type, type: INT32, rows: 2 };
    const scale = 10 ** ('scale' in type ? type.scale : 0);
    expect(await numbers({ ...file, pages: [plain(int32(...within), 2)] })).toEqual(
      within.map((value) => value / scale),
    );
    const beyond = { ...file, rows: 3, pages: [plain(int32(...within, outside), 3)] };
    expect(await complaint(numbers(beyond))).toContain(problem);
    expect(await complaint(texts(beyond))).toContain('expected numbers from');
  });

  it('that the statistics state are errors, in pages with a dictionary as well', async () => {
    const statistics = [binary(5, int32(2)), binary(6, int32(1))];
    const problem =
      'column "x": expected numbers from 1 to 2, as the statistics of the column say, found 3';
    expect(await complaint(numbers({ ...column, statistics }))).toContain(problem);
    const dictionary = page(2, int32(1, 2, 3), struct(7, [i32(1, 3), i32(2, 0)]));
    const file = { ...column, hasDictionary: true, statistics };
    const places = (bits: number): Buffer =>
      page(0, Buffer.from([2, 3, bits, 0]), dataHeader(3, 8));
    expect(await complaint(numbers({ ...file, pages: [dictionary, places(0b100100)] }))).toContain(
      problem,
    );
    // What no row has may be in the dictionary.
    expect(await numbers({ ...file, pages: [dictionary, places(0b000100)] })).toEqual([1, 2, 1]);
  });

  it('are found at every place of a column', async () => {
    const statistics = [binary(5, int32(9)), binary(6, int32(0))];
    for (let place = 0; place < 9; place++) {
      const values = Array.from({ length: 9 }, (_, i) => (i === place ? 10 : i));
      const file = { ...column, rows: 9, pages: [plain(int32(...values), 9)], statistics };
      expect(await complaint(numbers(file))).toContain('found 10');
    }
  });

  it.each([
    ['in the deprecated fields', [binary(1, int32(2)), binary(2, int32(1))], {}, true],
    [
      'of unsigned integers in these',
      [binary(1, int32(2)), binary(2, int32(1))],
      { converted: 13 },
      false,
    ],
    ['that contradict each other', [binary(5, int32(1)), binary(6, int32(2))], {}, false],
    ['of which one is missing', [binary(5, int32(1))], {}, false],
  ])('are those of statistics %s, or not', async (_, statistics, type, isBelieved) => {
    const file = { ...column, ...type, statistics };
    if (isBelieved) expect(await complaint(numbers(file))).toContain('found 3');
    else expect(await numbers(file)).toEqual([1, 2, 3]);
  });

  it.each([
    ['a NaN is no bound', [NaN, 1], [5, 6]],
    ['zeros of both signs are the same bound', [0, 0], [-0, 0]],
    ['a NaN is within all bounds', [0, 1], [NaN, 1, NaN, 0, 1, NaN]],
  ])('%s', async (_, [least, greatest], values) => {
    const statistics = [binary(5, doubles(greatest!)), binary(6, doubles(least!))];
    const rows = values.length;
    const file = { type: DOUBLE, rows, pages: [plain(doubles(...values), rows)], statistics };
    expect(await numbers(file)).toEqual(values);
  });

  it('are not those of decimals that were rounded', async () => {
    const statistics = [binary(5, int32(123456789)), binary(6, int32(-3))];
    const values = int32(-3, 123456789);
    const file = { type: INT32, rows: 2, converted: 5, scale: 7, precision: 9, statistics };
    expect(await numbers({ ...file, pages: [plain(values, 2)] })).toEqual([-3e-7, 12.3456789]);
    expect(await texts({ ...file, pages: [plain(values, 2)] })).toEqual([
      '-0.0000003',
      '12.3456789',
    ]);
  });
});

describe('decimals as bytes of any length', () => {
  const bytes = (...hex: string[]): Buffer =>
    Buffer.concat(
      hex.map((digits) => {
        const value = Buffer.from(digits, 'hex');
        const length = Buffer.alloc(4);
        length.writeUInt32LE(value.length);
        return Buffer.concat([length, value]);
      }),
    );
  const file = { type: BYTE_ARRAY, converted: 5, scale: 2, precision: 20, rows: 3 };

  it('are the nearest numbers, and exact texts', async () => {
    const pages = [plain(bytes('04e2', 'ff', '00ffffffffffffffff'), 3)];
    expect(await numbers({ ...file, pages })).toEqual([12.5, -0.01, 184467440737095516.15]);
    expect(await texts({ ...file, pages })).toEqual(['12.50', '-0.01', '184467440737095516.15']);
  });

  it('have a byte at least', async () => {
    const message = await complaint(numbers({ ...file, pages: [plain(bytes('01', '', '02'), 3)] }));
    expect(message).toContain('expected a value of 32 bytes, found one of 0');
  });
});

describe('headers', () => {
  const dictionary = (count: Field): Buffer => page(2, int32(1, 2), struct(7, [count, i32(2, 0)]));
  const places = page(0, Buffer.from([1, 3, 0b110]), dataHeader(3, 2));

  it.each<[string, Buffer[], string]>([
    [
      'a number of another type',
      [dictionary([1, 4, Buffer.from([4])]), places],
      'bytes that are none',
    ],
    ['a byte for a number', [dictionary([1, 3, Buffer.from([2])]), places], 'bytes that are none'],
    ['a negative count', [dictionary(i32(1, -2)), places], 'found a count of -2'],
    [
      'an encoded dictionary',
      [page(2, int32(1), struct(7, [i32(1, 1), i32(2, 5)])), places],
      'expected a plain dictionary, found DELTA_BINARY_PACKED',
    ],
    ['a part of it', [page(0, int32(1, 2, 3), struct(5, [i32(1, 3)]))], 'found a part of it'],
    ['a page of no known kind', [page(9, int32(1, 2, 3), dataHeader(3))], 'one of an unknown kind'],
    [
      'a negative size',
      [page(3, int32(1, 2, 3), dataHeader2(3, 0, false), { size: -12 })],
      'found a count of -12',
    ],
    [
      'another size than that of what is not compressed',
      [page(3, int32(1, 2, 3), dataHeader2(3, 0, false), { size: 8 })],
      'expected a page of 8 bytes that is not compressed, found 12',
    ],
    ['an unknown encoding', [page(0, int32(1, 2, 3), dataHeader(3, 77))], 'found none known'],
  ])('with %s are damage', async (_, pages, problem) => {
    const hasDictionary = pages.length > 1;
    const message = await complaint(numbers({ ...column, pages, hasDictionary }));
    expect(message).toContain(problem);
    expect(message).toContain('hint: the Parquet file is damaged');
  });
});

describe('metadata that name what is not known', () => {
  it.each<[string, Partial<Handmade>, string]>([
    [
      'a compression',
      { codec: 50 },
      'expected a compression that can be read, found an unknown one',
    ],
    ['LZO', { codec: 3 }, 'expected a compression that can be read, found LZO'],
    ['a type', { type: 20 }, 'expected numbers, found values of an unknown type'],
    ['a decimal', { converted: 90, scale: 2, precision: 5 }, 'values of an unknown type (INT32)'],
    ['a logical type', { logical: [struct(40, [])] }, 'found values of an unknown type (INT32)'],
    [
      'decimals of a negative scale',
      { converted: 5, scale: -1, precision: 3 },
      'found decimals of another kind (INT32)',
    ],
    [
      'decimals that are too long',
      { type: FIXED, length: 40, converted: 5, scale: 0, precision: 90 },
      'found decimals of another kind (FIXED_LEN_BYTE_ARRAY)',
    ],
    ['no number of rows', { statedRows: -1 }, 'expected the number of rows, found none'],
  ])('as %s are errors', async (_, stated, problem) => {
    const message = await complaint(numbers({ ...column, ...stated }));
    expect(message).toContain(problem);
    expect(message).not.toMatch(/undefined|\[object/);
  });
});
