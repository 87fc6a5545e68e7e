import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ExactSum } from '../../src/reduce/exact-sum.ts';
import { ExactSums } from '../../src/reduce/exact-sums.ts';
import { Sums, type Terms } from '../../src/reduce/sums.ts';
import {
  exactText,
  quotient,
  readExactText,
  roundedQuotient,
  toUnits,
} from '../../src/reduce/units.ts';

const anyDouble = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.double({ min: -10, max: 10, noNaN: true }),
  fc.constantFrom(0, -0, 5e-324, -5e-324, 1.7976931348623157e308, -1.7976931348623157e308),
);

/** Samples with two terms each, what they count, and the group that each belongs to. */
const anySamples = fc
  .array(fc.tuple(anyDouble, anyDouble, fc.integer({ min: 0, max: 3 }), fc.nat(6)), {
    minLength: 1,
    maxLength: 60,
  })
  .map((rows) => ({
    values: [0, 1].map((k) => Float64Array.from(rows, (row) => row[k]!)),
    counts: Float64Array.from(rows, (row) => row[2]),
    groups: Int32Array.from(rows, (row) => row[3] - 1),
  }));
interface Samples {
  readonly values: Float64Array[];
  readonly counts: Float64Array;
  readonly groups: Int32Array;
}

function part({ values, counts }: Samples, from: number, to: number): Terms {
  return {
    rows: to - from,
    values: values.map((column) => column.subarray(from, to)),
    counts: counts.subarray(from, to),
  };
}

function grouped(samples: Samples, from = 0, to = samples.counts.length): Sums {
  const sums = new Sums(2);
  sums.add(part(samples, from, to), samples.groups.subarray(from, to), 6);
  return sums;
}

function whole(samples: Samples, from = 0, to = samples.counts.length): Sums {
  const sums = new Sums(2);
  sums.add(part(samples, from, to));
  return sums;
}

