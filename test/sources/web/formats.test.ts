import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CORPORA } from '../../support/corpora.ts';
import { EXPORTS, exported } from '../../support/exports.ts';
import { complaint, read, readTexts } from '../reading.ts';
import { IMPATIENT, sendFile, serve, type Served } from './server.ts';

/** So few bytes at a time that what a format reads here and there is asked for here and there. */
const WEB = { patience: IMPATIENT, leastBytes: 512 };

interface Entry {
  readonly file: string;
  readonly part: string;
  readonly missing?: 'error' | 'nan';
  readonly labels?: string[];
  readonly rows?: unknown[];
  readonly texts?: string[];
  readonly layout?: string;
  readonly error?: string;
}

const entries = JSON.parse(
  readFileSync(join(CORPORA, 'parquet', 'manifest.json'), 'utf8'),
) as Entry[];
const { types, safetensors } = JSON.parse(String(exported('expected.json'))) as Record<
  'types' | 'safetensors',
  Record<string, unknown>
>;

const FOLDERS: Readonly<Record<string, string>> = {
  parquet: join(CORPORA, 'parquet'),
  exports: EXPORTS,
};

let server: Served;
beforeAll(async () => {
  server = await serve((request, response) => {
    const [folder = '', ...names] = request.url!.slice(1).split('/');
    sendFile(request, response, readFileSync(join(FOLDERS[folder]!, ...names)));
  });
});
afterAll(() => server[Symbol.asyncDispose]());

const columns = Object.keys(types);

/** The first and the last of each file: what is asked for depends on where columns are, not on what they hold. */
function sampled(from: readonly Entry[]): readonly Entry[] {
  return from.filter(({ file }, i) => from[i - 1]?.file !== file || from[i + 1]?.file !== file);
}

describe('the corpus of Parquet', () => {
  it.each(sampled(entries.filter(({ rows }) => rows)))(
    '$file#$part has the numbers that it has on a disk',
    async ({ file, part, missing = 'error', labels }) => {
      const choice = { input: 'true', part, labels: labels && { names: labels } };
      const options = { missing, web: WEB };
      const near = await read([{ ...choice, path: join(FOLDERS['parquet']!, file) }], options);
      const far = await read([{ ...choice, path: `${server.url}/parquet/${file}` }], options);
      expect(far.rows).toEqual(near.rows);
    },
  );

  it.each(sampled(entries.filter(({ texts }) => texts)))(
    '$file#$part has its texts',
    async (entry) => {
      const path = `${server.url}/parquet/${entry.file}`;
      expect(await readTexts({ path, part: entry.part }, { web: WEB })).toEqual(entry.texts);
    },
  );

  it.each(sampled(entries.filter(({ error, layout }) => error && !layout)))(
    '$file#$part is refused',
    async (entry) => {
      const { file, part, missing = 'error' } = entry;
      const path = `${server.url}/parquet/${file}`;
      const said = await complaint(read([{ input: 'true', path, part }], { missing, web: WEB }));
      expect(said).toContain(entry.error);
    },
  );
});

/** Bytes that were asked for since the last call. */
function askedFor(): number {
  const ranges = server.requests
    .splice(0)
    .map(({ headers }) => /(\d+)-(\d+)/.exec(headers.range!)!);
  return ranges.reduce((sum, [, first, last]) => sum + Number(last) - Number(first) + 1, 0);
}

describe('of a file with many columns', () => {
  it.each([
    ['encodings_1.parquet', 'rle'],
    ['encodings_2.parquet', 'nulls'],
  ])('%s only %s is asked for', async (file, part) => {
    const { length } = readFileSync(join(CORPORA, 'parquet', file));
    const path = `${server.url}/parquet/${file}`;
    askedFor();
    await read([{ input: 'pred', path, part }], { missing: 'nan', web: WEB });
    expect(askedFor()).toBeLessThan(length / 3);
    await read([{ input: 'pred', path }], { missing: 'nan', web: WEB });
    expect(askedFor()).toBeGreaterThan(length / 2);
  });
});

describe.each(['types.arrow', 'types.arrows', 'types-lz4.arrow', 'types-zstd.arrow'])(
  '%s',
  (file) => {
    it.each(columns)('has in %s what it has on a disk', async (part) => {
      const path = { near: join(EXPORTS, file), far: `${server.url}/exports/${file}` };
      const outcomeOf = async (from: string): Promise<unknown> => {
        const choice = { input: 'pred', path: from, part };
        try {
          return (await read([choice], { missing: 'nan', web: WEB })).rows;
        } catch {
          return readTexts({ path: from, part }, { web: WEB });
        }
      };
      expect(await outcomeOf(path.far)).toEqual(await outcomeOf(path.near));
    });
  },
);

describe('archives of arrays', () => {
  const ofSafetensors = Object.keys(safetensors).filter((name) => name !== 'none');

  it.each(ofSafetensors)('have the tensor %s', async (part) => {
    const choice = { input: 'pred', part };
    const near = join(EXPORTS, 'arrays.safetensors');
    const far = `${server.url}/exports/arrays.safetensors`;
    const options = { missing: 'nan' as const, web: WEB };
    expect((await read([{ ...choice, path: far }], options)).rows).toEqual(
      (await read([{ ...choice, path: near }], options)).rows,
    );
  });

  it.each(['recipes/run.npz', 'recipes/keras.npz'])('have all arrays of %s', async (file) => {
    const far = `${server.url}/exports/${file}`;
    const said = await complaint(read([{ input: 'pred', path: far }], { web: WEB }));
    const names = [...said.matchAll(/"(\w+)"/g)].map(([, name]) => name!);
    expect(names.length).toBeGreaterThan(1);
    for (const part of names) {
      const near = await read([{ input: 'pred', path: join(EXPORTS, file), part }], {});
      expect((await read([{ input: 'pred', path: far, part }], { web: WEB })).rows).toEqual(
        near.rows,
      );
    }
  });
});
