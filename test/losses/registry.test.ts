import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loss, losses, type LossDefinition, type Nested } from '../../src/index.ts';
import { parse } from '../../src/formula/index.ts';
import {
  CONVENTIONS,
  FAMILIES,
  type ConventionName,
  type Domain,
} from '../../src/losses/definition.ts';
import { findLoss, spellings } from '../../src/losses/index.ts';
import { kebabCase } from '../../src/names.ts';

/** Every way in which a loss can be computed: a convention, from probabilities or from logits. */
interface Variant {
  readonly definition: LossDefinition;
  readonly compat: ConventionName;
  readonly fromLogits: boolean;
}

const variants: Variant[] = losses.flatMap((definition) =>
  (Object.keys(definition.conventions) as ConventionName[]).flatMap((compat) => {
    const takesLogits = 'fromLogits' in definition.parameters;
    const needsLogits = definition.conventions[compat]!.requires === 'fromLogits';
    const forms = takesLogits ? (needsLogits ? [true] : [false, true]) : [false];
    return forms.map((fromLogits) => ({ definition, compat, fromLogits }));
  }),
);

describe('the registry', () => {
  it('lists every file of a loss', () => {
    const folder = new URL('../../src/losses/', import.meta.url);
    const files = FAMILIES.flatMap((family) => readdirSync(new URL(`${family}/`, folder)));
    expect(files.sort()).toEqual(losses.map(({ name }) => `${name}.ts`).sort());
  });

  it('has every name once', () => {
    const owners = new Map<string, string>();
    for (const definition of losses) {
      for (const name of spellings(definition)) {
        expect(findLoss(name)?.name, name).toBe(definition.name);
        const key = name.toLowerCase().replaceAll(/[-_]/g, '');
        expect(owners.get(key) ?? definition.name, name).toBe(definition.name);
        owners.set(key, definition.name);
      }
    }
  });

  it.each(losses)('$name says what it is', (definition) => {
    expect(definition.name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(definition.summary).toMatch(/^[A-Z].*\.$/);
    expect(definition.summary.length).toBeLessThanOrEqual(90);
    expect(definition.description.length).toBeGreaterThan(80);
    expect(definition.references.length).toBeGreaterThan(0);
    for (const { help } of Object.values(definition.parameters)) {
      expect(help).toMatch(/^[a-z].*[^.]$/);
    }
    const order = CONVENTIONS.filter((name) => name in definition.conventions);
    expect(Object.keys(definition.conventions)).toEqual(order);
    expect(order).toContain('exact');
    for (const convention of Object.values(definition.conventions)) {
      expect(() => parse(convention.formula)).not.toThrow();
      if (convention.requires) expect(definition.parameters).toHaveProperty(convention.requires);
    }
  });

  it('has no parameter that an option of every command is called', () => {
    const taken = [
      'true',
      'pred',
      'weights',
      'compat',
      'dtype',
      'reduction',
      'format',
      'max',
      'min',
    ];
    for (const { parameters } of losses) {
      for (const name of Object.keys(parameters)) expect(taken).not.toContain(kebabCase(name));
    }
  });
});

const label = ({ definition, compat, fromLogits }: Variant): string =>
  `${definition.name} ${compat}${fromLogits ? ' from logits' : ''}`;

describe.each(variants.map((variant) => [label(variant), variant] as const))('%s', (_, variant) => {
  const { definition, compat, fromLogits } = variant;
  const options = { compat, warn: () => undefined, ...(fromLogits ? { fromLogits } : {}) };
  const plain = loss(definition.name, options);
  const sum = loss(definition.name, { ...options, reduction: 'sum' });
  const weighted = loss(definition.name, { ...options, reduction: 'weighted-mean' });
  const single = loss(definition.name, { ...options, dtype: 'float32' });
  const samples = samplesOf(variant);

  it('has a gradient that is the numerical derivative', () => {
    fc.assert(
      fc.property(samples, ({ y, p }) => {
        const gradient = plain.gradient(y, p) as number[][];
        const h = 1e-5;
        p.forEach((row, i) =>
          row.forEach((center, j) => {
            const at = (x: number): number =>
              plain.reduced(
                y,
                p.map((other, k) => (k === i ? other.with(j, x) : other)),
              );
            const numerical = (at(center + h) - at(center - h)) / (2 * h);
            expect(gradient[i]![j]).toBeCloseTo(numerical, 5);
          }),
        );
      }),
      { numRuns: 20 },
    );
  });

  it('does not depend on the order of samples', () => {
    fc.assert(
      fc.property(samples, ({ y, p }) => {
        const reversed = plain.reduced([...y].reverse(), [...p].reverse());
        expect(reversed).toBe(plain.reduced(y, p));
      }),
    );
  });

  it('is what it was with weights of 1, and twice that with weights of 2', () => {
    fc.assert(
      fc.property(samples, ({ y, p }) => {
        const unweighted = sum.reduced(y, p);
        expect(sum.reduced(y, p, { weights: y.map(() => 1) })).toBe(unweighted);
        expect(sum.reduced(y, p, { weights: y.map(() => 2) })).toBe(2 * unweighted);
        expect(weighted.reduced(y, p, { weights: y.map(() => 2) })).toBe(weighted.reduced(y, p));
      }),
    );
  });

  it('stays close to itself in float32', () => {
    fc.assert(
      fc.property(samples, ({ y, p }) => {
        const rounded = single.reduced(y, p);
        expect(Math.fround(rounded)).toBe(rounded);
        expect(rounded).toBeCloseTo(plain.reduced(y, p), 3);
      }),
    );
  });

  it('computes its example', () => {
    const { example } = definition;
    const p = fromLogits ? example.pred.map((row) => row.map(Math.log1p)) : example.pred;
    expect(Number.isNaN(plain.reduced(example.true, p))).toBe(false);
    expect(flat(plain.perSample(example.true, p)).length).toBe(example.true.length);
  });
});

/** Rows of valid inputs, away from the places where a loss has a kink and no derivative. */
function samplesOf({
  definition,
  fromLogits,
}: Variant): fc.Arbitrary<{ y: number[][]; p: number[][] }> {
  const { inputs } = definition;
  const narrowest = inputs.true === 'distribution' ? 2 : 1;
  const row = (domain: Domain, length: number): fc.Arbitrary<number[]> => {
    const [min, max] = domain === 'real' ? [-300, 300] : [5, 95];
    const digits = fc.array(fc.integer({ min, max }), { minLength: length, maxLength: length });
    return digits.map((xs) => {
      if (domain === 'real') return xs.map((x) => x / 100 + 0.001234);
      const total = xs.reduce((a, b) => a + b);
      return xs.map((x) => (domain === 'distribution' ? x / total : x / 100));
    });
  };
  // Targets sit on another grid than predictions, so that no error is 0 or exactly at a threshold.
  const offGrid = (rows: number[][]): number[][] =>
    inputs.true === 'real' ? rows.map((xs) => xs.map((x) => x + 0.005678)) : rows;
  const sizes = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: narrowest, max: 4 }));
  return sizes.chain(([n, width]) => {
    const rows = { minLength: n, maxLength: n };
    return fc.record({
      y: fc.array(row(inputs.true, width), rows).map(offGrid),
      p: fc.array(row(fromLogits ? 'real' : inputs.pred, width), rows),
    });
  });
}

function flat(nested: Nested): number[] {
  return Array.isArray(nested) ? nested.flatMap(flat) : [nested];
}
