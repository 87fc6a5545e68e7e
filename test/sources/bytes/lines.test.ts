import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cellsOf,
  hasOddQuotes,
  LineReader,
  rowEnd,
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

  it('gives lines that were put back again, with those after them', async () => {
    await fc.assert(
      fc.asyncProperty(text, places, fc.infiniteStream(fc.nat(9)), async (content, cuts, draws) => {
        const draw = (): number => Number(draws.next().value);
        const lines = new LineReader(bytesOf(cut(Buffer.from(content), cuts)), 1e6);
        let given = '';
        for (;;) {
          const least = draw();
          const chunk = await lines.next(least);
          if (!chunk) break;
          const kept = chunk.subarray(0, draw());
          given += kept.toString('latin1');
          const isLast = chunk.length < least || !chunk.includes('\n');
          if (isLast || draw() > 3) given += chunk.toString('latin1', kept.length);
          else lines.putBack(chunk.subarray(kept.length));
        }
        expect(Buffer.from(given, 'latin1').toString()).toBe(content);
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

describe('rowEnd', () => {
  it('is after the first line end that an even number of quotes is before', () => {
    fc.assert(
      fc.property(text, fc.nat(40), fc.boolean(), (content, from, isWithinQuotes) => {
        const bytes = Buffer.from(content);
        const isEnd = (end: number): boolean => {
          const quotes = bytes.subarray(from, end).filter((byte) => byte === 0x22).length;
          return bytes[end - 1] === 0x0a && quotes % 2 === Number(isWithinQuotes);
        };
        const ends = Array.from({ length: bytes.length }, (_, i) => i + 1);
        const expected = ends.find((end) => end > from && isEnd(end)) ?? -1;
        expect(rowEnd(bytes, from, isWithinQuotes)).toBe(expected);
      }),
    );
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

describe('cellsOf', () => {
  it.each([
    ['a,b\n', ['a', 'b']],
    ['a, b ,\r\n', ['a', ' b ', '']],
    ['a\rb', ['a\rb']],
    [',', ['', '']],
    ['\n', undefined],
    ['', undefined],
    ['"a",b\n', ['a', 'b']],
    ['"a,""b""\r\nc","",""""\r\n', ['a,"b"\r\nc', '', '"']],
    ['""', ['']],
    ['a,"b",', ['a', 'b', '']],
    ['"a"b,c', undefined],
    ['"a" ,c', undefined],
    ['a"b",c', undefined],
    ['"a"\r', undefined],
    ['"a', undefined],
    ['"a""', undefined],
  ])('of %j are %j', (row, cells) => {
    expect(cellsOf(Buffer.from(row), ',')).toEqual(cells);
  });
});
