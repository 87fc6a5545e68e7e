import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CsvScanner,
  scannerModule,
  type CsvLayout,
} from '../../../src/sources/scan/csv-scanner.ts';
import { layoutOf, reference, scan } from './reference.ts';

const COMMA = 0x2c;
const TAB = 0x09;

/** Some of these columns, in order. */
function anyOf(columns: readonly number[], minLength: number): fc.Arbitrary<number[]> {
  return fc.subarray([...columns], { minLength }).map((chosen) => chosen.sort((a, b) => a - b));
}

/** Any layout of up to so many columns. */
function anyLayout(maxColumns: number): fc.Arbitrary<CsvLayout> {
  return fc
    .integer({ min: 1, max: maxColumns })
    .chain((columns) => fc.tuple(fc.constant(columns), anyOf(layoutOf(columns).selected, 1)))
    .chain(([columns, selected]) =>
      fc.record({
        delimiter: fc.constantFrom(COMMA, TAB),
        columns: fc.constant(columns),
        selected: fc.constant(selected),
        texts: anyOf(selected, 0),
        allowMissing: fc.boolean(),
      }),
    );
}

describe('columns of integers', () => {
  const layout = { ...layoutOf(2, [0, 1], false, [0, 1]), integers: [1] };
  const scanned = (scanner: CsvScanner, text: string): unknown => {
    scanner.reserve(text.length).set(Buffer.from(text));
    const { planes, texts } = scanner.scan(0, text.length)!;
    return [[...planes[0]!], ...texts.map((ofColumn) => ofColumn?.all())];
  };

  it('have these for their values, as long as all of them tell their texts', () => {
    const scanner = new CsvScanner(scannerModule(), layout);
    const rows = 'a,0\na,-7\r\nb,999999999999999\n';
    const values = [0, 0, 0, -7, 1, 999999999999999];
    expect(scanned(scanner, rows)).toEqual([values, ['a', 'b'], undefined]);
    expect(scanned(scanner, 'a,5')).toEqual([[0, 5], ['a'], undefined]);
    expect(scanned(scanner, 'a,5\nb,x\n')).toEqual([
      [0, 0, 1, 1],
      ['a', 'b'],
      ['5', 'x'],
    ]);
    expect(scanned(scanner, 'a,5\n')).toEqual([[0, 0], ['a'], ['5']]);
  });

  it.each(['07', '00', '-0', '+7', '-', '', '7.0', '7e0', ' 7', '7 ', '"7"', '1000000000000000'])(
    'do not have %j',
    (cell) => {
      const text = cell.replaceAll('"', '');
      const scanner = new CsvScanner(scannerModule(), layout);
      expect(scanned(scanner, `a,1\na,${cell}\n`)).toEqual([[0, 0, 0, 1], ['a'], ['1', text]]);
      // What no column can hold changes nothing.
      const other = new CsvScanner(scannerModule(), layout);
      other.reserve(4).set(Buffer.from('a\n1\n'));
      expect(other.scan(0, 4)).toBeUndefined();
      expect(scanned(other, 'a,5\n')).toEqual([[0, 5], ['a'], undefined]);
    },
  );
});

