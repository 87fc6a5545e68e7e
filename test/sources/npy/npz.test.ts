import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync, gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { complaint, cut, read } from '../reading.ts';
import { npyFile } from './npy-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'losscalc-npz-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'a.npz');

const Y = npyFile({ descr: '<i4', shape: [2], values: [0, 1] });
const P = npyFile({ descr: '<f8', shape: [2, 2], isFortran: true, values: [0.9, 0.2, 0.1, 0.8] });
const P_ROWS = [
  [0.9, 0.1],
  [0.2, 0.8],
];

/** A member as it is, and what an archive may say of it instead. */
interface Stored {
  readonly name: string;
  readonly bytes: Buffer;
  readonly method?: number;
  readonly flags?: number;
  readonly crc?: number;
  readonly size?: number;
  readonly storedSize?: number;
  readonly offset?: number;
  /** What only the header before the member says. */
  readonly local?: Partial<Omit<Stored, 'local' | 'bytes' | 'offset'>>;
}

/** A ZIP archive, whose directory says that it has `count` members. */
function zip(members: readonly Stored[], count = members.length): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let position = 0;
  for (const member of members) {
    const content = member.method === 8 ? deflateRawSync(member.bytes) : member.bytes;
    const local = header(0x04034b50, { ...member, ...member.local }, content);
    directory.push(header(0x02014b50, member, content, member.offset ?? position));
    parts.push(local, content);
    position += local.length + content.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(position, 16);
  return Buffer.concat([...parts, list, end]);
}

/** The header before a member, or with an offset the one in the directory. */
function header(signature: number, member: Stored, content: Buffer, offset?: number): Buffer {
  const name = Buffer.from(member.name);
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(member.flags ?? 0x800, 2);
  fields.writeUInt16LE(member.method ?? 0, 4);
  fields.writeUInt32LE(member.crc ?? crc32(member.bytes), 10);
  fields.writeUInt32LE(member.storedSize ?? content.length, 14);
  fields.writeUInt32LE(member.size ?? member.bytes.length, 18);
  fields.writeUInt16LE(name.length, 22);
  const start = Buffer.alloc(offset === undefined ? 4 : 6);
  start.writeUInt32LE(signature);
  const rest = Buffer.alloc(offset === undefined ? 0 : 14);
  if (offset !== undefined) rest.writeUInt32LE(offset, 10);
  return Buffer.concat([start, fields, rest, name]);
}

async function rowsOf(bytes: Uint8Array, part?: string): Promise<number[][]> {
  writeFileSync(path, bytes);
  const { rows } = await read([{ input: 'pred', path, part }], {});
  const chunks = cut(bytes, [0.1, 0.5]);
  expect((await read([{ input: 'pred', part }], { chunks })).rows).toEqual(rows);
  return rows['pred']!;
}

async function complaintOf(bytes: Uint8Array, part?: string): Promise<string> {
  writeFileSync(path, bytes);
  const message = await complaint(read([{ input: 'pred', path, part }], {}));
  return message.replaceAll(`${folder}/`, '');
}

describe('arrays of an archive', () => {
  const both = zip([
    { name: 'y.npy', bytes: Y },
    { name: 'probs.npy', bytes: P, method: 8 },
  ]);

  it('reads the one that is chosen, stored or deflated', async () => {
    expect(await rowsOf(both, 'y')).toEqual([[0], [1]]);
    expect(await rowsOf(both, 'probs')).toEqual(P_ROWS);
    expect(await rowsOf(zip([{ name: 'arr_0.npy', bytes: P }]))).toEqual(P_ROWS);
  });

  it('reads several at once, also gzipped', async () => {
    const file = join(folder, 'b.npz.gz');
    writeFileSync(file, gzipSync(both));
    const choices = [
      { input: 'true', path: file, part: 'y', layout: 'scalars' as const },
      { input: 'pred', path: file, part: 'probs' },
      { input: 'again', path: file, part: 'probs', axis: 0 },
    ];
    expect((await read(choices, {})).rows).toEqual({
      true: [[0], [1]],
      pred: P_ROWS,
      again: [
        [0.9, 0.2],
        [0.1, 0.8],
      ],
    });
  });

  it('guesses none of several', async () => {
    expect(await complaintOf(both)).toBe(
      'a.npz: expected one array, found 2\n' +
        '  hint: choose one with #name; its arrays are "y", "probs"',
    );
    expect(await complaintOf(both, 'prob')).toBe(
      'a.npz: no array "prob"\n  hint: did you mean "probs"? its arrays are "y", "probs"',
    );
    expect(await complaintOf(both, 'y.npy')).toContain('did you mean "y"?');
    expect(await complaintOf(both, 'other')).toContain('hint: its arrays are "y", "probs"');
    const text = { name: 'read.me', bytes: Buffer.from('hello') };
    expect(await rowsOf(zip([text, { name: 'y.npy', bytes: Y }]))).toEqual([[0], [1]]);
    expect(await complaintOf(zip([text]))).toContain('found "read.me"');
    expect(await complaintOf(zip([]))).toContain('found an empty archive');
    expect(await complaintOf(Buffer.alloc(0))).toBe('a.npz: no rows: the file is empty');
  });

  it('reads members of any name, and writes none', async () => {
    for (const name of ['../up', '/root', 'C:\\x', 'a/b', '\u001b[31m', 'é']) {
      const archive = zip([{ name: `${name}.npy`, bytes: Y }]);
      expect(await rowsOf(archive, name)).toEqual([[0], [1]]);
      expect(await complaintOf(archive, 'x'.repeat(99))).not.toMatch(/\u001b/);
    }
    expect(readdirSync(folder).sort()).toEqual(['a.npz', 'b.npz.gz']);
  });

  it('says in which array something is wrong', async () => {
    const bytes = npyFile({ descr: '<f8', shape: [2], values: [1, NaN] });
    const archive = zip([{ name: 'p.npy', bytes, method: 8 }]);
    expect(await complaintOf(archive)).toContain('a.npz, array p, element [1]: expected a number');
    const cutShort = zip([{ name: 'p.npy', bytes: P.subarray(0, -1) }]);
    expect(await complaintOf(cutShort)).toContain('a.npz, array p: expected 32 bytes of numbers');
  });
});

