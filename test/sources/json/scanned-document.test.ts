import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { complaint, open, read } from '../reading.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'losscalc-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function fileOf(name: string, document: unknown): Promise<string> {
  const path = join(folder, name);
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  await writeFile(path, text);
  return path;
}

function count(length: number): number[] {
  return Array.from({ length }, (_, i) => i);
}

describe('a long document', () => {
  it('gives more rows than are kept in memory, as they are', async () => {
    // Rows of three numbers, which no block of the temporary file holds a whole number of.
    const rows = 360_000;
    const path = await fileOf('rows.json', {
      pred: count(rows).map((i) => [i, -i, i / 4]),
      true: count(rows),
    });
    const inputs = await open(
      [
        { input: 'true', path, part: 'true', layout: 'scalars' },
        { input: 'pred', path, part: 'pred' },
      ],
      {},
    );
    let row = 0;
    let wrong = 0;
    for await (const block of inputs.blocks()) {
      const { true: truth, pred } = block.inputs;
      for (let i = 0; i < block.rows; i++, row++) {
        const [a, b, c] = pred!.subarray(3 * i);
        if (truth![i] !== row || a !== row || b !== -row || c !== row / 4) wrong++;
      }
    }
    expect([row, wrong]).toEqual([rows, 0]);
  });

  it('is the same from standard input', async () => {
    const text = JSON.stringify({ pred: count(20_000), true: count(20_000).reverse() });
    const { rows } = await read(
      [
        { input: 'true', part: 'true' },
        { input: 'pred', part: 'pred' },
      ],
      { format: 'json', chunks: [text.slice(0, 777), text.slice(777)] },
    );
    expect(rows['pred']!.flat()).toEqual(count(20_000));
    expect(rows['true']!.flat()).toEqual(count(20_000).reverse());
  });

  it('has rows along another axis', async () => {
    const path = await fileOf('axis.json', [count(30_000), count(30_000).map((i) => -i)]);
    const { rows } = await read([{ input: 'pred', path, axis: 0 }], {});
    expect(rows['pred']!.length).toBe(30_000);
    expect(rows['pred']![17]).toEqual([17, -17]);
  });

  it('is refused with the place of what is wrong in it', async () => {
    const numbers = count(30_000).join(',\n');
    const path = await fileOf('wrong.json', `[${numbers},\nx]`);
    expect(await complaint(read([{ input: 'pred', path }], {}))).toMatch(
      /wrong\.json:30001:1: expected a JSON value, found "x"/,
    );
  });

  it('has missing values where these are allowed, and warns of lost digits', async () => {
    const path = await fileOf('odd.json', `[${count(30_000).join()},null,9007199254740993]`);
    const { rows, warnings } = await read([{ input: 'pred', path }], { missing: 'nan' });
    expect(rows['pred']!.flat().slice(-3)).toEqual([29_999, NaN, 2 ** 53]);
    expect(warnings).toEqual([
      expect.stringContaining('"9007199254740993" has more digits than a double holds'),
    ]);
  });

  it('has labels that are numbers, and others that are text', async () => {
    const pred = count(20_000).map(() => [0.25, 0.75]);
    const labels = { names: ['cat', 'dog'] };
    for (const [name, truth] of [
      ['numbers', count(20_000).map((i) => i % 2)],
      ['texts', count(20_000).map((i) => ['cat', 'dog'][i % 2])],
    ] as const) {
      const path = await fileOf(`${name}.json`, { pred, true: truth });
      const { rows } = await read(
        [
          {
            ...{ input: 'true', path, part: 'true', layout: 'scalars' },
            labels: name === 'texts' ? labels : {},
          },
          { input: 'pred', path, part: 'pred' },
        ],
        {},
      );
      expect(rows['true']!.flat()).toEqual(count(20_000).map((i) => i % 2));
    }
  });
});
