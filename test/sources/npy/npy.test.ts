import fc from 'fast-check';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import type { ReadOptions, Selection } from '../../../src/sources/index.ts';
import { complaint, cut, open, read, type Reading } from '../reading.ts';
import { npyFile, withHeader } from './npy-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'losscalc-npy-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'a.npy');

const DOUBLES = { descr: '<f8', shape: [2, 2], values: [1, 2, 3, 4] };

function save(bytes: Uint8Array): string {
  writeFileSync(path, bytes);
  return path;
}

function readFile(
  bytes: Uint8Array,
  selection: Partial<Selection> = {},
  options: Partial<ReadOptions> = {},
): Promise<Reading> {
  return read([{ input: 'pred', path: save(bytes), ...selection }], options);
}

/** The rows of a file; reading it as standard input, cut anywhere, must give the same. */
async function rowsOf(bytes: Uint8Array, selection: Partial<Selection> = {}): Promise<number[][]> {
  const { rows } = await readFile(bytes, selection);
  const chunks = cut(bytes, [0.01, 0.4, 0.41, 0.9]);
  const streamed = await read([{ input: 'pred', ...selection }], { chunks });
  expect(streamed.rows).toEqual(rows);
  return rows['pred']!;
}

async function complaintOf(
  bytes: Uint8Array,
  selection: Partial<Selection> = {},
  options: Partial<ReadOptions> = {},
): Promise<string> {
  const message = await complaint(readFile(bytes, selection, options));
  return message.replaceAll(`${folder}/`, '');
}

describe('types of elements', () => {
  it.each([
    ['|b1', [0, 1]],
    ['|i1', [-128, 127]],
    ['|u1', [0, 255]],
    ['<i2', [-32768, 32767]],
    ['<u2', [0, 65535]],
    ['<i4', [-(2 ** 31), 2 ** 31 - 1]],
    ['<u4', [0, 2 ** 32 - 1]],
    ['<i8', [-(2 ** 53) + 1, -1, 0, 2 ** 32, 2 ** 53 - 1]],
    ['<u8', [0, 2 ** 32 - 1, 2 ** 53 - 1]],
    ['<f4', [-0, 0.1, 3e38, 1e-45, Infinity, -Infinity].map(Math.fround)],
    ['<f8', [-0, 0.1, Number.MAX_VALUE, 5e-324, Infinity, -Infinity]],
  ])('reads %s in either byte order', async (descr, values) => {
    const shape = [values.length];
    const rows = values.map((value) => [value]);
    expect(await rowsOf(npyFile({ descr, shape, values }))).toEqual(rows);
    const swapped = descr.replace('<', '>');
    expect(await rowsOf(npyFile({ descr: swapped, shape, values }))).toEqual(rows);
  });

  it('reads half floats', async () => {
    const bits = [0, 0x8000, 1, 0x3ff, 0x400, 0x3c00, 0xbc01, 0x7bff, 0x7c00, 0xfc00];
    const values = [0, -0, 2 ** -24, 1023 * 2 ** -24, 2 ** -14, 1, -1 - 2 ** -10, 65504, Infinity];
    const rows = [...values, -Infinity].map((value) => [value]);
    for (const descr of ['<f2', '>f2']) {
      expect(await rowsOf(npyFile({ descr, shape: [10], values: bits }))).toEqual(rows);
    }
    const nan = npyFile({ descr: '<f2', shape: [2], values: [0x7c01, 0xfe00] });
    expect((await readFile(nan, {}, { missing: 'nan' })).rows['pred']).toEqual([[NaN], [NaN]]);
  });

  it('rounds integers beyond 2^53 to the nearest double, and says so once', async () => {
    const values = [1n, 2n ** 53n + 1n, 2n ** 53n, 2n ** 63n - 1n, -(2n ** 63n), -(2n ** 53n) - 3n];
    const { rows, warnings } = await readFile(npyFile({ descr: '>i8', shape: [6], values }));
    expect(rows['pred']).toEqual(values.map((value) => [Number(value)]));
    expect(warnings).toEqual([
      `${path}, element [1]: "9007199254740993" has more digits than a double holds and is read as ` +
        '9007199254740992; others like it are not reported',
    ]);
    const unsigned = npyFile({ descr: '<u8', shape: [1], values: [2n ** 64n - 1n] });
    expect(await rowsOf(unsigned)).toEqual([[2 ** 64]]);
  });

  it.each(['=f8', '|f8', 'f8', '<f16', '<c16', '|O', '|S3', '<U2', '<M8[s]', '|V8', '<b2', '|?'])(
    'refuses %s by its name',
    async (descr) => {
      expect(await complaintOf(withHeader(`{'descr': '${descr}'}`, Buffer.alloc(8)))).toMatch(
        `a.npy: expected booleans, integers or floats of 1 to 8 bytes, found the dtype "${descr}"\n`,
      );
    },
  );

  it('refuses booleans that are neither', async () => {
    const bytes = npyFile({ descr: '|b1', shape: [3], values: [0, 1, 2] });
    expect(await complaintOf(bytes)).toContain(
      'a.npy, element [2]: expected 0 or 1 for a boolean, found 2',
    );
  });
});

