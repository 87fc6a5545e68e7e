import fc from 'fast-check';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { UserError } from '../../../src/messages/errors.ts';
import { hasOddQuotes } from '../../../src/sources/bytes/lines.ts';
import { findFlaw } from '../../../src/sources/bytes/utf8.ts';
import { CsvRows } from '../../../src/sources/csv/rows.ts';
import type { Inputs, MissingPolicy, Selection } from '../../../src/sources/index.ts';
import { ClassLabels, type LabelOptions } from '../../../src/sources/input/class-labels.ts';
import { titlesOf } from '../../../src/sources/input/formats.ts';
import { NumberQueue } from '../../../src/sources/input/number-queue.ts';
import type { TextColumn } from '../../../src/tensor/block.ts';
import { isNumeric } from '../../../src/text/parse-number.ts';
import { complaint, cut, open, readTexts } from '../reading.ts';

const folder = mkdtempSync(join(tmpdir(), 'losscalc-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;

/** The table of these tests has an id, the probabilities of two classes and a label. */
const HEADER = 'id,cat,dog,label\n';
const COLUMNS = HEADER.trim().split(',');
const CLASSES = { count: 2, names: ['cat', 'dog'] };
const NOTHING_KNOWN = { line: 2, width: COLUMNS.length, blankLine: undefined };

type Choice = Pick<Selection, 'input' | 'part' | 'layout' | 'labels'>;

/** Numbers, and texts where the input is text: in rows, by input. */
type Rows = Record<string, (number | string)[]>[];

interface Outcome {
  /** The rows, or how the reading ended. */
  readonly rows: Rows | string;
  readonly warnings: readonly string[];
}

async function outcomeOf(work: (warnings: string[]) => Promise<Rows>): Promise<Outcome> {
  const warnings: string[] = [];
  // The hint depends on the cells around, and the name of the file on the test.
  const plain = (message: string): string =>
    message.replace(/\n.*/s, '').replaceAll(/\S*\.csv/g, 'standard input');
  try {
    const rows = await work(warnings);
    return { rows, warnings: warnings.map(plain) };
  } catch (error) {
    if (error instanceof UserError) return { rows: plain(error.message), warnings: [] };
    throw error;
  }
}

/** What csv-parse and the text of each cell by itself make of a table, pred before the other inputs. */
function reference(
  text: string,
  choices: readonly Choice[],
  missing: MissingPolicy,
): Promise<Outcome> {
  return outcomeOf(async (warnings) => {
    const outputs = choices.map(({ input, part, layout, labels }) => ({
      input,
      isText: layout === 'text',
      columns: part!.split(',').map((name) => COLUMNS.indexOf(name)),
      labels: labels && new ClassLabels(labels, CLASSES),
      queue: new NumberQueue({ missing, warn: (message) => warnings.push(message) }),
    }));
    const rows: Rows = [];
    const parser = new CsvRows(',', 'standard input', NOTHING_KNOWN, (cells, line) => {
      const row: Rows[number] = {};
      for (const { input, isText, columns, labels, queue } of outputs) {
        row[input] = columns.map((column) => {
          const cell = cells[column]!;
          if (isText) return cell;
          const where = `standard input:${line}, column "${COLUMNS[column]!}"`;
          const place = { where: () => where, hint: () => 'any' };
          const label = labels?.numberOf(cell, isNumeric(cell), place);
          if (label === undefined) queue.push(cell, place);
          else queue.put(label);
          return queue.take(1)[0]!;
        });
      }
      const isMissing = Object.values(row).flat().some(Number.isNaN);
      if (missing !== 'skip' || !isMissing) rows.push(row);
    });
    const body = Buffer.from(text);
    const flaw = findFlaw(body, 'standard input', 2);
    const lines = body.subarray(0, flaw?.start);
    await parser.parse(lines);
    if (!flaw || !hasOddQuotes(lines)) await parser.parse(undefined);
    if (flaw) throw flaw.error;
    return rows;
  });
}

/** The same read as a user's input is. */
function reading(
  choices: readonly Choice[],
  options: Parameters<typeof open>[1],
  path = '-',
): Promise<Outcome> {
  return outcomeOf(async (warnings) => {
    const inputs = await open(
      choices.map((choice) => ({ ...choice, path })),
      { header: true, ...options, warn: (message) => warnings.push(message) },
    );
    const rows: Rows = [];
    for await (const block of inputs.blocks()) {
      for (let i = 0; i < block.rows; i++) {
        const row: Rows[number] = {};
        for (const { input, part } of choices) {
          const width = part!.split(',').length;
          const column = block.texts?.[input];
          row[input] = column
            ? [textAt(column, i)]
            : [...block.inputs[input]!.subarray(i * width, (i + 1) * width)];
        }
        rows.push(row);
      }
    }
    return rows;
  });
}

/** The text of a row, which is the same in memory, where it is there. */
function textAt({ codes, textOf, utf8 }: TextColumn, row: number): string {
  const code = codes[row]!;
  const text = textOf(code);
  if (utf8) {
    const bytes = utf8.bytes.slice(utf8.ends[code - 1] ?? 0, utf8.ends[code]);
    expect(new TextDecoder('utf8', { ignoreBOM: true }).decode(new Uint8Array(bytes))).toBe(text);
  }
  return text;
}

/** The texts of an input, block by block. */
async function* textsOf(inputs: Inputs, input: string): AsyncGenerator<TextColumn> {
  for await (const { texts } of inputs.blocks()) yield texts![input]!;
}

const text = fc.oneof(
  { weight: 20, arbitrary: fc.constantFrom('a', 'b', 'c', '', '1', ' a', 'a ', 'NA') },
  {
    weight: 20,
    arbitrary: fc.string({ unit: fc.constantFrom('a', 'b', 'é', '😀', ' ', '-'), maxLength: 40 }),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('"a,b"', '"a\nb"', '"a""b"', 'a"b', 'a\rb', '\0', '\ufeffa', 'a\tb'),
  },
  { weight: 1, arbitrary: fc.constantFrom('__proto__', '\x1b[2J', '<script>', '=cmd|x!A1', '@') },
);
const double = fc.double({ noDefaultInfinity: true, noNaN: true });
const number = fc.oneof(
  { weight: 30, arbitrary: double.map((x) => x.toExponential()) },
  { weight: 1, arbitrary: fc.constantFrom('', 'NA', 'nan', ' 1', '"1"', '9007199254740993', 'x') },
);
/** Columns of labels that are mostly of one kind. */
const label = fc
  .constantFrom(['cat', 'dog'], ['0', '1'], ['cat', 'dog', ' cat '], ['1'])
  .map((usual) =>
    fc.oneof(
      { weight: 60, arbitrary: fc.constantFrom(...usual) },
      {
        weight: 1,
        arbitrary: fc.constantFrom('cat', '0', 'dgo', '', 'NA', 'nan', '"dog"', '9007199254740993'),
      },
    ),
  );
const table = label.chain((labels) =>
  fc
    .array(fc.tuple(text, number, number, labels, fc.constantFrom('\n', '\n', '\r\n')), {
      minLength: 1,
      maxLength: 30,
    })
    .map((rows) => rows.map(([a, b, c, d, end]) => `${a},${b},${c},${d}${end}`).join(''))
    .chain((content) => fc.constantFrom(content, content.replace(/\r?\n$/, ''), `${content}\n`)),
);
const labels = fc.constantFrom<LabelOptions>(
  {},
  { names: ['cat', 'dog'] },
  { positive: 'cat' },
  { positive: '1', negative: -1 },
);
/** Which inputs there are besides pred; a column may be several. */
const choices = labels.chain((options) =>
  fc
    .subarray<Choice>(
      [
        { input: 'true', part: 'label', layout: 'scalars', labels: options },
        { input: 'key', part: 'id', layout: 'text' },
        { input: 'segment', part: 'label', layout: 'text' },
        { input: 'digits', part: 'cat', layout: 'text' },
        { input: 'both', part: 'label,cat', layout: 'rows', labels: {} },
      ],
      { minLength: 1 },
    )
    .map((chosen): Choice[] => [{ input: 'pred', part: 'cat,dog', layout: 'rows' }, ...chosen]),
);
const missing = fc.constantFrom<MissingPolicy>('error', 'nan', 'skip');
const places = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 });
const blockRows = fc.constantFrom(1, 2, 5, 4096);

