import { describe, expect, it } from 'vitest';
import { findFlaw, firstByte, skipByteOrderMark } from '../../../src/sources/bytes/utf8.ts';
import { bytesOf, complaint } from '../reading.ts';

describe('skipByteOrderMark', () => {
  it.each([
    ['\ufeff1,2', '1,2'],
    ['1,2', '1,2'],
    ['\ufeff', ''],
    ['', ''],
    ['1', '1'],
  ])('of %j leaves %j, however the bytes are cut', async (text, left) => {
    const bytes = bytesOf([...Buffer.from(text)].map((byte) => Uint8Array.of(byte)));
    await skipByteOrderMark(bytes);
    expect(String(await bytes.rest('text', 100))).toBe(left);
  });

  it.each([
    ['UTF-16', [0xff, 0xfe, 0x31, 0x00]],
    ['UTF-16', [0xfe, 0xff, 0x00, 0x31]],
    ['UTF-16', [0xff, 0xfe]],
    ['UTF-32', [0xff, 0xfe, 0x00, 0x00, 0x31, 0x00, 0x00, 0x00]],
    ['UTF-32', [0x00, 0x00, 0xfe, 0xff, 0x00, 0x00, 0x00, 0x31]],
  ])('names the encoding %s that a byte order mark tells', async (encoding, mark) => {
    const bytes = bytesOf(
      mark.map((byte) => Uint8Array.of(byte)),
      'a.csv',
    );
    expect(await complaint(skipByteOrderMark(bytes))).toBe(
      `a.csv: expected text in UTF-8, found ${encoding}\n  hint: iconv -f ${encoding} -t UTF-8 converts it`,
    );
  });
});

describe('firstByte', () => {
  it('is the first that is not white space, and takes nothing', async () => {
    const bytes = bytesOf([' \n', '\t ', ' [1]']);
    expect(await firstByte(bytes)).toBe(0x5b);
    expect(String(await bytes.rest('text', 100))).toBe(' \n\t  [1]');
    expect(await firstByte(bytesOf([' \n ']))).toBeUndefined();
    expect(await firstByte(bytesOf([]))).toBeUndefined();
  });
});

describe('findFlaw', () => {
  it('lets UTF-8 pass', () => {
    expect(findFlaw(Buffer.from('1\n2é\n漢😀\n'), 'a.csv', 1)).toBeUndefined();
  });

  it.each([[[0xff]], [[0xc3]], [[0xe2, 0x82]], [[0xed, 0xa0, 0x80]], [[0xc0, 0x80]], [[0x80]]])(
    'finds %j, which is no UTF-8, and names the line',
    (broken) => {
      const text = Buffer.concat([
        Buffer.from('1\n2é\n'),
        Buffer.from(broken),
        Buffer.from('\n\0x\n'),
      ]);
      const { start, error } = findFlaw(text, 'a.csv', 10)!;
      expect(start).toBe(6);
      expect(error.message).toBe(
        'a.csv:12: expected text in UTF-8, found bytes that are not\n' +
          '  hint: --encoding windows-1252 reads text of Western Windows programs and in Latin-1; other encodings have other names',
      );
    },
  );

  it('finds NUL bytes, and names the line', () => {
    const { start, error } = findFlaw(Buffer.from('1\n2\n3\nx\0\n\xff'), 'a.csv', 1)!;
    expect(start).toBe(6);
    expect(error.message).toMatch(
      /^a\.csv:4: expected text, found a NUL byte\n {2}hint: text is CSV, TSV, (.*, )?JSON or NDJSON, in UTF-8; --encoding utf-16 reads UTF-16, --input-format names another format$/,
    );
  });
});
