import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/messages/errors.ts';
import type { Layout, MissingPolicy } from '../../../src/sources/index.ts';
import { CORPORA } from '../../support/corpora.ts';
import { complaint, cut, open, read, readTexts } from '../reading.ts';

const FOLDER = join(CORPORA, 'parquet');

interface Entry {
  readonly file: string;
  readonly part: string;
  readonly missing?: MissingPolicy;
  readonly layout?: Layout;
  readonly labels?: string[];
  /** Numbers; null for NaN, infinities as text. */
  readonly rows?: (number | string | null)[][];
  readonly texts?: string[];
  readonly warns?: string;
  readonly error?: string;
}

const entries = JSON.parse(readFileSync(join(FOLDER, 'manifest.json'), 'utf8')) as Entry[];

function stored(file: string): Buffer {
  return readFileSync(join(FOLDER, file));
}

describe('the corpus', () => {
  it('is covered file by file', () => {
    const files = readdirSync(FOLDER).filter((file) => file.endsWith('.parquet'));
    expect([...new Set(entries.map(({ file }) => file))].sort()).toEqual(files.sort());
  });

  it.each(entries.filter(({ rows }) => rows))(
    '$file#$part has its numbers, with --missing $missing',
    async ({ file, part, missing = 'error', labels, rows, warns }) => {
      const found = await read(
        [{ input: 'true', path: join(FOLDER, file), part, labels: labels && { names: labels } }],
        { missing },
      );
      const expected = rows!.map((row) => row.map((x) => (x === null ? NaN : Number(x))));
      expect(found.rows['true']).toEqual(expected);
      if (warns === undefined) expect(found.warnings).toEqual([]);
      else expect(found.warnings).toEqual([expect.stringContaining(warns)]);
    },
  );

  it.each(entries.filter(({ texts }) => texts))('$file#$part has its texts', async (entry) => {
    const { file, part, texts } = entry;
    const choice = { path: join(FOLDER, file), part };
    for (const blockRows of [undefined, 7]) {
      expect(await readTexts(choice, { blockRows })).toEqual(texts);
    }
  });

  it.each(entries.filter(({ error }) => error))(
    '$file#$part: $error',
    async ({ file, part, layout = 'rows', error }) => {
      const message = await complaint(
        read([{ input: 'pred', path: join(FOLDER, file), part, layout }], {}),
      );
      expect(message).toContain(error);
      expect(message.split('\n').length).toBeLessThanOrEqual(3);
    },
  );
});

