import { describe, expect, it } from 'vitest';
import { LONGEST_TEXT } from '../../../src/sources/bytes/lines.ts';
import { CsvScanner, scannerModule } from '../../../src/sources/scan/csv-scanner.ts';
import { layoutOf, reference, scan } from './reference.ts';

describe('the room for text', () => {
  it('holds outputs that are many times as long as the text', () => {
    const size = 300_000;
    const ones = scan('1\n'.repeat(size), layoutOf(1))!;
    expect([ones.length, ones.every((value) => value === 1)]).toEqual([size, true]);
    const missing = scan(',\n'.repeat(size), layoutOf(2, [0, 1], true))!;
    expect([missing.length, missing.every(Number.isNaN)]).toEqual([2 * size, true]);
  });

  it('holds a row of any length', () => {
    const cells = 300_000;
    const row = `${'1,'.repeat(cells - 1)}2`;
    expect(scan(row, layoutOf(cells))?.at(-1)).toBe(2);
    expect(scan(row, layoutOf(cells, [0, cells - 2, cells - 1]))).toEqual([1, 1, 2]);
    expect(scan(row, layoutOf(cells + 1, [0]))).toBeUndefined();
    expect(scan(row, layoutOf(cells - 1))).toBeUndefined();
    expect(scan(`1,${'x'.repeat(3_000_000)}\n`, layoutOf(2, [0]))).toEqual([1]);
    expect(scan(`1,${'0'.repeat(3_000_000)}7\n`, layoutOf(2))).toEqual([1, 7]);
  });

  it('keeps what is in it when it grows, and a part of it can be scanned', () => {
    const scanner = new CsvScanner(scannerModule(), layoutOf(2));
    scanner.reserve(8).set(Buffer.from('1,2\n3,4\n'));
    const room = scanner.reserve(500_000);
    expect(Buffer.from(room.subarray(0, 8)).toString()).toBe('1,2\n3,4\n');
    expect(scanner.scan(4, 8)?.planes[0]).toEqual(Float64Array.of(3, 4));
    const planes = [Float64Array.of(3, 4)];
    expect(scanner.scan(4, 7)).toEqual({ rows: 1, lines: 1, planes, texts: [], end: 7 });
  });

  it('is scanned from a row to where another begins, or is not whole', () => {
    const text = 'a,1\n"b\nc",2\nd,3\n"e\nf"",4\n';
    const scanner = new CsvScanner(scannerModule(), layoutOf(2, [0, 1], false, [0]));
    scanner.reserve(text.length).set(Buffer.from(text));
    const scanned = (start: number, until: number): unknown => {
      const { rows, lines, end, planes, texts } = scanner.scan(start, text.length, until)!;
      return { rows, lines, end, planes: [...planes[0]!], texts: texts[0]!.all() };
    };
    const first = { rows: 1, lines: 1, end: 4, planes: [0, 1], texts: ['a'] };
    expect(scanned(0, 4)).toEqual(first);
    const two = { rows: 2, lines: 3, end: 12, planes: [0, 1, 1, 2], texts: ['a', 'b\nc'] };
    expect(scanned(0, 5)).toEqual(two);
    expect(scanned(0, 12)).toEqual(two);
    const last = { rows: 1, lines: 1, end: 16, planes: [0, 3], texts: ['d'] };
    expect(scanned(12, text.length)).toEqual(last);
    const none = { rows: 0, lines: 0, end: 16, planes: [], texts: [] };
    expect(scanned(16, text.length)).toEqual(none);
    // Within quotes it is none of the kind.
    expect(scanner.scan(7, text.length)).toBeUndefined();
  });

  it('does not matter beyond the text', () => {
    const scanner = new CsvScanner(scannerModule(), layoutOf(2));
    for (const filler of ['9', ',', '\n', '"', 'e', '.', '\xff']) {
      for (const text of ['1.5,2', '0.5,-', '1,2e', '3,4.', '5,', '6', '0.1234567890123456,7']) {
        const room = scanner.reserve(100);
        room.fill(filler.charCodeAt(0));
        room.set(Buffer.from(text));
        const expected = reference(text, layoutOf(2));
        expect(scanner.scan(0, text.length)?.planes[0]).toEqual(
          expected && Float64Array.from(expected),
        );
      }
    }
  });

  it('has limits', () => {
    const scanner = new CsvScanner(scannerModule(), layoutOf(2));
    expect(() => scanner.reserve(LONGEST_TEXT + 1)).toThrow(RangeError);
    scanner.reserve(10);
    expect(() => scanner.scan(0, 11)).toThrow(RangeError);
  });
});