describe('ExactSums', () => {
  it('sums each group as a sum of its own does', () => {
    fc.assert(
      fc.property(anySamples, ({ values, groups }) => {
        const sums = new ExactSums();
        sums.add(values[0]!, groups, groups.length, 6);
        for (let group = 0; group < 6; group++) {
          const alone = new ExactSum();
          values[0]!.forEach((value, i) => {
            if (groups[i] === group) alone.add(value);
          });
          expect(sums.of(group).units).toBe(alone.units);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('chooses other units where numbers grow or shrink, and loses no bit', () => {
    const sums = new ExactSums();
    const alone = new ExactSum();
    const groups = new Int32Array(5000);
    for (const scale of [1e-250, 1e-3, 1e200, 1, 1e-308]) {
      const values = Float64Array.from(groups, (_, i) => (((i * 7919) % 1013) / 1013) * scale);
      sums.add(values, groups, values.length, 1);
      alone.addAll(values, values.length);
    }
    expect(sums.of(0).units).toBe(alone.units);
  });

  it('empties what would not add up without error in doubles any more', () => {
    const sums = new ExactSums();
    const values = new Float64Array(2 ** 20).fill(1 - 2 ** -53);
    const groups = new Int32Array(2 ** 20);
    for (let i = 0; i < 6; i++) sums.add(values, groups, values.length, 1);
    const each = 2n ** 1074n - 2n ** (1074n - 53n);
    expect(sums.of(0).units).toBe(6n * 2n ** 20n * each);
  });

  it('empties groups of many numbers alone, and those that become one of many', () => {
    const values = new Float64Array(2 ** 20).fill(1 - 2 ** -53);
    const groups = Int32Array.from(values, (_, i) => (i % 16 === 0 ? 1 + ((i / 16) % 1024) : 0));
    const sums = new ExactSums();
    for (let i = 0; i < 12; i++) sums.add(values, groups, values.length, 1025);
    const each = 2n ** 1074n - 2n ** (1074n - 53n);
    expect(sums.of(0).units).toBe(12n * 15n * 2n ** 16n * each);
    expect(sums.of(1024).units).toBe(12n * 64n * each);
    const total = new ExactSums();
    total.merge(sums, () => 0);
    expect(total.of(0).units).toBe(12n * 2n ** 20n * each);
  });

  it('keeps NaN and infinities to their groups', () => {
    const sums = new ExactSums();
    sums.add(Float64Array.of(1, NaN, Infinity, 2), Int32Array.of(0, 1, 2, 0), 4, 3);
    expect([0, 1, 2].map((group) => sums.of(group).special)).toEqual([0, NaN, Infinity]);
    expect(sums.of(0).units).toBe(3n << 1074n);
  });
});

describe('roundedQuotient', () => {
  /** Few bits at few places, so that sums are often halfway between doubles, or nearly. */
  const anySparse = fc
    .tuple(fc.constantFrom(-3, -1, 0, 1, 5), fc.constantFrom(0, 0, 0, 53, 54, 106, 107))
    .map(([digit, place]) => digit * 2 ** -place);
  const anyPart = fc.oneof(anySparse, fc.double({ min: -1, max: 1, noNaN: true }));
  const anyDivisor = fc.oneof(
    fc.integer({ min: 1, max: 1000 }),
    fc.constantFrom(3, 0.7, -1, 1e17, 0, -0, NaN, Infinity),
  );

  it('is the nearest double wherever it is one', () => {
    fc.assert(
      fc.property(anyPart, anyPart, anyPart, anyDivisor, (a, b, c, divisor) => {
        const [middle, small] = [b * 2 ** -50, c * 2 ** -80];
        const units = toUnits(a) + toUnits(middle) + toUnits(small);
        const exact = quotient({ units, special: 0 }, divisor);
        expect([exact, undefined]).toContain(roundedQuotient(a, middle, small, divisor));
      }),
      { numRuns: 5000 },
    );
  });

  it('leaves what is divided by 0 to others', () => {
    for (const divisor of [0, -0, NaN]) {
      expect(roundedQuotient(0, 0, 0, divisor)).toBeUndefined();
      expect(roundedQuotient(1, 0, 0, divisor)).toBeUndefined();
    }
  });

  it('is one for nearly all sums, and none just below the middle between a power of two and the double below', () => {
    const means = Array.from({ length: 1000 }, (_, i) =>
      roundedQuotient(i / 7, i * 2 ** -60, 0, 9),
    );
    expect(means.filter((mean) => mean === undefined)).toHaveLength(0);
    expect(roundedQuotient(2 ** 54, -1, -(2 ** -53), 1)).toBeUndefined();
  });
});

describe('Sums', () => {
  it('are the same in any split and any order', () => {
    fc.assert(
      fc.property(anySamples, fc.nat(60), fc.boolean(), (samples, cut, isSwapped) => {
        const at = Math.min(cut, samples.counts.length);
        for (const make of [grouped, whole]) {
          const parts = [make(samples, 0, at), make(samples, at)];
          const [first, second] = isSwapped ? parts.toReversed() : parts;
          first!.merge(second!);
          expect(first!.toJSON()).toEqual(make(samples).toJSON());
        }
      }),
      { numRuns: 300 },
    );
  });

  it('of all groups together are those without groups', () => {
    fc.assert(
      fc.property(anySamples, (samples) => {
        const inGroups = { ...samples, groups: samples.groups.map((group) => Math.max(0, group)) };
        expect(grouped(inGroups).total().toJSON()).toEqual(whole(samples).toJSON());
      }),
    );
  });

  it('without a group are those of the others', () => {
    fc.assert(
      fc.property(anySamples, fc.nat(5), (samples, group) => {
        const others = { ...samples, groups: samples.groups.map((g) => (g === group ? -1 : g)) };
        const sums = grouped(samples);
        expect(sums.total().without(sums, group).toJSON()).toEqual(
          grouped(others).total().toJSON(),
        );
      }),
    );
  });

  it('are read from JSON as they were written', () => {
    fc.assert(
      fc.property(anySamples, (samples) => {
        const json = JSON.stringify(grouped(samples));
        const read = Sums.fromJSON(JSON.parse(json) as ReturnType<Sums['toJSON']>)!;
        expect(JSON.stringify(read)).toBe(json);
        read.merge(grouped(samples));
        const twice = grouped(samples);
        twice.merge(grouped(samples));
        expect(read.toJSON()).toEqual(twice.toJSON());
      }),
    );
  });

  it('count rows as 1 each where nothing is said, and those of no group not at all', () => {
    const sums = new Sums(1);
    sums.add({ rows: 3, values: [Float64Array.of(1, 2, 4)] }, Int32Array.of(1, -1, 1), 2);
    expect([sums.rows(1), sums.count(1), sums.value(0, 1)]).toEqual([2, 2, 5]);
    expect([sums.rows(0), sums.count(0), sums.value(0, 0)]).toEqual([0, 0, 0]);
  });

  it('of numbers whose sum overflows divide without doing so', () => {
    const sums = new Sums(1);
    sums.add({ rows: 2, values: [Float64Array.of(1.5e308, 1.5e308)] });
    expect(sums.value(0)).toBe(Infinity);
    expect(sums.quotient(0, 2)).toBe(1.5e308);
  });

  it('that are none are not read', () => {
    const json = { rows: [1], counts: ['0x1p0'], values: [['0x1p0']], cells: [] };
    expect(Sums.fromJSON(json)?.value(0)).toBe(1);
    expect(Sums.fromJSON({ ...json, values: [['1']] })).toBeUndefined();
    expect(Sums.fromJSON({ ...json, counts: [] })).toBeUndefined();
  });
});

describe('exact texts', () => {
  it.each([
    [1, '0x1p0'],
    [-0.75, '-0x3p-2'],
    [0, '0x0p0'],
    [5e-324, '0x1p-1074'],
    [96, '0x3p5'],
    [NaN, 'NaN'],
    [-Infinity, '-Infinity'],
  ])('of %d is %s', (value, text) => {
    const sum = new ExactSum();
    sum.add(value);
    expect(exactText(sum)).toBe(text);
    expect(readExactText(text)).toEqual({ units: sum.units, special: sum.special });
  });

  it.each(['', '1', '0x1', '0x1p', '0xgp0', '0x1p-1075', ' 0x1p0', '0x1p999999'])(
    'are not %j',
    (text) => {
      expect(readExactText(text)).toBeUndefined();
    },
  );
});
