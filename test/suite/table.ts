import fc from 'fast-check';
import type { Block, Utf8Texts } from '../../src/tensor/block.ts';

/** Rows of several inputs, and texts of some columns. */
export interface Table {
  readonly rows: number;
  /** By input, so many numbers for each row. */
  readonly inputs: Readonly<Record<string, readonly (readonly number[])[]>>;
  readonly texts: Readonly<Record<string, readonly string[]>>;
}

/** The inputs by name, as a reader of the table would describe them. */
export function tensorsOf({ inputs }: Table): Map<string, { label: string; axes: number[] }> {
  return new Map(
    Object.entries(inputs).map(([name, rows]) => [name, { label: name, axes: [rows[0]!.length] }]),
  );
}

/**
 * The rows of a table in blocks of these sizes, again and again; arrays are reused, and codes are others in each. Texts
 * are in memory in every other block.
 */
export function* blocksOf(table: Table, sizes: readonly number[]): Generator<Block> {
  const arrays = new Map<string, Float64Array>();
  for (let from = 0, k = 0; from < table.rows; k++) {
    const rows = Math.min(sizes[k % sizes.length]!, table.rows - from);
    const inputs = Object.entries(table.inputs).map(([name, values]) => {
      const array = arrays.get(name) ?? new Float64Array(values[0]!.length * Math.max(...sizes));
      arrays.set(name, array.fill(NaN));
      array.set(values.slice(from, from + rows).flat());
      return [name, array] as const;
    });
    const texts = Object.entries(table.texts).map(([name, values]) => {
      const part = values.slice(from, from + rows);
      const distinct = [...new Set(part)].reverse();
      const codes = Float64Array.from(part, (text) => distinct.indexOf(text));
      const utf8 = k % 2 === 1 ? utf8Of(distinct) : undefined;
      return [name, { codes, textOf: (code: number) => distinct[code]!, utf8 }] as const;
    });
    yield {
      rows,
      inputs: Object.fromEntries(inputs),
      texts: Object.fromEntries(texts),
      firstRow: from + 1,
    };
    arrays.forEach((array) => array.fill(NaN));
    from += rows;
  }
}

/** Texts in memory, in the order of their codes. */
export function utf8Of(texts: readonly string[]): Utf8Texts {
  const encoded = texts.map((text) => Buffer.from(text));
  let end = 0;
  const ends = Uint32Array.from(encoded, ({ length }) => (end += length));
  return { bytes: Buffer.concat(encoded), ends };
}

/** The rows of a table that a condition chooses. */
export function filtered(table: Table, chooses: (row: number) => boolean): Table {
  const kept = Array.from({ length: table.rows }, (_, row) => row).filter(chooses);
  const pick = <Value>(columns: Readonly<Record<string, readonly Value[]>>) =>
    Object.fromEntries(
      Object.entries(columns).map(([name, values]) => [name, kept.map((row) => values[row]!)]),
    );
  return { rows: kept.length, inputs: pick(table.inputs), texts: pick(table.texts) };
}

/** Tables of 1 to 40 rows of three positive numbers and weights, with texts of few kinds in two columns. */
export const anyTable: fc.Arbitrary<Table> = fc
  .array(
    fc.record({
      true: fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 3, maxLength: 3 }),
      pred: fc.array(fc.double({ min: 0.01, max: 0.99, noNaN: true }), {
        minLength: 3,
        maxLength: 3,
      }),
      weights: fc.double({ min: 0.1, max: 3, noNaN: true }),
      region: fc.constantFrom('eu', 'us', '', 'süd', '__proto__', 'constructor'),
      device: fc.constantFrom('a', 'b'),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map((rows) => ({
    rows: rows.length,
    inputs: {
      true: rows.map((row) => row.true),
      pred: rows.map((row) => row.pred),
      weights: rows.map(({ weights }) => [weights]),
    },
    texts: {
      region: rows.map(({ region }) => region),
      device: rows.map(({ device }) => device),
    },
  }));

export const anySizes = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 4 });
