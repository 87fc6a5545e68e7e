import fc from 'fast-check';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { UserError } from '../../../src/messages/errors.ts';
import { hasOddQuotes } from '../../../src/sources/bytes/lines.ts';
import { findFlaw } from '../../../src/sources/bytes/utf8.ts';
import { CsvRows } from '../../../src/sources/csv/rows.ts';
import type { MissingPolicy } from '../../../src/sources/index.ts';
import { NumberQueue } from '../../../src/sources/input/number-queue.ts';
import { cut, read } from '../reading.ts';

const folder = mkdtempSync(join(tmpdir(), 'losscalc-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;

interface Outcome {
  /** The bits of every number, or how the reading ended. */
  readonly numbers: readonly bigint[] | string;
  readonly warnings: readonly string[];
}

function bits(values: readonly number[]): bigint[] {
  return [...new BigUint64Array(Float64Array.from(values, (x) => (x === x ? x : NaN)).buffer)];
}

async function outcomeOf(work: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UserError) return { numbers: error.message, warnings: [] };
    throw error;
  }
}

/** What csv-parse and the text of each cell by itself make of a table without a header. */
function reference(text: string, missing: MissingPolicy): Promise<Outcome> {
  return outcomeOf(async () => {
    const warnings: string[] = [];
    const queue = new NumberQueue({ missing, warn: (message) => warnings.push(message) });
    const start = { line: 1, width: undefined, blankLine: undefined };
    const rows = new CsvRows(',', 'standard input', start, (cells, line) => {
      cells.forEach((cell, column) => {
        queue.push(cell, {
          where: () => `standard input:${line}, column ${column + 1}`,
          hint: () => 'any',
        });
      });
    });
    const flaw = findFlaw(Buffer.from(text), 'standard input', 1);
    const sound = Buffer.from(text).subarray(0, flaw?.start);
    await rows.parse(sound);
    if (!flaw || !hasOddQuotes(sound)) await rows.parse(undefined);
    if (flaw) throw flaw.error;
    if (queue.length === 0)
      return { numbers: 'standard input: no rows: the file is empty', warnings };
    return { numbers: bits([...queue.take(queue.length)]), warnings };
  });
}

/** The same read as a user's input is. */
function reading(options: Parameters<typeof read>[1], path = '-'): Promise<Outcome> {
  return outcomeOf(async () => {
    const { rows, warnings } = await read([{ input: 'pred', path }], {
      header: false,
      // By its first row a table of one column may be one of tabs.
      format: 'csv',
      ...options,
    });
    return { numbers: bits((rows['pred'] ?? []).flat()), warnings };
  });
}

/** Without the hint, which depends on the cells around, and the name of the file. */
function comparable({ numbers, warnings }: Outcome): Outcome {
  const plain = (message: string): string =>
    message.replace(/\n.*/s, '').replaceAll(/\S*\.csv/g, 'standard input');
  return {
    numbers: typeof numbers === 'string' ? plain(numbers) : numbers,
    warnings: warnings.map(plain),
  };
}

const double = fc.double({ noDefaultInfinity: true, noNaN: true });
const plainCell = fc.oneof(
  double.map(String),
  double.map((x) => x.toExponential(16)),
  fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((x) => x.toFixed(6)),
  fc.integer({ min: 0, max: 9 }).map(String),
  fc.stringMatching(/^-?\d{1,400}(\.\d{1,400})?(e-?\d{1,3})?$/).filter((text) => text.length < 500),
);
const oddCell = fc.oneof(
  fc.constantFrom(
    '',
    'NA',
    'nan',
    'inf',
    '-Infinity',
    ' 1 ',
    '+1',
    '.5',
    '5.',
    '1e',
    '1e999',
    '0x1',
  ),
  fc.constantFrom(
    '"1"',
    '"1\n"',
    '""',
    'a"b',
    '"',
    '1\r',
    'é',
    '\0',
    '9007199254740993',
    '1,2',
    '\t1',
  ),
);
const newline = fc.constantFrom('\n', '\r\n');
/** Tables that are mostly plain: numbers with some cells, line ends and blank lines that are not. */
const table = fc.integer({ min: 1, max: 4 }).chain((width) =>
  fc
    .array(
      fc.tuple(
        fc.array(
          fc.oneof({ weight: 60, arbitrary: plainCell }, { weight: 1, arbitrary: oddCell }),
          { minLength: width, maxLength: width },
        ),
        fc.oneof(
          { weight: 20, arbitrary: newline },
          { weight: 1, arbitrary: fc.constantFrom('\n\n', '\r', '\n,\n') },
        ),
      ),
      { minLength: 1, maxLength: 30 },
    )
    .map((rows) => rows.map(([cells, end]) => cells.join(',') + end).join(''))
    .chain((text) => fc.constantFrom(text, text.replace(/\r?\n$/, ''), `${text}\n\n`)),
);
const anything = fc.string({
  unit: fc.constantFrom(
    '0',
    '1',
    '9',
    '.',
    ',',
    'e',
    '-',
    '+',
    '"',
    '\n',
    '\r\n',
    '\r',
    ' ',
    'n',
    'é',
  ),
  minLength: 1,
  maxLength: 40,
});
const missing = fc.constantFrom<MissingPolicy>('error', 'nan');
const places = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 });

describe('a table is read as csv-parse reads it, cell by cell', () => {
  it.each([
    ['of numbers', table, 1500],
    ['of anything', anything, 1500],
  ])('%s, in whatever pieces it arrives', async (_, text, numRuns) => {
    await fc.assert(
      fc.asyncProperty(text, missing, places, async (content, policy, cuts) => {
        const chunks = cut(Buffer.from(content), cuts);
        const found = await reading({ chunks, missing: policy });
        expect(comparable(found)).toEqual(comparable(await reference(content, policy)));
      }),
      { numRuns },
    );
  });

  it('with the line of a NUL byte in a quoted cell that began in another piece', async () => {
    const content = '1,2\n3,"4\n5\n6\n\0\n';
    const found = await reading({ chunks: [content.slice(0, 11), content.slice(11)] });
    expect(found.numbers).toContain('standard input:5: expected text, found a NUL byte');
    expect(comparable(found)).toEqual(comparable(await reference(content, 'error')));
  });

  it.each([1, 2, 3])('by %i threads, with chunks that end anywhere', async (threads) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(table, { minLength: 1, maxLength: 3 }),
        missing,
        fc.integer({ min: 3, max: 60 }),
        async (texts, policy, chunkBytes) => {
          const content = texts.join('');
          const path = join(folder, `${files++}.csv`);
          writeFileSync(path, content);
          const found = await reading({ missing: policy, threads, chunkBytes }, path);
          expect(comparable(found)).toEqual(comparable(await reference(content, policy)));
        },
      ),
      { numRuns: threads === 1 ? 100 : 60 },
    );
  });
});