describe('lines of numbers and texts', () => {
  const cell = fc.oneof(
    fc.constantFrom('0', '1', '-1', '+.5', '1e-7', '0.250000', '12345', 'inf', '5e-324', '-0'),
    fc.double({ noNaN: true }).map((value) => value.toExponential()),
    fc.double({ noNaN: true, min: -1e3, max: 1e3 }).map((value) => value.toFixed(6)),
  );
  const space = fc.constantFrom('', '', '', ' ', '  ', '\t');

  it('are read in every layout', () => {
    const table = anyLayout(6).chain((layout) => {
      const spaced =
        layout.delimiter === TAB ? cell : fc.tuple(space, cell, space).map((t) => t.join(''));
      const missing =
        layout.allowMissing && layout.columns > 1 ? ['', 'NA', ' null', '-NaN'] : ['NaN'];
      const read = layout.allowMissing ? fc.oneof(spaced, fc.constantFrom(...missing)) : spaced;
      const text = fc.constantFrom(
        layout.columns > 1 ? '' : 'cat',
        'name',
        ' name',
        'name ',
        'été',
        '1e',
        '7',
        'of sixteen bytes',
        'of sixteen bytes or more',
        'a much longer text than sixteen bytes',
        'a much longer text than sixteen bytes.',
        '\ufeff__proto__',
        '=cmd\x1b[2J',
      );
      const inQuotes = fc.constantFrom(
        'a"b',
        '"',
        '""',
        'a\tb,',
        '\n',
        'é\r\n1,2\r\n',
        '\r',
        '15 bytes or so."and more',
        '\n'.repeat(40),
      );
      const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
      const mayBeQuoted = (plain: fc.Arbitrary<string>): fc.Arbitrary<string> =>
        fc.oneof(plain, plain.map(quoted));
      const row = fc.tuple(
        ...Array.from({ length: layout.columns }, (_, i) =>
          layout.selected.includes(i) && !layout.texts.includes(i)
            ? mayBeQuoted(read)
            : fc.oneof(mayBeQuoted(text), inQuotes.map(quoted)),
        ),
      );
      const lineEnd = fc.constantFrom('\n', '\r\n');
      const line = fc
        .tuple(row, lineEnd)
        .map(([cells, end]) => cells.join(String.fromCharCode(layout.delimiter)) + end);
      return fc.record({
        layout: fc.constant(layout),
        text: fc
          .tuple(fc.array(line), fc.boolean())
          .map(([lines, isWhole]) =>
            isWhole ? lines.join('') : lines.join('').replace(/\r?\n$/, ''),
          ),
      });
    });
    fc.assert(
      fc.property(table, ({ layout, text }) => {
        const values = scan(text, layout);
        expect(values).toBeDefined();
        expect(values).toEqual(reference(text, layout));
      }),
      { numRuns: 2000 },
    );
  });

  it('are read as csv-parse reads them, or not at all, whatever they hold', () => {
    const units = ['0', '1', '9', '.', ',', 'e', 'E', '+', '-', '"', '\n', '\r', '\r\n', '\t', ' '];
    const others = [
      'a',
      'n',
      'NA',
      'nan',
      'inf',
      '1,',
      '0.5',
      '1\n',
      'é',
      '\0',
      '\x01',
      ';',
      '\ufeff',
    ];
    const unit = fc.oneof(
      { weight: 40, arbitrary: fc.constantFrom(...units, ...others).map((u) => Buffer.from(u)) },
      { weight: 1, arbitrary: fc.constantFrom(0x80, 0xc3, 0xff).map((byte) => Buffer.of(byte)) },
    );
    const text = fc.array(unit, { maxLength: 24 }).map((parts) => Buffer.concat(parts));
    fc.assert(
      fc.property(text, anyLayout(3), (bytes, layout) => {
        expect(scan(bytes, layout)).toEqual(reference(bytes, layout));
      }),
      { numRuns: 30_000 },
    );
  });

  it('are read as csv-parse reads them after any change of a byte', () => {
    const lines =
      '0.5,name,1\n-1.25e3,"a longer\n""name""",0.12345678901234567\r\n7,é,"-0"\n"1.5","",2\r\n';
    const change = fc.record({
      at: fc.nat(Buffer.byteLength(lines)),
      removed: fc.nat(1),
      added: fc.constantFrom(
        '',
        ',',
        '\n',
        '\r',
        '"',
        ' ',
        '\t',
        '0',
        'x',
        'e',
        '-',
        '.',
        '\0',
        '\x80',
      ),
    });
    fc.assert(
      fc.property(
        change,
        anyOf([0, 1, 2], 1).chain((selected) =>
          fc.tuple(fc.constant(selected), anyOf(selected, 0)),
        ),
        ({ at, removed, added }, [selected, texts]) => {
          const bytes = Buffer.from(lines);
          const changed = Buffer.concat([
            bytes.subarray(0, at),
            Buffer.from(added, 'latin1'),
            bytes.subarray(at + removed),
          ]);
          const layout = layoutOf(3, selected, false, texts);
          expect(scan(changed, layout)).toEqual(reference(changed, layout));
        },
      ),
      { numRuns: 10_000 },
    );
  });

  it.each([
    ['a quote that is not closed', '1,2\n"3,4\n'],
    ['text after a quote', '1,2\n"3"x,4\n'],
    ['text after a quote that is passed over', '1,"2"x\n'],
    ['a space before a quote', '1, "2"\n'],
    ['quotes in a number', '"1""2",2\n'],
    ['NUL within quotes', '1,"\0"\n'],
    ['a lone CR after a quote', '1,"2"\r3,4\n'],
    ['a line end within quotes of a number', '"1\n",2\n'],
    ['a quote that is passed over', '1,a"b\n'],
    ['NUL', '1,\0\n'],
    ['a lone CR', '1,2\r3,4\n'],
    ['a CR at the end', '1,2\r'],
    ['a row that is shorter', '1,2\n3\n'],
    ['a row that is longer', '1,2\n3,4,5\n'],
    ['a blank line', '1,2\n\n3,4\n'],
    ['a blank line at the end', '1,2\n\n'],
    ['text', '1,2\nx,4\n'],
    ['a missing value', '1,2\n,4\n'],
    ['an overflow', '1e999,2\n'],
    ['an integer that loses digits', '9007199254740993,2\n'],
    ['Latin-1', Buffer.from('1,\xe9\n', 'latin1')],
  ])('with %s are not', (_, text) => {
    expect(scan(text, layoutOf(2, [0]))).toBeUndefined();
  });

  it('may be none', () => {
    expect(scan('', layoutOf(2))).toEqual([]);
  });

  it('of one empty cell are blank, not missing values', () => {
    expect(scan('1\n\n', layoutOf(1, [0], true))).toBeUndefined();
    expect(scan('1\nNA\n \n', layoutOf(1, [0], true))).toEqual([1, NaN, NaN]);
  });
});

