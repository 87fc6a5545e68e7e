import fc from 'fast-check';
import { parse } from 'csv-parse/sync';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { UserError } from '../../../src/messages/errors.ts';
import type { Notation } from '../../../src/text/notation.ts';
import { cut, read } from '../reading.ts';

const folder = mkdtempSync(join(tmpdir(), 'losscalc-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;

/** How a table is written. */
interface Style {
  readonly delimiter: string;
  readonly notation: Notation;
  readonly comment: string | undefined;
}

const USUAL_MISSING = /^(?:|NA|N\/A|n\/a|#N\/A|#NA|<NA>|null|NULL|None|\?|-|\\N|[+-]?nan)$/i;

/** The number that a cell stands for, from the definition: NaN where it is missing, undefined where it is none. */
function valueOf(
  cell: string,
  { decimal = '.', thousands, missing = [] }: Notation,
): number | undefined {
  const text = cell.replaceAll(/^[ \t]+|[ \t]+$/g, '');
  const isUsual =
    USUAL_MISSING.test(text) && !['na', 'Na', 'Null', 'none', 'NONE', '<na>'].includes(text);
  if (isUsual || missing.includes(text)) return NaN;
  if (/^[+-]?inf$/.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  const [, sign = '', mantissa = '', exponent = ''] =
    /^([+-]?)([^eE]*)(e[+-]?\d+)?$/.exec(text) ?? [];
  const [whole = '', fraction, ...more] = mantissa.split(decimal);
  const groups = thousands ? whole.split(thousands === 'space' ? ' ' : thousands) : [whole];
  const isGrouped =
    groups.length === 1 ||
    (/^[1-9]\d{0,2}$/.test(groups[0]!) && groups.slice(1).every((group) => /^\d{3}$/.test(group)));
  const digits = groups.join('');
  if (!isGrouped || more.length > 0 || !/^\d*$/.test(digits + (fraction ?? ''))) return undefined;
  if (digits === '' && (fraction ?? '') === '') return undefined;
  const value = Number(`${sign}${digits}.${fraction ?? ''}${exponent}`.replace(/\.(?=e|$)/, ''));
  if (!Number.isFinite(value)) return undefined;
  const isNamed = missing.some((each) => Number(each) === value && each.trim() !== '');
  return isNamed ? NaN : value;
}

/** What csv-parse, and the definition of a cell, make of a table without a header; undefined where they refuse it. */
function reference(text: string, { delimiter, notation, comment }: Style): number[] | undefined {
  let rows: string[][];
  try {
    rows = parse(text, {
      delimiter,
      record_delimiter: ['\r\n', '\n'],
      ...(comment !== undefined && { comment, comment_no_infix: true }),
    });
  } catch {
    return undefined;
  }
  const values = rows.flat().map((cell) => valueOf(cell, notation));
  return values.every((value) => value !== undefined) && values.length > 0 ? values : undefined;
}

async function reading(style: Style, options: Parameters<typeof read>[1], path = '-') {
  const { delimiter, notation, comment } = style;
  try {
    const { rows } = await read([{ input: 'pred', path }], {
      ...{ header: false, missing: 'nan', delimiter, notation, comment, format: 'csv' },
      ...options,
    });
    return rows['pred']!.flat();
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

const style: fc.Arbitrary<Style> = fc
  .record({
    delimiter: fc.constantFrom(',', ';', '|', '\t', '~', ':'),
    decimal: fc.constantFrom<'.' | ','>('.', ','),
    thousands: fc.constantFrom<Notation['thousands']>(undefined, '.', ',', 'space', "'", '_'),
    missing: fc.constantFrom<Notation['missing']>(undefined, ['-999'], ['unknown', '-1']),
    comment: fc.constantFrom(undefined, '#', '//'),
  })
  .filter(({ decimal, thousands }) => decimal !== thousands)
  .map(({ delimiter, comment, ...notation }) => ({ delimiter, comment, notation }));

function tableIn({ delimiter, notation, comment }: Style): fc.Arbitrary<string> {
  const { decimal = '.', thousands } = notation;
  const separator = thousands === 'space' ? ' ' : (thousands ?? '');
  const grouped = (x: number): string => {
    const [whole = '', fraction] = Math.abs(x).toFixed(2).split('.');
    const groups = whole.replaceAll(/\B(?=(\d{3})+$)/g, separator);
    return `${x < 0 ? '-' : ''}${groups}${decimal}${fraction}`;
  };
  const number = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => String(x).replace('.', decimal)),
    fc.double({ min: -1e7, max: 1e7, noNaN: true }).map(grouped),
    fc.integer({ min: 0, max: 9 }).map(String),
  );
  const odd = fc.constantFrom(
    ...[
      '',
      'NA',
      'None',
      '-',
      '?',
      '<NA>',
      '\\N',
      '#N/A',
      '-999',
      '-999.0',
      'unknown',
      '-1',
      'inf',
    ],
    ...[
      '1.234,5',
      '1,234.5',
      '1,23',
      '0,123',
      '12.34',
      "1'234",
      '1_000',
      '1 234',
      '1,234,56',
      '#1',
    ],
  );
  const quoted = (cell: string): string => (cell.includes(delimiter) ? `"${cell}"` : cell);
  const cell = fc
    .oneof({ weight: 30, arbitrary: number }, { weight: 1, arbitrary: odd })
    .chain((text) => fc.constantFrom(text, text, text, ` ${text}`).map(quoted));
  const remark =
    comment === undefined ? [] : [`${comment}\n`, `${comment} "x\n`, `${comment}1\r\n`];
  const line = (row: string): fc.Arbitrary<string> =>
    fc.constantFrom(
      `${row}\n`,
      `${row}\n`,
      `${row}\r\n`,
      ...remark.map((each) => `${each}${row}\n`),
    );
  return fc.integer({ min: 2, max: 4 }).chain((width) =>
    fc
      .array(fc.array(cell, { minLength: width, maxLength: width }), {
        minLength: 1,
        maxLength: 12,
      })
      .chain((rows) => fc.tuple(...rows.map((row) => line(row.join(delimiter)))))
      .map((lines) => lines.join('')),
  );
}

const written = style.chain((each) => fc.tuple(fc.constant(each), tableIn(each)));
const places = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 6 });

describe('a table in any notation is read as csv-parse reads it, cell by cell', () => {
  it('in whatever pieces it arrives', async () => {
    await fc.assert(
      fc.asyncProperty(written, places, async ([how, text], cuts) => {
        const found = await reading(how, { chunks: cut(Buffer.from(text), cuts) });
        expect(found).toEqual(reference(text, how));
      }),
      { numRuns: 600 },
    );
  });

  it('by threads, with chunks that end anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(
        written,
        fc.integer({ min: 3, max: 60 }),
        async ([how, text], chunkBytes) => {
          const path = join(folder, `${files++}.csv`);
          writeFileSync(path, text);
          const found = await reading(how, { threads: 2, chunkBytes }, path);
          expect(found).toEqual(reference(text, how));
        },
      ),
      { numRuns: 100 },
    );
  });

  it('between blanks', async () => {
    const blank = fc.stringMatching(/^[ \t]{1,3}$/);
    const around = fc.stringMatching(/^[ \t]{0,2}$/);
    const cell = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
      fc.constantFrom('NA', '"1"', '" 2\t"', '-', '7'),
    );
    const row = fc
      .tuple(fc.tuple(cell, cell, cell), blank, blank, around, around)
      .map(([[a, b, c], one, two, before, after]) => ({
        plain: `${a}\u0001${b}\u0001${c}`,
        blanks: `${before}${a}${one}${b}${two}${c}${after}`,
      }));
    const ends = fc.constantFrom('\n', '\r\n');
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1 }), ends, places, async (rows, end, cuts) => {
        const how = { notation: {}, comment: '#' };
        const text = rows.map(({ blanks }) => `${blanks}${end}  # "a  b${end}`).join('');
        const found = await reading(
          { ...how, delimiter: ' ' },
          { chunks: cut(Buffer.from(text), cuts) },
        );
        const plain = rows.map(({ plain: each }) => `${each}\n`).join('');
        expect(found).toEqual(reference(plain, { ...how, delimiter: '\u0001' }));
      }),
    );
  });
});

