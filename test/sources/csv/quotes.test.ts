import fc from 'fast-check';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { UserError } from '../../../src/messages/errors.ts';
import { ByteReader } from '../../../src/sources/bytes/byte-reader.ts';
import { openBytes } from '../../../src/sources/bytes/open-bytes.ts';
import { hasOddQuotes } from '../../../src/sources/bytes/lines.ts';
import { findFlaw } from '../../../src/sources/bytes/utf8.ts';
import { CsvRows } from '../../../src/sources/csv/rows.ts';
import { openCsv } from '../../../src/sources/csv/table.ts';
import type { Delimiter } from '../../../src/sources/input/formats.ts';
import { NumberQueue } from '../../../src/sources/input/number-queue.ts';
import type { MissingPolicy, ReadOptions, Selection } from '../../../src/sources/index.ts';
import { Threads } from '../../../src/sources/scan/threads.ts';
import { cut, open, stream } from '../reading.ts';

/** How many tables each test draws: `LOSSCALC_TABLES=1000000 npx vitest run test/sources/csv/quotes.test.ts` for many. */
const tables = Number(process.env['LOSSCALC_TABLES'] ?? 0);
const inMemory = { numRuns: tables || 2000 };
const inFiles = { numRuns: tables || 1000 };
const patience = tables > 0 ? 2 ** 30 : undefined;

