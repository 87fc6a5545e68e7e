import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { UserError } from '../../../src/messages/errors.ts';
import { exported } from '../../support/exports.ts';
import { complaint, cut, read } from '../reading.ts';

const ROWS = [
  [1, 0.125],
  [0, -3e-7],
  [1, 2.5],
];
const PRED = [{ input: 'pred' }];

const folder = mkdtempSync(join(tmpdir(), 'losscalc-zstd-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function rowsOf(chunks: readonly Uint8Array[]): Promise<number[][]> {
  return (await read(PRED, { chunks })).rows['pred']!;
}

function complaintOf(...chunks: Uint8Array[]): Promise<string> {
  return complaint(read(PRED, { chunks }));
}

describe('text in Zstandard', () => {
  it.each(['rows.csv.zst', 'unchecked.csv.zst', 'frames.csv.zst'])(
    '%s is read, wherever its bytes are cut',
    async (file) => {
      const bytes = exported(file);
      expect(await rowsOf([bytes])).toEqual(ROWS);
      expect(await rowsOf([...bytes].map((byte) => Uint8Array.of(byte)))).toEqual(ROWS);
    },
  );

  it('is recognised whatever it is called, and its format by what is before .zst', async () => {
    for (const name of ['a', 'a.csv', 'a.csv.zst', 'a.zst']) {
      const path = join(folder, name);
      writeFileSync(path, exported('rows.csv.zst'));
      expect((await read([{ input: 'pred', path }], {})).rows['pred']).toEqual(ROWS);
    }
    const path = join(folder, 'b.npy.zst');
    writeFileSync(path, exported('rows.csv.zst'));
    expect(await complaint(read([{ input: 'pred', path }], {}))).toContain('expected an NPY file');
  });

  it('is read over many blocks that refer back', async () => {
    const rows = await rowsOf(cut(exported('long.csv.zst'), [0.01, 0.5, 0.501]));
    expect(rows).toEqual(Array.from({ length: 60000 }, (_, i) => [i % 2, ((i * 7) % 1000) / 1000]));
  });
});

describe('damaged Zstandard', () => {
  it('is refused where it was cut, wherever that is', async () => {
    for (const file of ['rows.csv.zst', 'frames.csv.zst']) {
      const bytes = exported(file);
      for (let length = 4; length < bytes.length; length++) {
        const outcome = await rowsOf([bytes.subarray(0, length)]).catch((error: unknown) => error);
        // Between two frames there is nothing to tell that one more was there.
        const isWhole = file === 'frames.csv.zst' && Array.isArray(outcome);
        expect(outcome instanceof UserError || isWhole, `${file}, ${length} bytes`).toBe(true);
      }
    }
    expect(await complaintOf(exported('rows.csv.zst').subarray(0, 20))).toBe(
      'standard input: expected the end of the Zstandard data, found the end of the file\n' +
        '  hint: the file was cut short; copy or download it again',
    );
  });

  it('is refused where any byte is another, by its checksum', async () => {
    const bytes = exported('rows.csv.zst');
    for (let at = 4; at < bytes.length; at++) {
      for (const flip of [0x01, 0x10, 0xff]) {
        const damaged = Buffer.from(bytes);
        damaged[at]! ^= flip;
        // A larger window than is needed changes nothing.
        const outcome = await rowsOf([damaged]).catch((error: unknown) => error);
        const isSame = JSON.stringify(outcome) === JSON.stringify(ROWS);
        expect(outcome instanceof UserError || isSame, `byte ${at}, ${flip}`).toBe(true);
      }
    }
  });

  it('never gives other rows where it is long', async () => {
    const bytes = exported('long.csv.zst');
    const rows = JSON.stringify(await rowsOf([bytes]));
    for (let at = 4; at < bytes.length; at += 29) {
      const damaged = Buffer.from(bytes);
      damaged[at]! ^= 1 << (at % 8);
      const outcome = await rowsOf([damaged]).catch((error: unknown) => error);
      const isSame = Array.isArray(outcome) && JSON.stringify(outcome) === rows;
      expect(outcome instanceof UserError || isSame, `byte ${at}`).toBe(true);
    }
  }, 60_000);

  it('is refused for what follows it', async () => {
    const bytes = exported('rows.csv.zst');
    expect(await complaintOf(Buffer.concat([bytes, Buffer.from('more')]))).toContain(
      'expected Zstandard data, found what is not: a frame does not begin as one',
    );
    const path = join(folder, 'text.csv.zst');
    writeFileSync(path, 'y,p\n1,2\n');
    expect(await complaint(read([{ input: 'pred', path }], {}))).toContain(
      'the file is damaged, or no Zstandard file whatever it is called',
    );
  });

  it('is refused for a window that takes too much memory, with what reads it', async () => {
    expect(await complaintOf(exported('wide-window.csv.zst'))).toBe(
      'standard input: expected Zstandard data that can be read in little memory, ' +
        'found a window of 128 MiB, more than 32\n' +
        '  hint: zstd -dc --long=31 FILE | losscalc ... - reads it decompressed; ' +
        'up to -19, zstd compresses to what can be read',
    );
  });
});