describe('a text in another encoding', () => {
  const text = 'größe,p,name\n1,0.5,"é\n€"\n0,-0.25,Ω\n';
  const utf16 = (mark: boolean, big: boolean, of = text): Buffer => {
    const bytes = Buffer.from(mark ? `\ufeff${of}` : of, 'utf16le');
    return big ? bytes.swap16() : bytes;
  };
  const readAll = (bytes: Buffer, cuts: readonly number[], encoding?: string) =>
    read(
      [
        { input: 'true', part: 'größe' },
        { input: 'pred', part: 'p' },
      ],
      {
        chunks: cut(bytes, cuts),
        encoding,
      },
    );

  it.each([
    ['UTF-16, as its mark says', true, false, undefined],
    ['UTF-16, big end first, as its mark says', true, true, undefined],
    ['UTF-16 without a mark', false, false, 'utf-16'],
    ['UTF-16 without a mark, big end first', false, true, 'UTF-16BE'],
    ['UTF-16 by its mark rather than the name', true, true, 'windows-1252'],
  ])('is read: %s', async (_, mark, big, encoding) => {
    await fc.assert(
      fc.asyncProperty(places, async (cuts) => {
        const { rows } = await readAll(utf16(mark, big), cuts, encoding);
        expect(rows).toEqual({ true: [[1], [0]], pred: [[0.5], [-0.25]] });
      }),
      { numRuns: 20 },
    );
  });

  it('is read in windows-1252, euro and all', async () => {
    const bytes = Buffer.from('gr\xf6\xdfe,p\x80\n1,2\n', 'latin1');
    const { rows } = await read([{ input: 'pred', part: 'größe,p€' }], {
      chunks: [bytes],
      encoding: 'windows-1252',
    });
    expect(rows['pred']).toEqual([[1, 2]]);
  });

  it.each(['windows-1251', 'koi8-r', 'macintosh', 'iso-8859-15'])(
    'means in %s what its decoder says',
    async (encoding) => {
      const high = Uint8Array.from({ length: 128 }, (_, i) => i + 128);
      const name = new TextDecoder(encoding).decode(high);
      const bytes = Buffer.concat([Buffer.from('"'), high, Buffer.from('",p\n1,2\n')]);
      const { rows } = await read([{ input: 'pred', part: name.trim() }], {
        chunks: [bytes],
        encoding,
      });
      expect(rows['pred']).toEqual([[1]]);
    },
  );
});