const folder = mkdtempSync(join(tmpdir(), 'losscalc-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** How cells are separated, and numbers written. */
interface Dialect {
  readonly delimiter: Delimiter;
  readonly decimal: '.' | ',';
}

/** A table of columns that hold numbers, text that is read, and text that is passed over. */
interface Table {
  readonly dialect: Dialect;
  readonly columns: readonly ('number' | 'text' | 'passed')[];
  readonly header: string;
  readonly rows: string;
}

/** The numbers and the texts that were read; or how the reading ended. */
interface Outcome {
  readonly numbers: readonly bigint[];
  readonly texts: readonly string[];
  readonly warnings: readonly string[];
}

async function outcomeOf(
  work: (warn: (message: string) => void) => Promise<{ numbers: number[]; texts: string[] }>,
): Promise<Outcome | string> {
  // The hint depends on the cells around, and the name of the file on the test.
  const plain = (message: string): string =>
    message.replace(/\n.*/s, '').replaceAll(/\S*\.csv/g, 'standard input');
  const warnings: string[] = [];
  try {
    const { numbers, texts } = await work((message) => warnings.push(plain(message)));
    const values = Float64Array.from(numbers, (x) => (x === x ? x : NaN));
    return { numbers: [...new BigUint64Array(values.buffer)], texts, warnings };
  } catch (error) {
    if (error instanceof UserError) return plain(error.message);
    throw error;
  }
}

function placesOf({ columns }: Table, kind: string): number[] {
  return columns.flatMap((column, place) => (column === kind ? [place] : []));
}

function optionsOf({ dialect: { delimiter, decimal } }: Table, missing: MissingPolicy) {
  const notation = decimal === ',' ? { decimal } : undefined;
  return { header: true, format: 'csv', missing, delimiter, notation } as const;
}

/** What csv-parse and the text of each cell by itself make of a table. */
function reference(table: Table, missing: MissingPolicy): Promise<Outcome | string> {
  return outcomeOf(async (warn) => {
    const { delimiter, notation } = optionsOf(table, missing);
    const queue = new NumberQueue({ missing, warn, notation });
    const texts: string[] = [];
    let count = -1;
    const start = { line: 1, width: undefined, blankLine: undefined };
    const rows = new CsvRows(delimiter, 'standard input', start, (cells, line) => {
      if (++count === 0) return;
      for (const column of placesOf(table, 'number')) {
        const where = `standard input:${line}, column "n${column}"`;
        queue.push(cells[column]!, { where: () => where, hint: () => 'any' });
      }
      for (const column of placesOf(table, 'text')) texts.push(cells[column]!);
    });
    const text = Buffer.from(table.header + table.rows);
    const flaw = findFlaw(text, 'standard input', 1);
    const sound = text.subarray(0, flaw?.start);
    await rows.parse(sound);
    if (!flaw || !hasOddQuotes(sound)) await rows.parse(undefined);
    if (flaw) throw flaw.error;
    if (count === 0)
      throw new UserError({ where: 'standard input', problem: 'no rows after the header' });
    return { numbers: [...queue.take(queue.length)], texts };
  });
}

function selectionsOf(table: Table, path: string): Selection[] {
  const numbers = placesOf(table, 'number').map((place) => `n${place}`);
  const texts = placesOf(table, 'text').map((place): Selection => {
    return { input: `t${place}`, path, part: `t${place}`, layout: 'text' };
  });
  return [{ input: 'pred', path, part: numbers.join(','), layout: 'rows' }, ...texts];
}

/** The same read as a user's input is. */
function reading(
  table: Table,
  missing: MissingPolicy,
  options: Partial<ReadOptions> & { readonly chunks?: Iterable<Uint8Array> },
  path = '-',
): Promise<Outcome | string> {
  return outcomeOf(async (warn) => {
    const all = { ...optionsOf(table, missing), ...options, warn };
    const inputs = await open(selectionsOf(table, path), all);
    const numbers: number[] = [];
    const texts: string[] = [];
    const width = placesOf(table, 'number').length;
    for await (const { rows, inputs: values, texts: columns } of inputs.blocks()) {
      numbers.push(...values['pred']!.subarray(0, rows * width));
      for (let row = 0; row < rows; row++) {
        for (const { codes, textOf } of Object.values(columns ?? {}))
          texts.push(textOf(codes[row]!));
      }
    }
    return { numbers, texts };
  });
}

/** The same read in chunks of a file, of which none knows what those before hold, without the time that threads take. */
function readingInChunks(
  table: Table,
  missing: MissingPolicy,
  chunkBytes: number,
  path: string,
): Promise<Outcome | string> {
  return outcomeOf(async (warn) => {
    const pool = new Threads(2, chunkBytes);
    const bytes = new ByteReader(await openBytes(path, { stdin: () => stream([]) }));
    const options = { ...optionsOf(table, missing), stdin: () => stream([]), warn, pool };
    const readers = await openCsv(bytes, selectionsOf(table, path), options, undefined);
    const numbers: number[] = [];
    const byColumn: string[][] = [];
    for (;;) {
      let rows = 0;
      for (const [k, reader] of readers.entries()) {
        rows = await reader.ready();
        const values = reader.take(rows);
        if (k === 0) numbers.push(...values);
        else
          (byColumn[k - 1] ??= []).push(...[...values].map((code) => reader.texts!.textOf(code)));
      }
      if (rows === 0) break;
    }
    const texts = (byColumn[0] ?? []).flatMap((_, row) => byColumn.map((column) => column[row]!));
    return { numbers, texts };
  });
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

const number = fc.oneof(
  fc.double({ min: -1e3, max: 1e3, noNaN: true }).map((x) => x.toFixed(3)),
  fc.double({ noDefaultInfinity: true, noNaN: true }).map(String),
  fc.constantFrom('0', '7', '-1', '.5', '1e5', '12345678901234567.5'),
);
const oddNumber = fc.constantFrom(
  '',
  'NA',
  ' 1 ',
  'nan',
  '1\n',
  '1\r',
  '1"2',
  'x',
  '9007199254740993',
);
const text = fc.string({
  unit: fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...'a1,";é '.split('')) },
    { weight: 6, arbitrary: fc.constantFrom('0.5', '\r', '\n', '\r\n', 'sixteen letters.') },
    // They look like rows.
    { weight: 1, arbitrary: fc.constantFrom('\na,1\na,1\n', '\n1,a\n1,a\n', '\n1;2\n3;4\n') },
  ),
  maxLength: 8,
});
/** Quotes that are not where they belong. */
const oddCell = fc.constantFrom('a"b', '"a"b', '"a" ', ' "a"', '"', '""a""', '"\0"', 'a\0', 'a\rb');
const isQuoted = fc.boolean();