describe('texts', () => {
  /** The codes of the texts of one column, and the texts. */
  function codesOf(cells: readonly string[]): { codes: number[]; texts: string[] } {
    const scanner = new CsvScanner(scannerModule(), layoutOf(1, [0], false, [0]));
    const bytes = Buffer.from(cells.map((cell) => `${cell}\n`).join(''));
    scanner.reserve(bytes.length).set(bytes);
    const { planes, texts } = scanner.scan(0, bytes.length)!;
    return { codes: [...planes[0]!], texts: texts[0]!.all() };
  }

  it('have codes in the order in which they appear', () => {
    expect(codesOf(['b', 'a', 'b', ' a', 'c', 'a'])).toEqual({
      codes: [0, 1, 0, 2, 3, 1],
      texts: ['b', 'a', ' a', 'c'],
    });
  });

  it('may all be distinct, and all come twice', () => {
    // So many that some of them have the same hash of 32 bits.
    const ids = Array.from({ length: 300_000 }, (_, i) => `id-${1_000_000 + i}`);
    const found = codesOf([...ids, ...ids]);
    expect(found.texts.every((text, i) => text === ids[i])).toBe(true);
    expect(found.codes.every((code, i) => code === i % ids.length)).toBe(true);
  });

  it('are told apart by every byte, in any length', () => {
    const texts = new Set<string>();
    for (const length of [1, 2, 8, 15, 16, 17, 31, 32, 33, 100]) {
      const text = 'x'.repeat(length);
      texts.add(text);
      for (let i = 0; i < length; i++) texts.add(`${text.slice(0, i)}y${text.slice(i + 1)}`);
    }
    expect(codesOf([...texts, ...texts]).texts).toEqual([...texts]);
  });

  it('of several columns are counted apart, and anew in every scan', () => {
    const scanner = new CsvScanner(scannerModule(), layoutOf(3, [0, 1, 2], false, [0, 2]));
    const scanned = (text: string): unknown => {
      scanner.reserve(text.length).set(Buffer.from(text));
      const { planes, texts } = scanner.scan(0, text.length)!;
      return [[...planes[0]!], texts.map((ofColumn) => ofColumn!.all())];
    };
    expect(scanned('a,5,b\nb,6,b\n')).toEqual([
      [0, 5, 0, 1, 6, 0],
      [['a', 'b'], ['b']],
    ]);
    expect(scanned('b,7,\n')).toEqual([
      [0, 7, 0],
      [['b'], ['']],
    ]);
  });

  it('find room whatever their length and number', () => {
    const long = 'é'.repeat(500_000);
    expect(codesOf([long, 'a', long, `${long}b`])).toEqual({
      codes: [0, 1, 0, 2],
      texts: [long, 'a', `${long}b`],
    });
    const pairs = Array.from({ length: 2 ** 12 }, (_, i) => {
      return String.fromCharCode(0x30 + (i & 0x3f), 0x30 + (i >> 6));
    });
    expect(codesOf(pairs).texts).toEqual(pairs);
  });
});
