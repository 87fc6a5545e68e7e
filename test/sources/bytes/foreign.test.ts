import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { complaint, read, readPred } from '../reading.ts';

const folder = mkdtempSync(join(tmpdir(), 'losscalc-foreign-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The beginning of an archive whose first member has this name. */
function zip(name: string): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, Buffer.from(name), deflateRawSync('x')]);
}

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');

const KINDS: readonly (readonly [found: string, command: string, bytes: Buffer])[] = [
  ['bzip2 data', 'bunzip2 -c F | losscalc ... -', latin1('BZh91AY&SY\x01')],
  ['xz data', 'xz -dc F | losscalc ... -', latin1('\xfd7zXZ\0\0')],
  ['LZ4 data', 'lz4 -dc F | losscalc ... -', latin1('\x04\x22\x4d\x18d')],
  ['a pickle of Python', 'pandas.read_pickle(', latin1('\x80\x05\x95\x01')],
  [
    'a file of torch.save',
    'torch.load(',
    latin1('\x80\x02\x8a\x0al\xfc\x9cF\xf9\x20j\xa8P\x19.\x80'),
  ],
  ['a file of torch.save', 'torch.load(', zip('archive/data.pkl')],
  ['an HDF5 file', 'h5py.File(', latin1('\x89HDF\r\n\x1a\n\0')],
  ['an Excel file', 'pandas.read_excel(', zip('[Content_Types].xml')],
  ['an Excel file', 'pandas.read_excel(', zip('xl/workbook.xml')],
  ['an Excel file', 'pandas.read_excel(', latin1('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')],
  [
    'an SQLite database',
    'sqlite3 -csv -header F "select * from TABLE"',
    latin1('SQLite format 3\0'),
  ],
  ['an Avro file', 'polars.read_avro(', latin1('Obj\x01\x04')],
  ['an ORC file', 'pandas.read_orc(', latin1('ORC\n\x06\x12')],
  ['a ZIP archive that is no NPZ', 'unzip -p F | losscalc ... -', zip('preds.csv')],
];

describe.each(KINDS)('%s', (found, command, bytes) => {
  it('is met with what converts it, whatever the file is called', async () => {
    for (const name of ['data', 'data.csv', 'data.json', 'data.parquet']) {
      const path = join(folder, name);
      writeFileSync(path, bytes);
      const message = await complaint(read([{ input: 'pred', path }], {}));
      expect(message).toMatch(/: expected CSV, .* or safetensors, found /);
      expect(message).toContain(`found ${found}\n`);
      expect(message.replaceAll(path, 'F')).toContain(command);
    }
  });

  it('is met so on standard input, and through gzip', async () => {
    for (const chunks of [[bytes], [gzipSync(bytes)]]) {
      const message = await complaint(read([{ input: 'pred' }], { chunks }));
      expect(message).toContain(`found ${found}\n`);
      expect(message.replaceAll('FILE', 'F')).toContain(command);
    }
  });
});

describe('text that begins as such a file', () => {
  it.each(['BZh9,p', 'SQLite format 3,p', 'Obj,p', 'ORC,p', 'PK,p', 'Р,p'])(
    '%s is text',
    async (header) => {
      expect(await readPred(`${header}\n1,2\n`)).toEqual([[1, 2]]);
    },
  );

  it('names no file in a command that a shell would take for something else', async () => {
    const path = join(folder, "a b'; echo.csv");
    writeFileSync(path, 'SQLite format 3\0');
    expect(await complaint(read([{ input: 'pred', path }], {}))).toContain('-header FILE "select');
  });
});
