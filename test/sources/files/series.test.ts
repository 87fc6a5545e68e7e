import fc from 'fast-check';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fileSet } from '../../../src/sources/index.ts';
import { parseRowFilter } from '../../../src/sources/filter/row-filter.ts';
import { readCells, type Cells } from '../reading.ts';

const folder = mkdtempSync(join(tmpdir(), 'losscalc-series-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;

interface Row {
  readonly y: number;
  readonly p: string;
  readonly region: string;
}

const COLUMNS = ['y', 'p', 'region'] as const;

const row: fc.Arbitrary<Row> = fc.record({
  y: fc.integer({ min: -5, max: 5 }),
  p: fc.constantFrom('0.1', '1e-7', '12345678901234567', '.5', 'NA', '-0', '"0.25"'),
  region: fc.constantFrom('eu', 'us', '"a, b"', '"say ""x"""', '', 'é'),
});

/** A file: in which order its columns stand, its line ends, and its rows. */
const part = fc.record({
  columns: fc.shuffledSubarray([...COLUMNS], { minLength: COLUMNS.length }),
  lineEnd: fc.constantFrom('\n', '\r\n'),
  rows: fc.array(row, { maxLength: 6 }),
});

type Part = typeof part extends fc.Arbitrary<infer T> ? T : never;

function textOf({ columns, lineEnd, rows }: Part): string {
  const lines = [columns, ...rows.map((each) => columns.map((column) => String(each[column])))];
  return lines.map((cells) => `${cells.join(',')}${lineEnd}`).join('');
}

/** The rows of some files, or of what stands for them, with what a filter leaves. */
async function cells(paths: readonly string[], where?: string): Promise<Cells> {
  const set = fileSet(paths);
  const place = { path: set.title, files: set };
  return readCells(
    [
      { input: 'true', part: 'y', layout: 'scalars', ...place },
      { input: 'pred', part: 'p', ...place },
      { input: 'region', part: 'region', layout: 'text', ...place },
    ],
    { missing: 'nan', blockRows: 4, ...(where !== undefined && { where: parseRowFilter(where) }) },
  );
}

/** Writes the files of a table, and the same rows as one file. */
function written(parts: readonly Part[]): { many: string[]; one: string } {
  const name = `t${files++}`;
  const write = (suffix: string, text: string): string => {
    const path = join(folder, `${name}-${suffix}.csv`);
    writeFileSync(path, text);
    return path;
  };
  const many = parts.map((each, k) => write(String(k), textOf(each)));
  const rows = parts.flatMap((each) => each.rows);
  return { many, one: write('one', textOf({ columns: [...COLUMNS], lineEnd: '\n', rows })) };
}

describe('a table in several files', () => {
  const tables = fc
    .array(part, { minLength: 1, maxLength: 6 })
    .filter((parts) => parts.some(({ rows }) => rows.length > 0));

  it('is the table of all rows, cell by cell, however it is cut', async () => {
    await fc.assert(
      fc.asyncProperty(tables, async (parts) => {
        const { many, one } = written(parts);
        const whole = await cells([one]);
        expect(await cells(many)).toEqual(whole);
        expect(whole.rows).toBe(parts.flatMap(({ rows }) => rows).length);
      }),
      { numRuns: 150 },
    );
  });

  it('has the rows that meet conditions, as they are found one by one', async () => {
    await fc.assert(
      fc.asyncProperty(tables, fc.integer({ min: -5, max: 5 }), async (parts, bound) => {
        const { many, one } = written(parts);
        const all = await cells([one]);
        const meets = all.columns['true']!.map((y, i) => {
          return (y as number) >= bound && all.columns['region']![i] !== 'us';
        });
        const kept = (values: readonly unknown[]): unknown[] => values.filter((_, i) => meets[i]);
        const expected = {
          rows: kept(all.numbers).length,
          numbers: kept(all.numbers),
          columns: Object.fromEntries(
            Object.entries(all.columns).map(([name, values]) => [name, kept(values)]),
          ),
        };
        const where = `y>=${bound},region!=us`;
        if (expected.rows === 0) {
          await expect(cells(many, where)).rejects.toThrow(
            'expected rows that meet it, found none',
          );
          return;
        }
        expect(await cells(many, where)).toEqual(expected);
        expect(await cells([one], where)).toEqual(expected);
      }),
      { numRuns: 150 },
    );
  });
});