describe('texts and labels of a table are read as csv-parse reads them', () => {
  it('in whatever pieces they arrive', async () => {
    await fc.assert(
      fc.asyncProperty(table, choices, missing, places, blockRows, async (...given) => {
        const [content, chosen, policy, cuts, rows] = given;
        const chunks = cut(Buffer.from(HEADER + content), cuts);
        const found = await reading(chosen, { chunks, missing: policy, blockRows: rows });
        expect(found).toEqual(await reference(content, chosen, policy));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([1, 2, 3])('by %i threads, with chunks that end anywhere', async (threads) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(table, { minLength: 1, maxLength: 3 }),
        choices,
        missing,
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 3, max: 200 }),
        async (tables, chosen, policy, times, chunkBytes) => {
          const content = `${tables.join('\n')}\n`.replaceAll('\n\n', '\n').repeat(times);
          const path = join(folder, `${files++}.csv`);
          writeFileSync(path, HEADER + content);
          const found = await reading(chosen, { missing: policy, threads, chunkBytes }, path);
          expect(found).toEqual(await reference(content, chosen, policy));
        },
      ),
      { numRuns: threads === 1 ? 200 : 80 },
    );
  });
});

describe('an input that is text', () => {
  const key = { input: 'key', part: 'id', layout: 'text' } as const;
  const pred = { input: 'pred', part: 'x', layout: 'rows' } as const;

  it('has one code for each text in a block, and keeps it as it is in the table', async () => {
    const chunks = ['id\tx\n', 'b\t1\n a,\t2\nb\t3\n'];
    const inputs = await open([key, pred], { chunks, format: 'tsv' });
    expect(inputs.texts.get('key')!.axes).toEqual([]);
    for await (const { codes, textOf } of textsOf(inputs, 'key')) {
      expect([...codes]).toEqual([0, 1, 0]);
      expect([0, 1].map(textOf)).toEqual(['b', ' a,']);
    }
  });

  it('drops the rows in which a number is missing', async () => {
    const chunks = ['id,x\n', 'a,1\nb,\nc,3\n'];
    const inputs = await open([key, pred], { chunks, missing: 'skip' });
    for await (const { codes, textOf } of textsOf(inputs, 'key')) {
      expect([...codes.subarray(0, 2)].map(textOf)).toEqual(['a', 'c']);
    }
    expect(inputs.read.skipped).toBe(1);
  });

  it('is of one column', async () => {
    const chunks = ['id,x\na,1\n'];
    expect(await complaint(open([{ ...key, part: 'id,x' }], { chunks }))).toBe(
      'standard input, columns id,x: expected one column for column key, which is text, found 2\n' +
        '  hint: choose a column by its name or position',
    );
  });

  it.each(['npy', 'npz'] as const)('is not of %s', async (format) => {
    expect(await complaint(open([key], { chunks: ['PK'], format }))).toBe(
      `standard input: expected a format that holds text for column key, found ${format}\n` +
        `  hint: write the columns to ${titlesOf(({ isNumeric }) => !isNumeric)}, which hold text beside numbers`,
    );
  });
});

describe('text in a table with decimal commas', () => {
  it('keeps its points and commas, scanned or parsed', async () => {
    const texts = Array.from({ length: 500 }, (_, i) => `a${i % 7}.b,c.${i % 3}`);
    const chunks = [`k;p\n${texts.map((text, i) => `${text};${i % 9},5\n`).join('')}`];
    const options = { notation: { decimal: ',' as const } };
    expect(await readTexts({ part: 'k' }, { chunks, ...options })).toEqual(texts);
    const quoted = [`k;p\n${texts.map((text, i) => `"${text}";${i % 9},5\n`).join('')}`];
    expect(await readTexts({ part: 'k' }, { chunks: quoted, ...options })).toEqual(texts);
  });
});
