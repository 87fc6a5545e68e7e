import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TextReader } from '../../src/sources/text.ts';
import { complaint, cut, stream } from './reading.ts';

async function pieces(chunks: Iterable<Uint8Array | string>): Promise<Buffer[]> {
  const reader = new TextReader(stream(chunks), 'a.csv');
  const all: Buffer[] = [];
  for (let piece = await reader.next(); piece; piece = await reader.next()) all.push(piece);
  return all;
}

const places = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 });

describe('TextReader', () => {
  it('gives the text whole, in pieces that are text themselves, however the bytes are cut', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', '\n', 'é', '漢', '😀'), maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(text, fc.boolean(), places, async (content, marked, cuts) => {
        const bytes = Buffer.from((marked ? '\ufeff' : '') + content);
        const read = await pieces(cut(bytes, cuts));
        expect(read.map((piece) => piece.toString()).join('')).toBe(content);
        expect(read.every((piece) => !piece.toString().includes('\ufffd'))).toBe(true);
      }),
    );
  });

  it('refuses bytes that are no UTF-8 however they are cut, and names the line', async () => {
    const broken = fc.constantFrom(
      [0xff],
      [0xc3],
      [0xe2, 0x82],
      [0xed, 0xa0, 0x80],
      [0xc0, 0x80],
      [0x80],
    );
    await fc.assert(
      fc.asyncProperty(broken, places, fc.boolean(), async (bytes, cuts, more) => {
        const text = Buffer.concat([
          Buffer.from('1\n2é\n'),
          Buffer.from(bytes),
          Buffer.from(more ? 'x\n3' : ''),
        ]);
        expect(await complaint(pieces(cut(text, cuts)))).toBe(
          'a.csv:3: expected text in UTF-8, found bytes that are not\n' +
            '  hint: iconv -f ISO-8859-1 -t UTF-8 converts text in Latin-1',
        );
      }),
    );
  });

  it('refuses NUL bytes, and names the line', async () => {
    expect(await complaint(pieces(['1\n2\n', '3\n\0\n']))).toBe(
      'a.csv:4: expected text, found a NUL byte\n' +
        '  hint: the formats read are CSV, TSV and JSON, in UTF-8',
    );
  });

  it.each([
    ['UTF-16', [0xff, 0xfe, 0x31, 0x00]],
    ['UTF-16', [0xfe, 0xff, 0x00, 0x31]],
    ['UTF-16', [0xff, 0xfe]],
    ['UTF-32', [0xff, 0xfe, 0x00, 0x00, 0x31, 0x00, 0x00, 0x00]],
    ['UTF-32', [0x00, 0x00, 0xfe, 0xff, 0x00, 0x00, 0x00, 0x31]],
  ])('names the encoding %s that a byte order mark tells', async (encoding, bytes) => {
    expect(await complaint(pieces(bytes.map((byte) => Uint8Array.of(byte))))).toBe(
      `a.csv: expected text in UTF-8, found ${encoding}\n  hint: iconv -f ${encoding} -t UTF-8 converts it`,
    );
  });

  it('tells the first byte that is not white space, and still gives all the text', async () => {
    const reader = new TextReader(stream([' \n', '\t ', ' [1]']), 'a');
    expect(await reader.firstByte()).toBe(0x5b);
    expect(String(await reader.next())).toBe(' \n\t  [1]');
    expect(await new TextReader(stream([' \n ']), 'a').firstByte()).toBeUndefined();
    expect(await new TextReader(stream([]), 'a').firstByte()).toBeUndefined();
  });
});
