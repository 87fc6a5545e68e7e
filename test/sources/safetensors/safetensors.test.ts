import { mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { UserError } from '../../../src/messages/errors.ts';
import { EXPORTS, exported } from '../../support/exports.ts';
import { complaint, cut, open, read } from '../reading.ts';

interface Expected {
  readonly safetensors: Readonly<Record<string, readonly string[]>>;
  readonly bf16: readonly number[];
}

const expected = JSON.parse(String(exported('expected.json'))) as Expected;
const arrays = Object.entries(expected.safetensors).filter(([name]) => name !== 'none');
const ARRAYS = join(EXPORTS, 'arrays.safetensors');

const folder = mkdtempSync(join(tmpdir(), 'losscalc-safetensors-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A file with this header and as many bytes after it. */
function file(header: string | object, size: number): Buffer {
  const text = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, Buffer.alloc(size)]);
}

function tensor(dtype: string, shape: readonly number[], offsets: readonly number[]): object {
  return { dtype, shape, data_offsets: offsets };
}

/** What is said of bytes, which come from a file and from standard input, where both say the same. */
async function complaintAbout(bytes: Uint8Array, part?: string): Promise<string> {
  const path = join(folder, 'x.safetensors');
  writeFileSync(path, bytes);
  const ofFile = await complaint(read([{ input: 'pred', path, part }], {}));
  const format = 'safetensors';
  const ofPipe = await complaint(read([{ input: 'pred', part }], { chunks: [bytes], format }));
  expect(ofFile.replaceAll(path, 'standard input')).toBe(ofPipe);
  return ofFile.replaceAll(`${folder}/`, '').split('\n')[0]!;
}

describe('a tensor', () => {
  it.each(arrays)('%s has its numbers', async (part, values) => {
    const bytes = exported('arrays.safetensors');
    for (const options of [
      { path: ARRAYS, chunks: [] },
      { chunks: cut(bytes, [0.001, 0.4, 0.9]) },
      { chunks: [gzipSync(bytes)] },
    ]) {
      const { chunks, ...from } = options;
      const { rows } = await read([{ input: 'pred', part, ...from }], { chunks });
      expect(rows['pred']!.flat()).toEqual(
        values.map((value) => Number(value.replace('inf', 'Infinity'))),
      );
    }
  });

  it('of 16-bit floats with the exponents of 32-bit ones has its numbers', async () => {
    const path = join(EXPORTS, 'torch.safetensors');
    const { rows } = await read([{ input: 'pred', path, part: 'bf16' }], {});
    expect(rows['pred']!.flat()).toEqual(expected.bf16);
    expect(await complaint(read([{ input: 'pred', path, part: 'f8' }], {}))).toContain(
      'tensor f8: expected booleans, integers or floats of 1 to 8 bytes, found the dtype "F8_E4M3"',
    );
  });

  it('keeps its shape, its dtype and its axes', async () => {
    const inputs = await open(
      [
        { input: 'pred', path: ARRAYS, part: 'cube', axis: 1 },
        { input: 'true', path: ARRAYS, part: 'i32' },
      ],
      {},
    );
    const { axes, dtype, label } = inputs.tensors.get('pred')!;
    expect({ axes, dtype, label }).toEqual({
      axes: [4, 3],
      dtype: 'float32',
      label: `${ARRAYS}, tensor cube`,
    });
    await inputs.close();
    const { rows } = await read([{ input: 'pred', path: ARRAYS, part: 'cube', axis: 1 }], {});
    expect(rows['pred']!.slice(0, 2)).toEqual([
      [0, 4, 8],
      [1, 5, 9],
    ]);
  });

  it('is read beside others of its file, which is closed afterwards', async () => {
    const { rows } = await read(
      [
        { input: 'true', path: ARRAYS, part: 'i16' },
        { input: 'pred', path: ARRAYS, part: 'u8' },
      ],
      {},
    );
    expect(rows).toEqual({ true: [[1], [-32768]], pred: [[1], [255]] });
    const isOpen = readdirSync('/proc/self/fd').some((fd) => {
      try {
        return readlinkSync(`/proc/self/fd/${fd}`) === ARRAYS;
      } catch {
        return false;
      }
    });
    expect(isOpen).toBe(false);
  });

  it('is chosen by name, where there are several', async () => {
    const part = async (name?: string): Promise<string> =>
      await complaint(read([{ input: 'pred', path: ARRAYS, part: name }], {}));
    expect(await part()).toContain('expected one array, found 15\n  hint: choose one with #name');
    expect(await part('cubes')).toContain('no array "cubes"\n  hint: did you mean "cube"?');
    expect(await part('none')).toContain('no samples: the tensor is empty, its shape is 0x3');
  });
});

describe('a header', () => {
  it.each([
    [
      'no JSON',
      file('{"a":', 0),
      'x.safetensors, header:1:6: expected an object for "a", found the end of the file',
    ],
    [
      'a tensor twice',
      file(
        '{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}',
        1,
      ),
      'expected each tensor once, found "a" again',
    ],
    ['other keys', file({ a: { ...tensor('U8', [1], [0, 1]), more: 1 } }, 1), 'found "more"'],
    ['too few offsets', file({ a: tensor('U8', [1], [0]) }, 1), 'and two data_offsets of "a"'],
    [
      'a shape that is another',
      file({ a: tensor('F64', [2], [0, 8]) }, 8),
      'expected 16 bytes from 0 on, found bytes 0 to 8',
    ],
    [
      'a shape beyond all files',
      file({ a: tensor('F64', [2 ** 50, 2 ** 50], [0, 8]) }, 8),
      'found bytes 0 to 8',
    ],
    [
      'overlapping tensors',
      file({ a: tensor('U8', [4], [0, 4]), b: tensor('U8', [4], [2, 6]) }, 6),
      'x.safetensors, tensor "b": expected 4 bytes from 4 on, found bytes 2 to 6',
    ],
    [
      'a hole',
      file({ a: tensor('U8', [1], [0, 1]), b: tensor('U8', [1], [2, 3]) }, 3),
      'tensor "b"',
    ],
    [
      'too few bytes',
      file({ a: tensor('U8', [4], [0, 4]) }, 3),
      'expected 4 bytes of numbers after the header, found 3',
    ],
    [
      'too many bytes',
      file({ a: tensor('U8', [4], [0, 4]) }, 5),
      'expected 4 bytes of numbers after the header, found 5',
    ],
    ['offsets backwards', file({ a: tensor('F8', [1], [0, -1]) }, 0), 'expected an integer'],
    ['no tensors', file({}, 0), 'x.safetensors: no tensors'],
    ['a length beyond the file', file({}, 0).fill(9, 0, 1), 'found the end of the file within it'],
    [
      'a length beyond all files',
      file({}, 0).fill(255, 0, 8),
      'whose header has at most 100000000 bytes',
    ],
  ])('with %s is refused', async (_, bytes, problem) => {
    expect(await complaintAbout(bytes)).toContain(problem);
  });

  it('is recognised by its content, and no text is taken for one', async () => {
    const path = join(folder, 'weights.bin');
    writeFileSync(path, exported('arrays.safetensors'));
    const { rows } = await read([{ input: 'pred', path, part: 'i8' }], {});
    expect(rows['pred']).toEqual([[1], [-128]]);
    const text = join(folder, 'text.bin');
    writeFileSync(text, '[[1,2,3\n],{');
    expect(await complaint(read([{ input: 'pred', path: text }], {}))).toContain(
      'text.bin:2:4: expected a key in double quotes',
    );
  });

  it('that is damaged is an error or names other tensors, never a fault', async () => {
    const bytes = exported('arrays.safetensors');
    for (let at = 0; at < 900; at++) {
      const damaged = Buffer.from(bytes);
      damaged[at]! ^= 1 << (at % 8);
      const chunks = [damaged];
      const reading = read([{ input: 'pred', part: 'i8' }], { chunks, format: 'safetensors' });
      const outcome = await reading.catch((error: unknown) => error);
      expect(outcome instanceof UserError || !(outcome instanceof Error)).toBe(true);
    }
  });
});
