import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CsvRows } from '../../../src/sources/csv/rows.ts';
import { complaint, cut } from '../reading.ts';

interface Row {
  readonly cells: readonly string[];
  readonly line: number;
}

const START = { line: 1, width: undefined, blankLine: undefined };

async function parse(chunks: readonly (Uint8Array | string)[], delimiter = ','): Promise<Row[]> {
  const rows: Row[] = [];
  const csv = new CsvRows(delimiter, 'a.csv', START, (cells, line) => rows.push({ cells, line }));
  for (const chunk of chunks) await csv.parse(Buffer.from(chunk));
  await csv.parse(undefined);
  return rows;
}

function written(cell: string, quoted: boolean): string {
  return quoted || /[",\r\n]/.test(cell) || cell === '' ? `"${cell.replaceAll('"', '""')}"` : cell;
}

describe('CsvRows', () => {
  it('reads what was written, with the lines the rows begin in, however the bytes are cut', async () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', '1', ' ', '"', ',', '\n', '\r\n', 'é'),
      maxLength: 5,
    });
    const table = fc.integer({ min: 1, max: 4 }).chain((width) =>
      fc.array(fc.array(fc.tuple(cell, fc.boolean()), { minLength: width, maxLength: width }), {
        minLength: 1,
        maxLength: 6,
      }),
    );
    const newline = fc.constantFrom('\n', '\r\n');
    const places = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(table, newline, fc.boolean(), places, async (rows, end, ended, cuts) => {
        const lines = rows.map((row) =>
          row.map(([text, quoted]) => written(text, quoted)).join(','),
        );
        const text = lines.join(end) + (ended ? end : '');
        const starts = lines.map(
          (_, i) => lines.slice(0, i).join('\n').split('\n').length + (i > 0 ? 1 : 0),
        );
        expect(await parse(cut(Buffer.from(text), cuts))).toEqual(
          rows.map((row, i) => ({ cells: row.map(([content]) => content), line: starts[i] })),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('separates cells by the delimiter it is given', async () => {
    expect((await parse(['1,5\t2\n'], '\t'))[0]!.cells).toEqual(['1,5', '2']);
  });

  it.each(['1\n2\n\n', '1\r\n2\r\n\r\n', '1\n2\n\n\r\n\n'])(
    'allows blank lines at the end of %j',
    async (text) => {
      expect(await parse([text])).toHaveLength(2);
    },
  );

  it.each(['1\n""\n', '1\n""', '1\r\n""\r\n'])(
    'takes a quoted empty cell for a row in %j',
    async (text) => {
      expect(await parse([text])).toHaveLength(2);
      expect(await parse(Array.from(text))).toHaveLength(2);
    },
  );

  it.each([
    ['\n1\n', 1],
    ['1\n\n2\n', 2],
    ['1\r\n\r\n2', 2],
    ['1\n"a\r\nb"\n\n\n""', 4],
  ])('refuses blank lines within %j', async (text, line) => {
    expect(await complaint(parse([text]))).toBe(
      `a.csv:${line}: expected a row, found a blank line\n` +
        '  hint: blank lines are allowed at the end only; NA stands for a missing value',
    );
  });

  it('refuses rows of another length', async () => {
    expect(await complaint(parse(['1,2\n"3\n",4\n5\n']))).toBe(
      'a.csv:4: expected 2 cells as in the first row, found 1\n' +
        '  hint: a cell that holds the separator is written in quotes',
    );
    expect(await complaint(parse(['1\n2,3']))).toContain('a.csv:2: expected 1 cell as in');
  });

  it.each(['1\n"5"x\n', '1\n5"x"\n', '1\n "5"\n', '1\n"5" \n'])(
    'refuses quotes within a cell: %j',
    async (text) => {
      expect(await complaint(parse([text]))).toBe(
        'a.csv:2: expected quotes around a whole cell, found one within\n' +
          '  hint: a quoted cell is quoted as a whole, and a quote in it is written twice',
      );
    },
  );

  it('refuses a quote that is never closed, at the row it opens in', async () => {
    expect(await complaint(parse(['1\n"2\n3\n4\n']))).toBe(
      'a.csv:2: expected a closing quote, found the end of the file\n' +
        '  hint: a quoted cell is quoted as a whole, and a quote in it is written twice',
    );
  });

  it('reports the first of several mistakes in a piece', async () => {
    expect(await complaint(parse(['1\n2,3\n"4"x\n']))).toContain('a.csv:2:');
  });

  it('refuses a row of more than 64 MiB, and goes no further', async () => {
    const megabyte = 'x'.repeat(1024 * 1024);
    const rows = new CsvRows(',', 'a.csv', START, () => undefined);
    const feed = async (): Promise<void> => {
      await rows.parse(Buffer.from('1\n"'));
      for (let i = 0; i < 66; i++) await rows.parse(Buffer.from(megabyte));
    };
    expect(await complaint(feed())).toBe(
      'a.csv:2: expected a row of at most 64 MiB, found a longer one\n' +
        '  hint: a quote that is not closed makes one row of all that follows',
    );
  });
});