describe('shapes and orders', () => {
  /** Row-major places of the elements of a shape, in the order in which a Fortran array stores them. */
  function fortranPlaces(shape: readonly number[]): number[] {
    const places = (axis: number): number[] => {
      if (axis < 0) return [0];
      const stride = shape.slice(axis + 1).reduce((a, b) => a * b, 1);
      const inner = places(axis - 1);
      return Array.from({ length: shape[axis]! }, (_, i) =>
        inner.map((place) => place + i * stride),
      ).flat();
    };
    return places(shape.length - 1);
  }

  it('gives the same rows whatever the order, type and shape', async () => {
    const shapes = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 4 });
    const types = fc.constantFrom('<f8', '>f8', '<f4', '>i2', '|i1', '<i8');
    await fc.assert(
      fc.asyncProperty(shapes, types, async (shape, descr) => {
        const count = shape.reduce((a, b) => a * b, 1);
        const values = Array.from({ length: count }, (_, i) => i - 3);
        const expected = await rowsOf(npyFile({ descr, shape, values }));
        expect(expected.flat()).toEqual(values);
        const stored = fortranPlaces(shape).map((place) => values[place]!);
        const fortran = npyFile({ descr, shape, isFortran: true, values: stored });
        expect(await rowsOf(fortran)).toEqual(expected);
      }),
    );
  });

  it('takes a list for samples of one number, and a number for one sample', async () => {
    expect(await rowsOf(npyFile({ ...DOUBLES, shape: [4] }))).toEqual([[1], [2], [3], [4]]);
    expect(await rowsOf(npyFile({ descr: '<f8', shape: [], values: [7] }))).toEqual([[7]]);
    const inputs = await open([{ input: 'pred', path: save(npyFile(DOUBLES)) }], {});
    expect([...inputs.tensors]).toEqual([['pred', { dtype: 'float64', label: path, axes: [2] }]]);
    expect([...(await inputs.measure())]).toEqual([['pred', [2, 2]]]);
  });

  it.each([false, true])('makes rows of any axis (Fortran order: %s)', async (isFortran) => {
    const shape = [2, 3];
    const values = isFortran ? [1, 4, 2, 5, 3, 6] : [1, 2, 3, 4, 5, 6];
    const bytes = npyFile({ descr: '<i4', shape, isFortran, values });
    for (const axis of [-1, 1])
      expect(await rowsOf(bytes, { axis })).toEqual([
        [1, 2, 3],
        [4, 5, 6],
      ]);
    for (const axis of [-2, 0]) {
      expect(await rowsOf(bytes, { axis })).toEqual([
        [1, 4],
        [2, 5],
        [3, 6],
      ]);
    }
    expect(await complaintOf(bytes, { axis: 2 })).toBe(
      '--axis 2: expected an axis from -2 to 1 for pred of shape 2x3',
    );
  });

  it('reads single numbers and whole entries where the layout is so', async () => {
    const scalars = { layout: 'scalars' as const };
    expect(await rowsOf(npyFile({ ...DOUBLES, shape: [4, 1] }), scalars)).toEqual([
      [1],
      [2],
      [3],
      [4],
    ]);
    const inputs = await open(
      [{ input: 'pred', path: save(npyFile({ ...DOUBLES, shape: [2, 2, 1] })), layout: 'batch' }],
      {},
    );
    const blocks = [];
    for await (const { rows, inputs: values } of inputs.blocks()) blocks.push(rows, values['pred']);
    expect(blocks).toEqual([2, Float64Array.of(1, 2, 3, 4)]);
  });

  it('reads what is larger than a block, of rows that do not fill one', async () => {
    const width = 48_000;
    for (const shape of [[70_001], [10_003, 7], [3, width]]) {
      const values = Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => i / 8);
      for (const descr of ['<f8', '>f4']) {
        const rows = await rowsOf(npyFile({ descr, shape, values }));
        expect(rows.length).toBe(shape[0]);
        expect(rows.flat()).toEqual(values);
      }
    }
  });

  it('drops the rows of one file from two inputs alike', async () => {
    const values = [1, 2, NaN, 4, 5, 6];
    const file = save(npyFile({ descr: '<f8', shape: [3, 2], values }));
    const choices = ['true', 'pred'].map((input) => ({ input, path: file }));
    const { rows, skipped } = await read(choices, { missing: 'skip' });
    const kept = [
      [1, 2],
      [5, 6],
    ];
    expect([rows, skipped]).toEqual([{ true: kept, pred: kept }, 1]);
  });
});

