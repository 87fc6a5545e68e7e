import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { UserError } from '../../../src/messages/errors.ts';
import { EXPORTS, exported } from '../../support/exports.ts';
import { complaint, cut, open, read, readTexts } from '../reading.ts';

interface Expected {
  readonly types: Readonly<Record<string, readonly Value[]>>;
  readonly deltas: { readonly word: readonly string[] };
}
type Value = string | number | boolean | null | readonly (number | null)[];

const { types, deltas } = JSON.parse(String(exported('expected.json'))) as Expected;
const isText = (value: Value): boolean => typeof value === 'string';
const numbers = Object.entries(types).filter(([, values]) => !values.some(isText));
const texts = Object.entries(types).filter(([, values]) => values.some(isText));
const FILES = ['types.arrow', 'types.arrows', 'types-lz4.arrow', 'types-zstd.arrow'];

const folder = mkdtempSync(join(tmpdir(), 'losscalc-arrow-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The rows that values are: a missing list has as many missing numbers as the others have. */
function rowsOf(values: readonly Value[]): number[][] {
  const width = values.find(Array.isArray)?.length ?? 1;
  return values.map((value) => {
    if (Array.isArray(value)) return value.map((x: number | null) => x ?? NaN);
    return new Array<number>(width).fill(value === null ? NaN : Number(value));
  });
}

async function outcome(bytes: Uint8Array, part: string, path?: string): Promise<unknown> {
  try {
    const choice = { input: 'pred', part, ...(path !== undefined && { path }) };
    return (await read([choice], { chunks: [bytes], format: 'arrow', missing: 'nan' })).rows;
  } catch (error) {
    if (error instanceof UserError) return 'refused';
    throw error;
  }
}

describe.each(FILES)('%s, as pyarrow writes it', (file) => {
  it.each(numbers)('has the numbers of column %s', async (part, values) => {
    const path = join(EXPORTS, file);
    for (const from of [{ path }, {}]) {
      const chunks = cut(exported(file), [0.001, 0.3, 0.31, 0.9]);
      const { rows } = await read([{ input: 'pred', part, ...from }], { missing: 'nan', chunks });
      expect(rows['pred']).toEqual(rowsOf(values));
    }
  });

  it.each(texts)(
    'has the texts of column %s, times in the form of ISO 8601',
    async (part, values) => {
      const path = join(EXPORTS, file);
      expect(await readTexts({ path, part }, {})).toEqual(values.map((value) => value ?? ''));
    },
  );

  it('writes booleans as those of Parquet are, where they are keys or segments', async () => {
    const written = types['bool']!.map((value) => String(value ?? ''));
    expect(await readTexts({ path: join(EXPORTS, file), part: 'bool' }, {})).toEqual(written);
  });

  it('says what is no number', async () => {
    const found = await Promise.all(
      ['text', 'day', 'us', 'bytes', 'maps', 'union', 'runs'].map(async (part) => {
        const path = join(EXPORTS, file);
        const message = await complaint(read([{ input: 'pred', path, part }], {}));
        return /found .*/.exec(message)?.[0];
      }),
    );
    expect(found).toEqual([
      'found text',
      'found times (date32)',
      'found times (timestamp[us, UTC])',
      'found bytes',
      'found a map',
      'found a union',
      'found values encoded as runs',
    ]);
  });
});

describe('record batches', () => {
  it.each(['lz4', 'zstd'])(
    'follow one another, compressed with %s and also empty',
    async (codec) => {
      const path = join(EXPORTS, `batches-${codec}.arrows`);
      const { rows } = await read(
        [
          { input: 'true', path, part: 'y', layout: 'scalars' },
          { input: 'pred', path, part: 'p' },
        ],
        {},
      );
      expect(rows['true']).toEqual(Array.from({ length: 20000 }, (_, i) => [i % 3]));
      expect(rows['pred']).toEqual(
        Array.from({ length: 20000 }, (_, i) => [((i * 7) % 1000) / 1000]),
      );
      const groups = await readTexts({ path, part: 'group' }, {});
      expect(groups).toEqual(Array.from({ length: 20000 }, (_, i) => `g${i % 5}`));
    },
  );

  it('may add to a dictionary, or replace it', async () => {
    const choice = { path: join(EXPORTS, 'deltas.arrows'), part: 'word' };
    expect(await readTexts(choice, {})).toEqual(deltas.word);
    expect(await readTexts(choice, { blockRows: 1 })).toEqual(deltas.word);
  });

  it('are read of what pandas and polars write', async () => {
    const y = [[0], [1], [1]];
    const p = [[0.1], [0.8], [0.7]];
    for (const file of ['pandas.feather', 'polars.arrow', 'polars.arrows']) {
      const path = join(EXPORTS, file);
      const { rows } = await read(
        [
          { input: 'true', path, part: 'y' },
          { input: 'pred', path, part: 'p' },
        ],
        {},
      );
      expect(rows).toEqual({ true: y, pred: p });
    }
    const path = join(EXPORTS, 'polars.arrow');
    expect(await readTexts({ path, part: 'region' }, {})).toEqual([
      'n',
      's',
      'a region with a long name',
    ]);
    const { rows } = await read([{ input: 'pred', path, part: 'scores' }], {});
    expect(rows['pred']).toEqual([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
  });

  it('without rows are no input', async () => {
    const path = join(EXPORTS, 'empty.arrows');
    expect(await complaint(read([{ input: 'pred', path, part: 'y' }], {}))).toContain('no rows');
  });
});

describe('values', () => {
  it('that are missing are refused with their place, as the policy says', async () => {
    const path = join(EXPORTS, 'types.arrow');
    expect(await complaint(read([{ input: 'pred', path, part: 'f64' }], {}))).toContain(
      'types.arrow, row 3, column "f64": expected a number, found "null"',
    );
    const skipped = await read([{ input: 'pred', path, part: 'f64' }], { missing: 'skip' });
    expect(skipped.numbers).toEqual([1, 2, 4]);
  });

  it('that a double does not hold are warned of', async () => {
    const path = join(EXPORTS, 'large.feather');
    const { warnings } = await read([{ input: 'pred', path, part: 'y' }], {});
    expect(warnings).toEqual([
      expect.stringContaining('row 1, column "y": "9007199254740993" has more digits'),
    ]);
  });

  it('are known by the dtype of their columns', async () => {
    const path = join(EXPORTS, 'types.arrow');
    const dtypes: unknown[] = [];
    for (const part of ['f16', 'f32,list', 'f32,f64', 'i8', 'bool']) {
      const inputs = await open([{ input: 'pred', path, part }], {});
      dtypes.push(inputs.tensors.get('pred')!.dtype);
      await inputs.close();
    }
    expect(dtypes).toEqual(['float16', 'float32', undefined, 'int8', undefined]);
  });

  it('of lists must be as many in every row', async () => {
    const stream = exported('types.arrows');
    const at = stream.indexOf(Buffer.from(Int32Array.of(0, 2, 4, 4, 6).buffer));
    const bytes = Buffer.from(stream);
    bytes.writeInt32LE(3, at + 4);
    const options = { chunks: [bytes], missing: 'nan' } as const;
    expect(await complaint(read([{ input: 'pred', part: 'list' }], options))).toContain(
      'row 2, column "list": expected a list of 3, as in the first row, found one of 1',
    );
  });
});

describe('what is damaged', () => {
  it('is refused where it was cut, wherever that is', async () => {
    const path = join(folder, 'cut.arrow');
    for (const file of ['polars.arrow', 'deltas.arrows']) {
      const whole = exported(file);
      for (let length = 1; length < whole.length; length += 13) {
        writeFileSync(path, whole.subarray(0, length));
        for (const from of [{ path }, {}]) {
          const chunks = [whole.subarray(0, length)];
          const choice = { input: 'pred', part: 'y', ...from };
          const warnings: string[] = [];
          const warn = (message: string): void => void warnings.push(message);
          const refused = await complaint(read([choice], { chunks, format: 'arrow', warn })).catch(
            () => undefined,
          );
          const isToldOf = refused !== undefined || warnings.some((w) => w.includes('no mark'));
          expect(isToldOf, `${file} of ${length} bytes`).toBe(true);
        }
      }
    }
  });

  it('is an error or other numbers where a byte is another, never a fault', async () => {
    const path = join(folder, 'flipped.arrow');
    for (const file of ['polars.arrow', 'types-lz4.arrow', 'types-zstd.arrow', 'deltas.arrows']) {
      const whole = exported(file);
      const part = file.startsWith('types') ? 'f64,dict,list,fixed,text' : '1-2';
      for (let at = 0; at < whole.length; at += 7) {
        const bytes = Buffer.from(whole);
        bytes[at]! ^= at % 2 === 0 ? 0xff : 1 << (at % 8);
        if (at % 3 === 0) writeFileSync(path, bytes);
        await outcome(bytes, part, at % 3 === 0 ? path : undefined);
      }
    }
  }, 60_000);

  it('is met with where and what to do', async () => {
    const bytes = exported('polars.arrow');
    const chunks = [bytes.subarray(0, bytes.length - 20)];
    expect(await complaint(read([{ input: 'pred', part: 'y' }], { chunks }))).toBe(
      'standard input: expected the end of the Arrow data, found the end of the file\n' +
        '  hint: the Arrow file is damaged or cut short; write or copy it again',
    );
  });
});
