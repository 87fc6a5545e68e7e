import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Grouping } from '../../src/suite/grouping.ts';
import { RowBuffer } from '../../src/suite/row-buffer.ts';
import { anySizes, anyTable, blocksOf, type Table } from './table.ts';

describe('Grouping', () => {
  it('divides the rows of every block by their texts', () => {
    fc.assert(
      fc.property(anyTable, anySizes, (table, sizes) => {
        const grouping = new Grouping(['region', 'device']);
        for (const block of blocksOf(table, sizes)) {
          const { order, runs } = grouping.divide(block);
          const seen = runs.flatMap(({ group, start, end }) => {
            const rows = [...order.subarray(start, end)];
            expect(rows).toEqual([...rows].sort((a, b) => a - b));
            for (const row of rows) {
              expect(grouping.groups[group]).toEqual(textsOf(table, block.firstRow - 1 + row));
            }
            return rows;
          });
          expect(seen.sort((a, b) => a - b)).toEqual(
            Array.from({ length: block.rows }, (_, i) => i),
          );
        }
        const groups = grouping.groups.map((texts) => JSON.stringify(texts));
        expect(new Set(groups).size).toBe(groups.length);
      }),
    );
  });

  it('tells texts apart that look the same joined', () => {
    const grouping = new Grouping(['region', 'device']);
    const table = { rows: 2, inputs: {}, texts: { region: ['a,b', 'a'], device: ['c', 'b,c'] } };
    for (const block of blocksOf(table, [2])) grouping.divide(block);
    expect(grouping.groups).toEqual([
      ['a,b', 'c'],
      ['a', 'b,c'],
    ]);
  });

  it('takes columns of so many texts that not every pair of them can have a place', () => {
    const names = (prefix: string): string[] =>
      Array.from({ length: 400 }, (_, i) => `${prefix}${i}`);
    const table = { rows: 400, inputs: {}, texts: { region: names('r'), device: names('d') } };
    const grouping = new Grouping(['region', 'device']);
    for (const block of blocksOf(table, [300])) grouping.divide(block);
    expect(grouping.groups).toEqual(names('r').map((region, i) => [region, `d${i}`]));
  });
});

function textsOf(table: Table, row: number): string[] {
  return [table.texts['region']![row]!, table.texts['device']![row]!];
}

describe('RowBuffer', () => {
  it('hands over the chosen rows in order, in blocks of its capacity', () => {
    const capacities = fc.integer({ min: 1, max: 100 });
    fc.assert(
      fc.property(anyTable, anySizes, capacities, (table, sizes, capacity) => {
        const rows: number[][] = [];
        const counts: number[] = [];
        const buffer = new RowBuffer({ pred: 3, weights: 1 }, capacity, (block) => {
          counts.push(block.rows);
          for (let i = 0; i < block.rows; i++) {
            const { pred, weights } = block.inputs;
            rows.push([block.rowNumbers![i]!, ...pred!.slice(3 * i, 3 * i + 3), weights![i]!]);
          }
        });
        for (const block of blocksOf(table, sizes)) {
          const odd = Int32Array.from({ length: block.rows }, (_, i) => i).filter(
            (i) => i % 2 === 1,
          );
          buffer.add(block, odd, 0, odd.length);
        }
        buffer.flush();
        const { pred, weights } = table.inputs;
        const chosen: number[] = [];
        for (const block of blocksOf(table, sizes)) {
          for (let i = 1; i < block.rows; i += 2) chosen.push(block.firstRow + i);
        }
        expect(rows).toEqual(chosen.map((row) => [row, ...pred![row - 1]!, ...weights![row - 1]!]));
        expect(counts.slice(0, -1).every((count) => count === capacity)).toBe(true);
      }),
    );
  });
});
