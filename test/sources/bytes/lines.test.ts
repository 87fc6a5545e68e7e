import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  hasOddQuotes,
  LineReader,
  plainCells,
  takeFirstRow,
} from '../../../src/sources/bytes/lines.ts';
import { bytesOf, cut } from '../reading.ts';

const places = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 });
const text = fc.string({ unit: fc.constantFrom('a', '1', '"', '\n', '\r\n', 'é'), maxLength: 40 });

async function chunksOf(pieces: Iterable<Uint8Array>, longestLine = 1e6): Promise<string[]> {
  const lines = new LineReader(bytesOf(pieces), longestLine);
  const all: string[] = [];
  for (let chunk = await lines.next(); chunk; chunk = await lines.next()) all.push(String(chunk));
  return all;
}

describe('LineReader', () => {
  it('gives the text whole in chunks of whole lines, however the bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(text, places, async (content, cuts) => {
        const chunks = await chunksOf(cut(Buffer.from(content), cuts));
        expect(chunks.join('')).toBe(content);
        expect(chunks.slice(0, -1).every((chunk) => chunk.endsWith('\n'))).toBe(true);
      }),
    );
  });

  it('hands a line that is too long out in pieces', async () => {
    const pieces = ['12', '34', '56', '78', '9\n'].map((piece) => Buffer.from(piece));
    expect(await chunksOf(pieces, 3)).toEqual(['1234', '5678', '9\n']);
  });
});

describe('takeFirstRow', () => {
  it.each([
    ['a,b\n1,2\n', 'a,b\n', '1,2\n'],
    ['a,b', 'a,b', ''],
    ['', '', ''],
    ['"a\n""b",c\r\n1,2\n', '"a\n""b",c\r\n', '1,2\n'],
    ['"a\n1\n2', '"a\n1\n2', ''],
  ])('of %j is %j', async (content, row, rest) => {
    const bytes = bytesOf([...Buffer.from(content)].map((byte) => Uint8Array.of(byte)));
    expect(String(await takeFirstRow(bytes, 100))).toBe(row);
    expect(String(await bytes.rest('text', 100))).toBe(rest);
  });

  it('takes a row that is longer than any look ahead', async () => {
    const row = `${'1,'.repeat(50_000)}1\n`;
    expect(String(await takeFirstRow(bytesOf([row, '2\n']), 1e6))).toBe(row);
  });
});

describe('hasOddQuotes', () => {
  it('counts quotes', () => {
    fc.assert(
      fc.property(text, (content) => {
        expect(hasOddQuotes(Buffer.from(content))).toBe(content.split('"').length % 2 === 0);
      }),
    );
  });
});

describe('plainCells', () => {
  it.each([
    ['a,b\n', ['a', 'b']],
    ['a, b ,\r\n', ['a', ' b ', '']],
    ['a\rb', ['a\rb']],
    [',', ['', '']],
    ['\n', undefined],
    ['', undefined],
    ['"a",b\n', undefined],
  ])('of %j are %j', (row, cells) => {
    expect(plainCells(Buffer.from(row), ',')).toEqual(cells);
  });
});