describe('archives that cannot be trusted', () => {
  const plain: Stored = { name: 'p.npy', bytes: P };
  const deflated: Stored = { ...plain, method: 8 };
  const packed = deflateRawSync(P).length;

  it.each<[string, Stored | Stored[], string]>([
    ['a checksum', { ...plain, crc: 1 }, 'its checksum is another'],
    ['a checksum of deflated content', { ...deflated, crc: 1 }, 'its checksum is another'],
    ['a smaller size', { ...deflated, size: P.length - 1 }, 'its size is another'],
    ['a larger size', { ...deflated, size: P.length + 1 }, 'its size is another'],
    ['a size that is much smaller', { ...deflated, size: 1 }, 'found a damaged one'],
    ['a size out of reach', { ...deflated, size: 2 ** 31 - 1 }, 'its size is another'],
    ['a size of stored content', { ...plain, size: 8 }, 'size mismatch'],
    [
      'a stored size that is too short',
      { ...deflated, storedSize: packed - 3 },
      'found a damaged one',
    ],
    ['a stored size beyond the end', { ...deflated, storedSize: 9999 }, 'overflows file bounds'],
    ['an offset beyond the end', { ...plain, offset: 2 ** 31 }, 'refers to bytes beyond its end'],
    ['an offset elsewhere', { ...plain, offset: 7 }, 'invalid local file header signature'],
    ['another name', { ...plain, local: { name: 'q.npy' } }, 'not what the directory says'],
    ['another method', { ...plain, local: { method: 8 } }, 'not what the directory says'],
    ['another checksum before it', { ...plain, local: { crc: 7 } }, 'not what the directory says'],
    ['another size before it', { ...plain, local: { size: 7 } }, 'not what the directory says'],
    ['encryption', { ...plain, flags: 1, storedSize: P.length + 12 }, 'found it encrypted'],
    ['strong encryption', { ...plain, flags: 0x41 }, 'strong encryption is not supported'],
    ['bzip2', { ...plain, method: 12 }, 'expected no compression or deflate, found bzip2'],
    ['a method of no name', { ...plain, method: 77 }, 'found method 77'],
    ['2 GiB', { ...deflated, size: 2 ** 31 }, 'expected less than 2 GiB'],
    ['the same array twice', [plain, deflated], 'expected each array once, found "p" again'],
  ])('refuses %s', async (_, members, message) => {
    const archive = zip(Array.isArray(members) ? members : [members]);
    expect(await complaintOf(archive)).toContain(message);
  });

  it('accepts sizes that follow the member', async () => {
    const flags = 0x808;
    const local = { crc: 0, size: 0, storedSize: 0 };
    expect(await rowsOf(zip([{ ...deflated, flags, local }]))).toEqual(P_ROWS);
  });

  it('refuses a wrong number of members', async () => {
    const members = [plain, { name: 'y.npy', bytes: Y }];
    expect(await complaintOf(zip(members, 1))).toContain('its number of members is another');
    expect(await complaintOf(zip(members, 3))).toContain('beyond its end');
  });

  it('gives the right numbers or none when any byte is cut off or changed', async () => {
    const sound = zip([deflated]);
    for (let i = 0; i < sound.length; i++) {
      expect(await complaintOf(sound.subarray(0, i))).toContain('a.npz');
      const changed = Buffer.from(sound);
      changed[i]! ^= 0x41;
      const outcome = await rowsOf(changed).catch((error: unknown) => String(error));
      if (typeof outcome === 'string') expect(outcome).toMatch(/^UserError: /);
      else expect(outcome).toEqual(P_ROWS);
    }
  });

  it('survives offsets beyond all numbers in Zip64', async () => {
    const sound = zip([plain]);
    const locator = Buffer.alloc(20, 0xff);
    locator.writeUInt32LE(0x07064b50);
    const end = sound.length - 22;
    const archive = Buffer.concat([sound.subarray(0, end), locator, sound.subarray(end)]);
    expect(await complaintOf(archive)).toContain('refers to bytes beyond its end');
  });
});