describe('sizes', () => {
  it('refuses every file that is cut short or goes on', async () => {
    const bytes = npyFile(DOUBLES);
    for (let length = 0; length < bytes.length; length++) {
      const part = bytes.subarray(0, length);
      const message = await complaintOf(part);
      const streamed = complaint(read([{ input: 'pred' }], { format: 'npy', chunks: [part] }));
      expect(message.replace('a.npy', 'standard input')).toBe(await streamed);
    }
    expect(await complaintOf(Buffer.concat([bytes, Buffer.alloc(1)]))).toBe(
      'a.npy: expected 32 bytes of numbers for shape 2x2, found more\n' +
        '  hint: an NPY file is one array; numpy.savez writes several',
    );
  });

  it('makes no room for what is not there', async () => {
    const header = `{'descr': '<f8', 'fortran_order': True, 'shape': (100000, 1000000)}`;
    const bytes = withHeader(header, Buffer.alloc(8));
    expect(await complaintOf(bytes)).toContain('expected 800000000000 bytes of numbers');
    expect(await complaint(read([{ input: 'pred' }], { chunks: [bytes] }))).toContain(
      'expected at most 2 GiB of numbers to put into the order of rows, found 800000000000 bytes',
    );
    const inOrder = withHeader(header.replace('True', 'False'), Buffer.alloc(8));
    expect(await complaint(read([{ input: 'pred' }], { chunks: [inOrder] }))).toContain(
      'expected 800000000000 bytes of numbers for shape 100000x1000000, found 8',
    );
  });

  it.each([
    ['shrinks', 1000],
    ['grows', 2_000_000],
  ])('refuses a file that %s while it is read', async (_, size) => {
    const values = Array.from({ length: 100_000 }, (_, i) => i);
    const inputs = await open(
      [{ input: 'pred', path: save(npyFile({ descr: '<f8', shape: [100_000], values })) }],
      {},
    );
    const reading = async (): Promise<void> => {
      let blocks = 0;
      for await (const { rows } of inputs.blocks()) {
        if (rows > 0 && blocks++ === 0) truncateSync(path, size);
      }
    };
    expect(await complaint(reading())).toContain('expected a file that stays as it is');
  });
});

describe('what numbers may be', () => {
  const nan = npyFile({ descr: '>f4', shape: [2, 2], values: [1, Infinity, NaN, -Infinity] });

  it('follows --missing, and lets infinities be', async () => {
    expect(await complaintOf(nan)).toBe(
      'a.npy, element [1, 0]: expected a number, found "nan"\n' +
        '  hint: --missing skip drops such rows, --missing nan lets NaN through',
    );
    const { rows } = await readFile(nan, {}, { missing: 'nan' });
    expect(rows['pred']).toEqual([
      [1, Infinity],
      [NaN, -Infinity],
    ]);
    const skipping = await readFile(nan, {}, { missing: 'skip' });
    expect([skipping.rows['pred'], skipping.numbers]).toEqual([[[1, Infinity]], [1]]);
    expect(await rowsOf(npyFile({ ...DOUBLES, values: [1, Infinity, -Infinity, 2] }))).toEqual([
      [1, Infinity],
      [-Infinity, 2],
    ]);
  });

  it('names the element of an array in Fortran order, and of a long one', async () => {
    const fortran = npyFile({
      descr: '<f8',
      shape: [2, 3],
      isFortran: true,
      values: [1, 2, 3, NaN, 5, 6],
    });
    expect(await complaintOf(fortran)).toContain('a.npy, element [1, 1]: expected a number');
    const values = Array.from({ length: 90_000 }, (_, i) => (i === 80_001 ? NaN : i));
    const long = npyFile({ descr: '<f8', shape: [45_000, 2], values });
    expect(await complaintOf(long)).toContain('a.npy, element [40000, 1]: expected a number');
    const one = npyFile({ descr: '<f8', shape: [], values: [NaN] });
    expect(await complaintOf(one)).toContain('a.npy: expected a number');
  });

  it('refuses to give numbers the names of labels', async () => {
    const classes = npyFile({ descr: '<i8', shape: [2], values: [0, 1] });
    expect(await rowsOf(classes, { labels: {} })).toEqual([[0], [1]]);
    expect(await complaintOf(classes, { labels: { names: ['cat', 'dog'] } })).toBe(
      '--labels: expected text for labels, found the numbers of a.npy\n' +
        '  hint: leave --labels out: numbers stand for themselves, class indices count from 0',
    );
    expect(await complaintOf(classes, { labels: { positive: '1' } })).toContain('--positive: ');
    expect(await complaintOf(classes, { part: 'a' })).toContain(
      'a.npy: expected no part of an NPY file, which is one array, found "a"',
    );
  });
});

it('reads an array of any name, and a gzipped one', async () => {
  const bytes = npyFile(DOUBLES);
  for (const [name, content] of [
    ['dat', bytes],
    ['npy.gz', gzipSync(bytes)],
  ] as const) {
    const file = join(folder, `b.${name}`);
    writeFileSync(file, content);
    expect((await read([{ input: 'pred', path: file }], {})).rows['pred']).toEqual([
      [1, 2],
      [3, 4],
    ]);
  }
});