function cellOf(kind: string, { delimiter, decimal }: Dialect): fc.Arbitrary<string> {
  const needsQuotes = (cell: string): boolean => /["\r\n]/.test(cell) || cell.includes(delimiter);
  const write = (cell: string, isInQuotes: boolean): string =>
    isInQuotes || needsQuotes(cell) ? quoted(cell) : cell;
  const written = (cell: fc.Arbitrary<string>): fc.Arbitrary<string> =>
    fc.tuple(cell, isQuoted).map(([content, isInQuotes]) => write(content, isInQuotes));
  const inDialect = (cell: string): string => cell.replace('.', decimal);
  const usual = kind === 'number' ? number.map(inDialect) : text;
  return fc.oneof(
    { weight: 60, arbitrary: written(usual) },
    ...(kind === 'number' ? [{ weight: 2, arbitrary: written(oddNumber) }] : []),
    { weight: 1, arbitrary: fc.oneof(fc.constant('""'), written(text), oddCell) },
  );
}

const dialect = fc.constantFrom<Dialect>(
  { delimiter: ',', decimal: '.' },
  { delimiter: ',', decimal: '.' },
  { delimiter: ';', decimal: '.' },
  { delimiter: '\t', decimal: '.' },
  { delimiter: ';', decimal: ',' },
  { delimiter: ',', decimal: ',' },
);
const lineEnd = fc.oneof(
  { weight: 30, arbitrary: fc.constant('\n') },
  { weight: 10, arbitrary: fc.constant('\r\n') },
  { weight: 1, arbitrary: fc.constantFrom('\n\n', '\r', '\n,\n', '') },
);
const kinds = fc
  .array(fc.constantFrom('number' as const, 'text' as const, 'passed' as const), { maxLength: 3 })
  .chain((others) =>
    fc.shuffledSubarray(['number' as const, ...others], { minLength: others.length + 1 }),
  );

const anyTable: fc.Arbitrary<Table> = fc.tuple(dialect, kinds).chain(([style, columns]) => {
  const row = fc
    .tuple(fc.tuple(...columns.map((kind) => cellOf(kind, style))), lineEnd)
    .map(([cells, end]) => cells.join(style.delimiter) + end);
  const name = (kind: string, place: number): string =>
    kind === 'passed' ? `p${place}\n"` : `${kind[0]!}${place}`;
  return fc.record({
    dialect: fc.constant(style),
    columns: fc.constant(columns),
    header: isQuoted.map(
      (isInQuotes) =>
        columns
          .map((kind, place) => name(kind, place))
          .map((cell) => (isInQuotes || cell.includes('"') ? quoted(cell) : cell))
          .join(style.delimiter) + '\n',
    ),
    rows: fc
      .tuple(fc.array(row, { maxLength: 20 }), fc.integer({ min: 1, max: 12 }), fc.boolean())
      .map(([rows, times, isWhole]) => {
        const all = rows.join('').repeat(times);
        return isWhole ? all : all.replace(/\r?\n$/, '');
      }),
  });
});
const missing = fc.constantFrom<MissingPolicy>('error', 'nan');
const places = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 });
// Of a file that is shorter than 32 of them no thread is made.
const chunkBytes = fc.oneof(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 10, max: 60 }));

describe('a table with quotes is read as csv-parse reads it, cell by cell', () => {
  it(
    'in whatever pieces it arrives',
    async () => {
      await fc.assert(
        fc.asyncProperty(anyTable, missing, places, async (table, policy, cuts) => {
          const chunks = cut(Buffer.from(table.header + table.rows), cuts);
          const found = await reading(table, policy, { chunks });
          expect(found).toEqual(await reference(table, policy));
        }),
        inMemory,
      );
    },
    patience,
  );

  it(
    'in chunks that end anywhere',
    async () => {
      const path = join(folder, 'chunks.csv');
      await fc.assert(
        fc.asyncProperty(anyTable, missing, chunkBytes, async (table, policy, bytes) => {
          writeFileSync(path, table.header + table.rows);
          const found = await readingInChunks(table, policy, bytes, path);
          expect(found).toEqual(await reference(table, policy));
        }),
        inFiles,
      );
    },
    patience,
  );

  it('by several threads', async () => {
    const path = join(folder, 'threads.csv');
    await fc.assert(
      fc.asyncProperty(anyTable, missing, chunkBytes, async (table, policy, bytes) => {
        writeFileSync(path, table.header + table.rows);
        const found = await reading(table, policy, { threads: 3, chunkBytes: bytes }, path);
        expect(found).toEqual(await reference(table, policy));
      }),
      { numRuns: 40 },
    );
  });
});
