import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/messages/errors.ts';
import { ByteReader } from '../../../src/sources/bytes/byte-reader.ts';
import type { ByteSource } from '../../../src/sources/bytes/byte-source.ts';
import { GunzipSource } from '../../../src/sources/bytes/gzip.ts';
import { complaint, cut, open, read, stream } from '../reading.ts';

const TEXT = 'y,p\n1,0.125\n0,-3e-7\n1,2.5\n';
const PACKED = gzipSync(TEXT);
const CUT_SHORT =
  'data.gz: expected the end of the gzip data, found the end of the file\n' +
  '  hint: the file was cut short; copy or download it again';

class Chunks implements ByteSource {
  readonly label = 'data.gz';
  readonly progress = { done: 0 };
  readonly #chunks: AsyncIterator<Uint8Array>;
  isClosed = false;

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  async next(): Promise<Uint8Array | undefined> {
    const result = await this.#chunks.next();
    return result.done === true ? undefined : result.value;
  }

  close(): Promise<void> {
    this.isClosed = true;
    return Promise.resolve();
  }
}

function gunzip(chunks: Iterable<Uint8Array>): ByteReader {
  return new ByteReader(new GunzipSource(new Chunks(stream(chunks))));
}

async function inflate(...chunks: Uint8Array[]): Promise<Buffer> {
  return await gunzip(chunks).rest('text', 2 ** 31);
}

/** The text of what was compressed, or undefined where it is refused. */
async function inflateOrRefuse(bytes: Uint8Array): Promise<string | undefined> {
  try {
    return (await inflate(bytes)).toString('latin1');
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

describe('GunzipSource', () => {
  it('inflates one member or several, wherever their bytes are cut', async () => {
    const places = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(places, places, async (members, chunks) => {
        const packed = Buffer.concat(cut(Buffer.from(TEXT), members).map((part) => gzipSync(part)));
        const given = cut(packed, chunks).filter(({ length }) => length > 0);
        expect((await inflate(...given)).toString()).toBe(TEXT);
      }),
    );
    const ones = [...PACKED, ...PACKED].map((byte) => Uint8Array.of(byte));
    expect((await inflate(...ones)).toString()).toBe(TEXT + TEXT);
  });

  it('inflates what is larger than its buffers', async () => {
    const large = Buffer.concat([randomBytes(700_000), Buffer.alloc(5_000_000)]);
    expect((await inflate(...cut(gzipSync(large), [0.1, 0.5]))).equals(large)).toBe(true);
    expect((await inflate(gzipSync(''))).length).toBe(0);
  });

  it('refuses a file cut short, at any place', async () => {
    const twice = Buffer.concat([PACKED, PACKED]);
    for (let length = 1; length < twice.length; length++) {
      if (length === PACKED.length) continue;
      expect(await complaint(inflate(twice.subarray(0, length)))).toBe(CUT_SHORT);
    }
  });

  it('refuses any damaged bit that has a meaning', async () => {
    const trailer = PACKED.length - 8;
    for (let bit = 0; bit < 8 * PACKED.length; bit++) {
      const damaged = Buffer.from(PACKED);
      const place = bit >> 3;
      damaged[place]! ^= 1 << (bit & 7);
      // The time, the system and the bits that fill up the last byte of the data have none.
      const allowed = place < trailer ? [TEXT, undefined] : [undefined];
      expect(allowed).toContain(await inflateOrRefuse(damaged));
    }
  });

  it('refuses what follows the data', async () => {
    const message = 'data.gz: expected the end of the file after its gzip data, found';
    const zeros = Buffer.alloc(5);
    expect(await complaint(inflate(PACKED, zeros))).toBe(
      `${message} 5 more bytes\n  hint: gzip -dc decompresses what is before them`,
    );
    expect(await complaint(inflate(Buffer.concat([PACKED, zeros])))).toContain(message);
    expect(await complaint(inflate(Buffer.concat([PACKED, zeros, PACKED])))).toContain(message);
    expect(await complaint(inflate(PACKED, Buffer.from('more')))).toContain('data.gz: expected');
    expect(await complaint(inflate(PACKED, Uint8Array.of(0x1f)))).toBe(CUT_SHORT);
  });

  it('tells what is wrong to who asks late', async () => {
    const bytes = gunzip([Buffer.from('no gzip data')]);
    await pause(20);
    expect(await complaint(bytes.next())).toBe(
      'data.gz: expected gzip data, found what is not: incorrect header check\n' +
        '  hint: the file is damaged, or no gzip file whatever it is called',
    );
  });

  it('passes on what is wrong with the compressed bytes', async () => {
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(PACKED.subarray(0, 20));
      throw new UserError({ problem: 'the disk is gone' });
    }
    const bytes = new ByteReader(new GunzipSource(new Chunks(failing())));
    expect(await complaint(bytes.rest('text', 2 ** 31))).toBe('the disk is gone');
  });

  it('can be closed at any time', async () => {
    const packed = gzipSync(randomBytes(3_000_000));
    for (const taken of [0, 1, 3]) {
      const source = new Chunks(stream(cut(packed, [0.2, 0.4])));
      const bytes = new GunzipSource(source);
      for (let i = 0; i < taken; i++) await bytes.next();
      await bytes.close();
      await bytes.close();
      expect(source.isClosed).toBe(true);
    }
  });
});

describe('gzipped inputs', () => {
  it.each([
    ['a table', 'y,p\n1,0.5\n', 'p', 0.5],
    ['a document', '{"p": [0.5]}', 'p', 0.5],
  ])('reads %s from standard input', async (_, text, part, value) => {
    const chunks = cut(gzipSync(text), [0.3, 0.6]);
    expect((await read([{ input: 'pred', part }], { chunks })).rows['pred']).toEqual([[value]]);
  });

  it('reads and closes one of which not all was read', async () => {
    const rows = '0.25\n'.repeat(300_000);
    const inputs = await open([{ input: 'pred' }], { chunks: [gzipSync(rows)] });
    for await (const { inputs: values } of inputs.blocks()) {
      expect(values['pred']![0]).toBe(0.25);
      break;
    }
  });
});
