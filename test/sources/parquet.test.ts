import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/errors.ts';
import type { MissingPolicy } from '../../src/sources/types.ts';
import { CORPORA } from '../support/corpora.ts';
import { complaint, cut, open, read } from './reading.ts';

const FOLDER = join(CORPORA, 'parquet');

interface Entry {
  readonly file: string;
  readonly part: string;
  readonly missing?: MissingPolicy;
  readonly labels?: string[];
  /** Numbers; null for NaN, infinities as text. */
  readonly rows?: (number | string | null)[][];
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

  it.each(entries.filter(({ error }) => error))(
    '$file#$part: $error',
    async ({ file, part, error }) => {
      const message = await complaint(
        read([{ input: 'pred', path: join(FOLDER, file), part }], {}),
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

  it('refuse a label that is no class, with its row', async () => {
    const path = join(FOLDER, 'labels_1.parquet');
    const labels = { names: ['cat', 'dog'] };
    const message = await complaint(read([{ input: 'true', path, part: 'delta', labels }], {}));
    expect(message).toContain(
      'labels_1.parquet, row 3, column "delta": expected one of the classes',
    );
  });

  it('refuse another axis', async () => {
    const path = join(FOLDER, 'types.parquet');
    const message = await complaint(read([{ input: 'pred', path, part: 'float', axis: 0 }], {}));
    expect(message).toContain('--axis 0: expected axis 1 or -1');
  });
});

/** What became of a file: `error`, or how many numbers it gave. Anything but a UserError is thrown. */
async function outcome(bytes: Buffer, part: string | undefined): Promise<'error' | number> {
  try {
    const { rows } = await read(
      [{ input: 'true', part, labels: { names: ['bird', 'cat', 'dog'] } }],
      {
        format: 'parquet',
        missing: 'nan',
        chunks: [bytes],
      },
    );
    return rows['true']!.length;
  } catch (error) {
    if (error instanceof UserError) return 'error';
    throw error;
  }
}

describe('damage', () => {
  const cases = [
    { file: 'arrow_snappy.parquet', part: 'y', rows: 7 },
    { file: 'arrow_v2_pages.parquet', part: 'p', rows: 7 },
    { file: 'polars_zstd.parquet', part: 'p', rows: 7 },
    { file: 'duckdb_v2_lz4_raw.parquet', part: 'y', rows: 7 },
    { file: 'duckdb_v1_gzip.parquet', part: 'y', rows: 7 },
    { file: 'polars_brotli.parquet', part: 'p', rows: 7 },
    { file: 'labels_1.parquet', part: 'delta', rows: 100 },
    { file: 'labels_2.parquet', part: 'dictionary', rows: 100 },
    { file: 'lists.parquet', part: 'list', rows: 3 },
  ];

  it.each(cases)(
    'anywhere in $file is an error or leaves as many rows',
    async ({ file, part, rows }) => {
      const bytes = stored(file);
      for (let at = 0; at < bytes.length; at++) {
        for (const mask of [0x01, 0xff]) {
          const damaged = Buffer.from(bytes);
          damaged[at]! ^= mask;
          const found = await outcome(damaged, part);
          if (found !== 'error') expect(found, `byte ${at}`).toBe(rows);
        }
      }
    },
    60_000,
  );

  it.each(cases)('at any end of $file is an error', async ({ file, part }) => {
    const bytes = stored(file);
    for (let end = 0; end < bytes.length; end += 3) {
      expect(await outcome(bytes.subarray(0, end), part), `${end} bytes`).toBe('error');
    }
  });
});
