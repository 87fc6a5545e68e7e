import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Sums, type SumsJson } from '../../src/reduce/sums.ts';

/** A sample: the group and cell that it adds to, or -1, and what it adds. */
interface Sample {
  readonly group: number;
  readonly cell: number;
  readonly value: number;
}

const samples = fc.array(
  fc.record({
    group: fc.integer({ min: -1, max: 3 }),
    cell: fc.integer({ min: -1, max: 20 }),
    value: fc.double({ noNaN: true, min: -1e9, max: 1e9 }),
  }),
  { maxLength: 40 },
);

function sumsOf(some: readonly Sample[], cellOf = (cell: number): number => cell): Sums {
  const sums = new Sums(1);
  const rows = some.length;
  const groups = Int32Array.from(some, ({ group }) => group);
  const cells = Int32Array.from(some, ({ cell }) => (cell < 0 ? cell : cellOf(cell)));
  const values = Float64Array.from(some, ({ value }) => value);
  const ones = new Float64Array(rows).fill(1);
  sums.add({ rows, values: [ones], cells: [{ cells, values }] }, groups, 4);
  return sums;
}

/** The sum of a cell, where the first of all sums is that of the ones. */
const cellOf = (sums: Sums, cell: number, group: number): number => sums.value(1 + cell, group);

const byHand = (some: readonly Sample[], cell: number, group: number): number =>
  some
    .filter((one) => one.cell === cell && one.group === group)
    .reduce((sum, { value }) => sum + value, 0);

describe('sums of cells', () => {
  it('are of what was added to each, by group', () => {
    fc.assert(
      fc.property(samples, (some) => {
        const sums = sumsOf(some);
        for (let cell = 0; cell < sums.size - 1; cell++) {
          for (let group = 0; group < 4; group++) {
            expect(cellOf(sums, cell, group)).toBeCloseTo(byHand(some, cell, group), 4);
          }
        }
      }),
    );
  });

  it('have the same bits where they are merged from parts, as JSON and with other numbers', () => {
    fc.assert(
      fc.property(samples, samples, (first, second) => {
        const whole = sumsOf([...first, ...second]);
        const renamed = sumsOf(second, (cell) => 20 - cell);
        const merged = sumsOf(first);
        const json = JSON.parse(JSON.stringify(renamed)) as SumsJson;
        merged.merge(
          Sums.fromJSON(json)!,
          undefined,
          Array.from({ length: 21 }, (_, cell) => 20 - cell),
        );
        for (let cell = 0; cell <= 20; cell++) {
          for (let group = 0; group < 4; group++) {
            expect(cellOf(merged, cell, group)).toBe(cellOf(whole, cell, group));
          }
        }
      }),
    );
  });

  it('of all without those of a group are those of the others', () => {
    fc.assert(
      fc.property(samples, fc.nat(3), (some, left) => {
        const sums = sumsOf(some);
        const rest = sums.total().without(sums, left);
        const others = sumsOf(some.filter(({ group }) => group !== left)).total();
        for (let cell = 0; cell <= 20; cell++) {
          expect(cellOf(rest, cell, 0)).toBe(cellOf(others, cell, 0));
        }
      }),
    );
  });
});