describe('inputs', () => {
  it('come from standard input in pieces, and through gzip', async () => {
    const bytes = stored('polars_zstd.parquet');
    const expected = entries.find(({ file }) => file === 'polars_zstd.parquet')!.rows;
    for (const whole of [bytes, gzipSync(bytes)]) {
      const { rows } = await read([{ input: 'pred', part: 'p' }], {
        chunks: cut(whole, [0.001, 0.3, 0.9]),
      });
      expect(rows['pred']).toEqual(expected);
    }
  });

  it('are the same whatever the size of blocks', async () => {
    const path = join(FOLDER, 'encodings_1.parquet');
    const choices = [
      { input: 'true', path, part: 'dictionary', layout: 'scalars' as const },
      { input: 'pred', path, part: 'split,delta32' },
    ];
    const { rows } = await read(choices, {});
    expect((await read(choices, { blockRows: 7 })).rows).toEqual(rows);
    expect(rows['true']).toHaveLength(700);
    expect(rows['pred']![3]).toEqual([257 / 7, 257]);
  });

  it('have the columns as the names of classes', async () => {
    const path = join(FOLDER, 'types.parquet');
    const inputs = await open([{ input: 'pred', path, part: 'float,int8' }], {});
    expect(inputs.tensors.get('pred')).toMatchObject({ axes: [2], columns: ['float', 'int8'] });
    await inputs.close();
  });

  it('tell labels that are positive from the other one', async () => {
    const { rows } = await read(
      [
        {
          input: 'true',
          path: join(FOLDER, 'types.parquet'),
          part: 'bool',
          labels: { positive: '1', negative: -1 },
        },
      ],
      {},
    );
    expect(rows['true']).toEqual([[1], [-1], [1]]);
  });

  it('tell labels apart that no double tells apart', async () => {
    const labels = { names: ['1', '9007199254740992', '9007199254740993', '9223372036854775807'] };
    const path = join(FOLDER, 'beyond_2_53.parquet');
    const { rows } = await read([{ input: 'true', path, part: 'y', labels }], {});
    expect(rows['true']).toEqual([[0], [2], [3]]);
  });

  it('have labels with all of their digits', async () => {
    const labels = { names: ['0', '9223372036854775808', '9007199254740991'] };
    const path = join(FOLDER, 'types.parquet');
    const { rows } = await read([{ input: 'true', path, part: 'uint64', labels }], {});
    expect(rows['true']).toEqual([[0], [1], [2]]);
  });

  it('are texts and labels of the same column', async () => {
    const path = join(FOLDER, 'labels_1.parquet');
    const names = ['bird', 'cat', 'dog'];
    const inputs = await open(
      [
        { input: 'key', path, part: 'delta', layout: 'text' },
        { input: 'true', path, part: 'delta', layout: 'scalars', labels: { names } },
      ],
      {},
    );
    let rows = 0;
    for await (const block of inputs.blocks()) {
      const { codes, textOf } = block.texts!['key']!;
      for (let i = 0; i < block.rows; i++, rows++) {
        expect(textOf(codes[i]!)).toBe(names[block.inputs['true']![i]!]);
      }
    }
    expect(rows).toBe(100);
  });

  it('that are text drop the rows in which a number is missing, and no others', async () => {
    const path = join(FOLDER, 'texts_1.parquet');
    const choices = [
      { input: 'key', path, part: 'dictionary', layout: 'text' as const },
      { input: 'pred', path, part: 'codes' },
    ];
    const inputs = await open(choices, { missing: 'skip' });
    const texts: string[] = [];
    for await (const block of inputs.blocks()) {
      const { codes, textOf } = block.texts!['key']!;
      for (let i = 0; i < block.rows; i++) texts.push(textOf(codes[i]!));
    }
    expect(inputs.read.skipped).toBe(40);
    expect(texts.slice(0, 4)).toEqual(['Oslo', '', '\u{1f600}', ' a,"b" ']);
  });

  it('that are text are of one column', async () => {
    const path = join(FOLDER, 'labels_1.parquet');
    expect(await complaint(readTexts({ path, part: 'plain,delta' }, {}))).toContain(
      'columns plain,delta: expected one column for column key, which is text, found 2',
    );
  });

  it('refuse a label that is no class, with its row', async () => {
    const path = join(FOLDER, 'labels_1.parquet');
    const labels = { names: ['cat', 'dog'] };
    const message = await complaint(read([{ input: 'true', path, part: 'delta', labels }], {}));
    expect(message).toContain(
      'labels_1.parquet, row 3, column "delta": expected one of the classes',
    );
  });

  it.each([
    ['nanos.parquet', 't', ['1969-12-31T23:59:59.999999999', '2024-05-31T12:00:00.123456789']],
    [
      'uuids.parquet',
      'id',
      ['ffffffff-ffff-ffff-ffff-ffffffffffff', '00112233-4455-6677-8899-aabbccddeeff'],
    ],
    ['whole_decimals.parquet', 'n', ['-1', '12345678901234567890123']],
  ])('%s has keys that a table has as text', async (file, part, keys) => {
    const folder = mkdtempSync(join(tmpdir(), 'losscalc-parquet-'));
    try {
      const table = join(folder, 'table.csv');
      writeFileSync(table, `${part},p\n${keys.map((key, i) => `${key},${i}\n`).join('')}`);
      const choices = [
        { input: 'key', path: join(FOLDER, file), part, layout: 'text' as const },
        { input: 'pred', path: table, part: 'p' },
      ];
      const { rows } = await read(choices, { keys: { on: [part], join: 'exact' } });
      expect(rows['pred']).toEqual([[1], [0]]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('refuse dates as numbers, and say what they can be', async () => {
    const path = join(FOLDER, 'times.parquet');
    const message = await complaint(read([{ input: 'true', path, part: 'date' }], {}));
    expect(message).toContain('this one can be a key (--on) or segments (--by)');
  });

  it('refuse another axis', async () => {
    const path = join(FOLDER, 'types.parquet');
    const message = await complaint(read([{ input: 'pred', path, part: 'float', axis: 0 }], {}));
    expect(message).toContain('--axis 0: expected axis 1 or -1');
  });
});

interface Choice {
  readonly part: string;
  readonly layout?: Layout | undefined;
}

/** What became of a file: `error`, or how many numbers or texts it gave. Anything but a UserError is thrown. */
async function outcome(bytes: Buffer, { part, layout }: Choice): Promise<'error' | number> {
  const options = { format: 'parquet', missing: 'nan', chunks: [bytes] } as const;
  try {
    if (layout === 'text') return (await readTexts({ part }, options)).length;
    const labels = { names: ['bird', 'cat', 'dog'] };
    const { rows } = await read([{ input: 'true', part, labels }], options);
    return rows['true']!.length;
  } catch (error) {
    if (error instanceof UserError) return 'error';
    throw error;
  }
}

describe('damage', () => {
  const cases: (Choice & { readonly file: string; readonly rows: number })[] = [
    { file: 'arrow_snappy.parquet', part: 'y', rows: 7 },
    { file: 'arrow_v2_pages.parquet', part: 'p', rows: 7 },
    { file: 'polars_zstd.parquet', part: 'p', rows: 7 },
    { file: 'duckdb_v2_lz4_raw.parquet', part: 'y', rows: 7 },
    { file: 'duckdb_v1_gzip.parquet', part: 'y', rows: 7 },
    { file: 'polars_brotli.parquet', part: 'p', rows: 7 },
    { file: 'labels_1.parquet', part: 'delta', rows: 100 },
    { file: 'labels_2.parquet', part: 'dictionary', rows: 100 },
    { file: 'lists.parquet', part: 'list', rows: 3 },
    { file: 'labels_1.parquet', part: 'delta_length', layout: 'text', rows: 100 },
    { file: 'labels_2.parquet', part: 'dictionary', layout: 'text', rows: 100 },
    { file: 'predictions.parquet', part: 'region', layout: 'text', rows: 10 },
  ];

  it.each(cases)(
    'anywhere in $file#$part is an error or leaves as many rows',
    async ({ file, part, layout, rows }) => {
      const bytes = stored(file);
      for (let at = 0; at < bytes.length; at++) {
        for (const mask of [0x01, 0xff]) {
          const damaged = Buffer.from(bytes);
          damaged[at]! ^= mask;
          const found = await outcome(damaged, { part, layout });
          if (found !== 'error') expect(found, `byte ${at}`).toBe(rows);
        }
      }
    },
    60_000,
  );

  it.each(cases)('at any end of $file#$part is an error', async ({ file, part, layout }) => {
    const bytes = stored(file);
    for (let end = 0; end < bytes.length; end += 3) {
      expect(await outcome(bytes.subarray(0, end), { part, layout }), `${end} bytes`).toBe('error');
    }
  });
});
