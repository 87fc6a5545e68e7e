import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Grouping } from '../../src/suite/grouping.ts';
import { RowSorter } from '../../src/suite/row-sorter.ts';
import type { Block, Utf8Texts } from '../../src/tensor/block.ts';
import { anySizes, anyTable, blocksOf, utf8Of, type Table } from './table.ts';

describe('Grouping', () => {
  it('divides the rows of every block by their texts', () => {
    fc.assert(
      fc.property(anyTable, anySizes, (table, sizes) => {
        const grouping = new Grouping(['region', 'device']);
        const met: string[] = [];
        for (const block of blocksOf(table, sizes)) {
          const groups = grouping.groupsOf(block);
          for (let i = 0; i < block.rows; i++) {
            const texts = textsOf(table, block.firstRow - 1 + i);
            expect(grouping.textsOf(groups[i]!)).toEqual(texts);
            met.push(JSON.stringify(texts));
          }
        }
        expect(textsOfAll(grouping).map((texts) => JSON.stringify(texts))).toEqual([
          ...new Set(met),
        ]);
      }),
    );
  });

  it('numbers groups in the order of their rows, in blocks that have their texts in common, too', () => {
    const utf8 = utf8Of(['a', 'b', 'c', 'd']);
    const blockOf = (codes: number[], texts: Utf8Texts): Block => {
      const column = { codes: Float64Array.from(codes), textOf: () => '', utf8: texts };
      return { rows: codes.length, inputs: {}, texts: { key: column }, firstRow: 1 };
    };
    const grouping = new Grouping(['key']);
    const groupsOf = (codes: number[], texts: Utf8Texts): number[] => [
      ...grouping.groupsOf(blockOf(codes, texts)).subarray(0, codes.length),
    ];
    expect(groupsOf([3, 1, 3], utf8)).toEqual([0, 1, 0]);
    expect(groupsOf([0, 1], utf8)).toEqual([2, 1]);
    expect(groupsOf([0, 1, 0], utf8Of(['b', 'e']))).toEqual([1, 3, 1]);
    expect(groupsOf([2], utf8)).toEqual([4]);
    expect(textsOfAll(grouping)).toEqual([['d'], ['b'], ['a'], ['e'], ['c']]);
  });

  it('refuses more groups than were allowed', () => {
    const grouping = new Grouping(['region', 'device']);
    const texts = { region: ['a', 'b', 'a'], device: ['x', 'x', 'y'] };
    for (const block of blocksOf({ rows: 3, inputs: {}, texts }, [3])) grouping.groupsOf(block);
    grouping.requireAtMost(3, 'no more');
    expect(() => grouping.requireAtMost(2, 'there is no room')).toThrow(
      'segments by column region, column device: expected at most 2 segments, found more; there is no room',
    );
  });

  it('tells texts apart that look the same joined', () => {
    const grouping = new Grouping(['region', 'device']);
    const table = { rows: 2, inputs: {}, texts: { region: ['a,b', 'a'], device: ['c', 'b,c'] } };
    for (const block of blocksOf(table, [2])) grouping.groupsOf(block);
    expect(textsOfAll(grouping)).toEqual([
      ['a,b', 'c'],
      ['a', 'b,c'],
    ]);
  });

  it('takes so many columns that no number has a place for all of their texts', () => {
    const columns = ['a', 'b', 'c', 'd', 'e'];
    const rows = 6000;
    const texts = Object.fromEntries(
      columns.map((name, k) => {
        return [
          name,
          Array.from({ length: rows }, (_, i) => (i < 3000 ? `${k}:${i}` : `${i % 2}`)),
        ];
      }),
    );
    const grouping = new Grouping(columns);
    for (const block of blocksOf({ rows, inputs: {}, texts }, [rows])) {
      const groups = grouping.groupsOf(block);
      const found = Array.from({ length: rows }, (_, i) => grouping.textsOf(groups[i]!));
      expect(found).toEqual(
        Array.from({ length: rows }, (_, i) => columns.map((c) => texts[c]![i])),
      );
    }
  });

  it('takes columns of so many texts that not every pair of them can have a place', () => {
    const names = (prefix: string): string[] =>
      Array.from({ length: 400 }, (_, i) => `${prefix}${i}`);
    const table = { rows: 400, inputs: {}, texts: { region: names('r'), device: names('d') } };
    const grouping = new Grouping(['region', 'device']);
    const groups = [...blocksOf(table, [300])].flatMap((block) => [
      ...grouping.groupsOf(block).subarray(0, block.rows),
    ]);
    expect(groups).toEqual(Array.from({ length: 400 }, (_, i) => i));
    expect(textsOfAll(grouping)).toEqual(names('r').map((region, i) => [region, `d${i}`]));
  });
});

describe('RowSorter', () => {
  it('hands over all rows of each group in order, whatever the blocks', () => {
    const groupCounts = fc.integer({ min: 1, max: 5 });
    fc.assert(
      fc.property(anyTable, anySizes, groupCounts, (table, sizes, count) => {
        const rows: number[][][] = Array.from({ length: count }, () => []);
        const sorter = new RowSorter({ pred: 3, weights: 1 }, (group, block) => {
          const { pred, weights } = block.inputs;
          expect(block.rows).toBeGreaterThan(0);
          for (let i = 0; i < block.rows; i++) {
            rows[group]!.push([...pred!.slice(3 * i, 3 * i + 3), weights![i]!]);
          }
        });
        const groupOf = (row: number): number => (7 * row) % count;
        for (const block of blocksOf(table, sizes)) {
          const groups = Int32Array.from({ length: block.rows }, (_, i) => {
            return groupOf(block.firstRow - 1 + i);
          });
          sorter.add(block, groups, count);
        }
        sorter.flush();
        const { pred, weights } = table.inputs;
        const all = pred!.map((numbers, row) => [...numbers, ...weights![row]!]);
        rows.forEach((ofGroup, group) => {
          expect(ofGroup).toEqual(all.filter((_, row) => groupOf(row) === group));
        });
      }),
    );
  });

  it('gathers rows until there are many of each group', () => {
    const counts: number[] = [];
    const sorter = new RowSorter({ pred: 1 }, (_, { rows }) => counts.push(rows));
    const block = { rows: 100, inputs: { pred: new Float64Array(100) }, firstRow: 1 };
    const groups = Int32Array.from({ length: 100 }, (_, i) => i % 2);
    for (let k = 0; k < 7; k++) sorter.add(block, groups, 2);
    expect(counts).toEqual([250, 250]);
    sorter.flush();
    expect(counts).toEqual([250, 250, 100, 100]);
  });
});

function textsOfAll(grouping: Grouping): (readonly string[])[] {
  return Array.from({ length: grouping.count }, (_, group) => grouping.textsOf(group));
}

function textsOf(table: Table, row: number): string[] {
  return [table.texts['region']![row]!, table.texts['device']![row]!];
}
