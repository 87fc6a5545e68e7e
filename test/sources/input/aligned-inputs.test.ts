import fc from 'fast-check';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Inputs } from '../../../src/sources/index.ts';
import { complaint, open, read } from '../reading.ts';

const folder = mkdtempSync(join(tmpdir(), 'losscalc-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A file with the text; the path. */
function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

async function drain(inputs: Inputs): Promise<void> {
  for await (const block of inputs.blocks()) expect(block.rows).toBeGreaterThan(0);
}

describe('aligned inputs', () => {
  it('have row i of each input side by side, from files of any format, in blocks of any size', async () => {
    const lists = fc.array(fc.tuple(fc.integer(), fc.integer(), fc.integer()), {
      minLength: 1,
      maxLength: 50,
    });
    await fc.assert(
      fc.asyncProperty(lists, fc.integer({ min: 1, max: 20 }), async (samples, blockRows) => {
        const y = file('y.json', JSON.stringify(samples.map(([a]) => a)));
        const p = file('p.csv', samples.map(([, b, c]) => `${b},${c}`).join('\n'));
        const choices = [
          { input: 'true', path: y },
          { input: 'pred', path: p },
        ];
        const { rows, numbers } = await read(choices, { blockRows });
        expect(rows['true']).toEqual(samples.map(([a]) => [a]));
        expect(rows['pred']).toEqual(samples.map(([, b, c]) => [b, c]));
        expect(numbers).toEqual(samples.map((_, i) => i + 1));
      }),
      { numRuns: 50 },
    );
  });

  it('tell a column of text from an input that is called the same', async () => {
    const choices = [
      { input: 'pred', part: 'score' },
      { input: 'pred', part: 'pred', layout: 'text' as const },
      { input: '__proto__', part: 'pred', layout: 'text' as const },
    ];
    for (const chunks of [['score,pred\n1,a\n2,b\n'], ['score,pred\n1,"a"\n2,"b"\n']]) {
      const inputs = await open(choices, { chunks });
      expect([...inputs.tensors.keys()]).toEqual(['pred']);
      expect([...inputs.texts.keys()]).toEqual(['pred', '__proto__']);
      for await (const { inputs: numbers, texts } of inputs.blocks()) {
        expect([...numbers['pred']!]).toEqual([1, 2]);
        for (const { codes, textOf } of Object.values(texts!)) {
          expect(Array.from(codes, textOf)).toEqual(['a', 'b']);
        }
        expect(Object.keys(texts!)).toEqual(['pred', '__proto__']);
      }
    }
  });

  it('have the axes of tensors, and rows along the last of them', async () => {
    const p = file('p.json', '[[[1,2],[3,4],[5,6]],[[7,8],[9,10],[11,12]]]');
    const w = file('w.json', '[[1,2,3],[4,5,6]]');
    const choices = [
      { input: 'pred', path: p },
      { input: 'weights', path: w, layout: 'scalars' as const },
    ];
    const inputs = await open(choices, {});
    expect([...inputs.tensors.values()].map(({ axes }) => axes)).toEqual([[3, 2], [3]]);
    const { rows } = await read(choices, { blockRows: 4 });
    expect(rows['pred']).toEqual([
      [1, 2],
      [3, 4],
      [5, 6],
      [7, 8],
      [9, 10],
      [11, 12],
    ]);
    expect(rows['weights']).toEqual([[1], [2], [3], [4], [5], [6]]);
  });

  it('take one number for one sample', async () => {
    const inputs = await open([{ input: 'pred' }], { chunks: ['42'], format: 'json' });
    expect(inputs.tensors.get('pred')!.axes).toEqual([]);
    expect((await inputs.measure()).get('pred')).toEqual([]);
    expect(
      (await read([{ input: 'pred' }], { chunks: ['42'], format: 'json' })).rows['pred'],
    ).toEqual([[42]]);
  });

  it('keep blocks of very wide rows small', async () => {
    const row = `${'1,'.repeat(99_999)}1\n`;
    const inputs = await open([{ input: 'pred' }], { chunks: [row.repeat(25)] });
    const counts: number[] = [];
    for await (const block of inputs.blocks()) counts.push(block.rows);
    expect(counts).toEqual([1, 10, 10, 4]);
  });

  it('may not differ in their numbers of rows', async () => {
    const t = file('t.csv', '1,2\n3,4\n5,6\n');
    const p = file('q.json', '[[1,2],[3,4]]');
    const inputs = await open(
      [
        { input: 'true', path: t },
        { input: 'pred', path: p },
      ],
      { blockRows: 1 },
    );
    expect(await complaint(drain(inputs))).toBe(
      'shapes differ: true is 3x2, pred is 2x2\n' +
        `  hint: each row must have its counterpart in every input (true from ${t}, pred from ${p})`,
    );
  });

  it('report an unreadable cell after the end of the other input first', async () => {
    const t = file('t.csv', `${'1\n'.repeat(9)}x\n`);
    const p = file('p.csv', '1\n');
    const inputs = await open(
      [
        { input: 'true', path: t },
        { input: 'pred', path: p },
      ],
      { blockRows: 2 },
    );
    expect(await complaint(drain(inputs))).toContain(
      `${t}:10, column 1: expected a number, found "x"`,
    );
  });

  it('measure their whole shapes, but of those that cannot be read', async () => {
    const choices = [
      { input: 'true', path: file('t.csv', '1,2\n'.repeat(10_000)) },
      { input: 'pred', path: file('p.csv', '1,2,3\n'.repeat(20_000)) },
      { input: 'weights', path: file('w.csv', '1\nx\n') },
    ];
    const inputs = await open(choices, {});
    expect([...(await inputs.measure())]).toEqual([
      ['true', [10_000, 2]],
      ['pred', [20_000, 3]],
    ]);
  });
});

describe('missing values', () => {
  const text = 'y,p0,p1\n1,2,3\n,4,5\n6,7,NaN\n8,9,10\nNA,null,-nan\n';
  const choices = [
    { input: 'true', part: 'y' },
    { input: 'pred', part: 'p0-p1' },
  ];

  it.each([1, 2, 3, 4096])(
    'drop their rows from every input, in blocks of %d',
    async (blockRows) => {
      const reading = await read(choices, { chunks: [text], missing: 'skip', blockRows });
      expect(reading).toEqual({
        rows: {
          true: [[1], [8]],
          pred: [
            [2, 3],
            [9, 10],
          ],
        },
        numbers: [1, 4],
        skipped: 3,
        warnings: [],
      });
    },
  );

  it('pass as NaN', async () => {
    const { rows, numbers, skipped } = await read(choices, { chunks: [text], missing: 'nan' });
    expect(rows['true']).toEqual([[1], [NaN], [6], [8], [NaN]]);
    expect(rows['pred']).toEqual([
      [2, 3],
      [4, 5],
      [7, NaN],
      [9, 10],
      [NaN, NaN],
    ]);
    expect(numbers).toEqual([1, 2, 3, 4, 5]);
    expect(skipped).toBe(0);
  });

  it('are an error otherwise', async () => {
    expect(await complaint(read(choices, { chunks: [text] }))).toContain(
      'standard input:3, column "y"',
    );
  });

  it('may leave no row', async () => {
    const reading = await read(choices, { chunks: ['y,p0,p1\n,1,2\n'], missing: 'skip' });
    expect(reading).toEqual({ rows: {}, numbers: [], skipped: 1, warnings: [] });
  });

  it('are null in JSON', async () => {
    const reading = await read(
      [
        { input: 'true', part: 'y' },
        { input: 'pred', part: 'p' },
      ],
      { chunks: ['[{"y":1,"p":null},{"y":2,"p":3}]'], missing: 'skip' },
    );
    expect(reading).toEqual({
      rows: { true: [[2]], pred: [[3]] },
      numbers: [2],
      skipped: 1,
      warnings: [],
    });
  });
});
