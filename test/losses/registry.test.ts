import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lossNamed, losses, type Loss, type LossDefinition, type Result } from '../../src/index.ts';
import {
  CONVENTIONS,
  FAMILIES,
  usualConvention,
  type ConventionName,
} from '../../src/losses/definition.ts';
import { findLoss, spellings } from '../../src/losses/names.ts';
import { inputsOf } from '../../src/losses/inputs.ts';
import { kebabCase } from '../../src/messages/names.ts';
import { ExactSum } from '../../src/reduce/exact-sum.ts';
import { arbitraryInputs, exampleOf, type Given } from '../support/arbitrary-inputs.ts';

/** Every way in which a loss can be computed: a convention, from probabilities or from logits. */
interface Variant {
  readonly definition: LossDefinition;
  readonly compat: ConventionName;
  readonly fromLogits: boolean;
}

const variants: Variant[] = losses.flatMap((definition) =>
  (Object.keys(definition.conventions) as ConventionName[]).flatMap((compat) => {
    const { only = CONVENTIONS } = definition.parameters['fromLogits'] ?? { only: [] };
    const needsLogits = definition.conventions[compat]!.requires === 'fromLogits';
    const forms = only.includes(compat) ? (needsLogits ? [true] : [false, true]) : [false];
    return forms.map((fromLogits) => ({ definition, compat, fromLogits }));
  }),
);

describe('the registry', () => {
  it('lists every file of a loss, wherever it lies, and finds it in the folder of its family', () => {
    const folder = new URL('../../src/losses/', import.meta.url);
    const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    const files = paths.filter((path) => {
      const isOfFamily = FAMILIES.some((family) => path.startsWith(`${family}/`));
      const isDefinition = (): boolean =>
        readFileSync(new URL(path, folder), 'utf8').includes(' defineLoss(');
      return path.endsWith('.ts') && (isOfFamily || isDefinition());
    });
    expect(files.sort()).toEqual(losses.map(({ family, name }) => `${family}/${name}.ts`).sort());
  });

  it('has every name and alias once, and no API name for a loss that another is called', () => {
    const owners = new Map<string, string>();
    for (const { name, aliases } of losses) {
      for (const spelling of [name, ...aliases]) {
        const key = spelling.toLowerCase().replaceAll(/[-_]/g, '');
        expect(owners.get(key) ?? name, spelling).toBe(name);
        owners.set(key, name);
        expect(findLoss(spelling)?.name).toBe(name);
      }
    }
    for (const definition of losses) {
      for (const spelling of spellings(definition)) {
        const found = findLoss(spelling)?.name;
        const owner = owners.get(spelling.toLowerCase().replaceAll(/[-_]/g, ''));
        if (owner !== undefined) expect(found).toBe(owner);
      }
    }
  });

  it.each(losses)('$name says what it is', (definition) => {
    expect(definition.name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(definition.summary).toMatch(/^[A-Z].*\.$/);
    expect(definition.summary.length, 'characters of a summary').toBeLessThanOrEqual(90);
    expect(definition.description.length, 'characters of a description').toBeGreaterThan(80);
    expect(definition.references.length).toBeGreaterThan(0);
    for (const { help } of Object.values(definition.parameters)) {
      expect(help).toMatch(/^[a-z].*[^.]$/);
    }
    // The first is the default, which each loss chooses for itself.
    const [usual, ...others] = Object.keys(definition.conventions);
    expect(usualConvention(definition)).toBe(usual);
    expect(others).toEqual(CONVENTIONS.filter((name) => others.includes(name)));
    expect(definition.conventions).toHaveProperty('exact');
    for (const { requires, logitsOnly = [], defaults = {} } of Object.values(
      definition.conventions,
    )) {
      const named = [...(requires ? [requires] : []), ...logitsOnly, ...Object.keys(defaults)];
      for (const name of named) expect(definition.parameters).toHaveProperty(name);
    }
  });

  it('has no parameter or input that an option of every command is called', () => {
    const taken = ['weights', 'mask', 'compat', 'dtype', 'reduction', 'format', 'max', 'min'];
    for (const { parameters, inputs } of losses) {
      const names = [...Object.keys(parameters), ...Object.keys(inputs)];
      for (const name of names) expect(taken).not.toContain(kebabCase(name));
    }
  });
});

/** Frameworks that multiply a target of 0 by the logarithm of 0, as their conventions' notes say. */
const NAN_AT_EDGES = new Set(['kl-divergence torch', 'kl-divergence optax']);

/** Those of a factor that is a constant to their gradient, as their descriptions say. */
const WITH_CONSTANT_WEIGHT = new Set(['complete-iou torchvision', 'lambda-rank lightgbm']);

/** Those whose own arithmetic overflows in float32 long before the loss does, as their notes say. */
const OVERFLOWS_IN_FLOAT32 = new Set(['crps-logistic scoringrules']);

/** Those that look at the first samples of a label only. */
const MINDS_ORDER = new Set(['n-pairs']);

const label = ({ definition, compat, fromLogits }: Variant): string =>
  `${definition.name} ${compat}${fromLogits ? ' from logits' : ''}`;

describe.each(variants.map((variant) => [label(variant), variant] as const))('%s', (_, variant) => {
  const { definition, compat, fromLogits } = variant;
  const { requires } = definition.conventions[compat]!;
  const needed = requires === undefined ? {} : { [requires]: true };
  const options = { compat, warn: () => undefined, ...(fromLogits ? { fromLogits } : needed) };
  const plain = lossNamed(definition.name, options);
  const inputs = arbitraryInputs(definition, fromLogits, compat);
  const isBatchLevel = evaluate(plain, exampleOf(definition)).perSample === undefined;

  const isSingle = definition.conventions[compat]!.dtype === 'float32';

  // Between labels there are no values to take a derivative of.
  const isLabel = inputsOf(definition).get('pred')!.domain === 'label';

  const isConstant = WITH_CONSTANT_WEIGHT.has(label(variant));

  it.skipIf(isSingle || isLabel || isConstant)(
    'has a gradient that is the numerical derivative',
    () => {
      // So small that a kink between two values drawn at random is hardly ever met.
      const h = 1e-6;
      const check = (given: Given): void => {
        const { gradient } = evaluate(plain, given, { gradient: true });
        const slopes = nudges(given['pred']!).map(
          (nudged) =>
            (valueAt(plain, given, nudged(h)) - valueAt(plain, given, nudged(-h))) / (2 * h),
        );
        slopes.forEach((slope, i) => {
          const tolerance = 1e-4 * Math.max(1, Math.abs(slope));
          expect(Math.abs(gradient!.values[i]! - slope)).toBeLessThanOrEqual(tolerance);
        });
      };
      fc.assert(fc.property(inputs, check), { numRuns: 8 });
    },
  );

  it.skipIf(MINDS_ORDER.has(definition.name))('does not depend on the order of samples', () => {
    const check = (given: Given): void => {
      const reversed = mapValues(given, (rows) => [...rows].reverse());
      const [before, after] = [evaluate(plain, given), evaluate(plain, reversed)];
      expect(after.result!).toBeCloseTo(before.result!, 10);
      const losses = [...(before.perSample?.values ?? [])].reverse();
      losses.forEach((loss, i) => expect(after.perSample!.values[i]).toBeCloseTo(loss, 10));
    };
    fc.assert(fc.property(inputs, check), { numRuns: 20 });
  });

  it.skipIf(isBatchLevel)('gives each sample the weight that is its own', () => {
    const sum = lossNamed(definition.name, { ...options, reduction: 'sum' });
    const check = (given: Given): void => {
      const { result: unweighted, perSample } = evaluate(sum, given);
      const weightOf = (i: number): number => 1 + i / 4;
      const ones = mapNumbers(nested(1, perSample!.shape), (x) => x);
      const weights = mapNumbers(ones, (_, i) => weightOf(i));
      expect(evaluate(sum, { ...given, weights: ones }).result).toBe(unweighted);
      const width = unweighted === 0 ? 1 : unweighted! / exactSum(perSample!.values);
      const expected = width * exactSum(perSample!.values.map((loss, i) => loss * weightOf(i)));
      expect(evaluate(sum, { ...given, weights }).result).toBeCloseTo(expected, 8);
    };
    fc.assert(fc.property(inputs, check), { numRuns: 20 });
  });

  it('stays close to itself in float32', () => {
    const single = lossNamed(definition.name, { ...options, dtype: 'float32' });
    const check = (given: Given): void => {
      const rounded = evaluate(single, given).result!;
      const exact = evaluate(plain, given).result!;
      if (rounded === Infinity && OVERFLOWS_IN_FLOAT32.has(label(variant))) return;
      expect(Math.fround(rounded)).toBe(rounded);
      expect(Math.abs(rounded - exact)).toBeLessThanOrEqual(1e-3 * Math.max(1, Math.abs(exact)));
    };
    fc.assert(fc.property(inputs, check), { numRuns: 20 });
  });

  const edges = NAN_AT_EDGES.has(label(variant)) ? undefined : edgesOf(definition, fromLogits);

  it.skipIf(edges === undefined)('is a number at the edges of its domain', () => {
    expect(evaluate(plain, edges!).result).not.toBeNaN();
  });

  it.skipIf(edges === undefined)('is finite for a perfect prediction', () => {
    const perfect = { ...edges!, pred: edges!['true']! };
    expect(Number.isFinite(evaluate(plain, perfect).result)).toBe(true);
  });

  it('computes its example', () => {
    const given = exampleOf(definition);
    // Logarithms of probabilities are logits as well.
    const areLogarithms = inputsOf(definition).get('pred')!.domain === 'log-probability';
    const pred =
      fromLogits && !areLogarithms ? mapNumbers(given['pred']!, Math.log1p) : given['pred']!;
    expect(evaluate(plain, { ...given, pred }).result).not.toBeNaN();
  });
});

/**
 * Labels and probabilities that are certain, right and wrong, for losses that compare them; undefined where true
 * values and predictions are not of one kind, or have no edges.
 */
function edgesOf(definition: LossDefinition, fromLogits: boolean): Given | undefined {
  const inputs = inputsOf(definition);
  const [truth, pred] = ['true', 'pred'].map((name) => inputs.get(name));
  const areCompared = inputs.size === 2 && truth?.shape === 'same' && pred?.shape === 'same';
  if (!areCompared || fromLogits || pred.domain !== truth.domain) return undefined;
  if (pred.domain !== 'probability' && pred.domain !== 'distribution') return undefined;
  // Rows that sum to 1 serve for both.
  const rows = [
    [1, 0],
    [1, 0],
    [0, 1],
  ];
  return { true: rows, pred: rows.map((row, i) => (i === 1 ? [...row].reverse() : row)) };
}

function evaluate(loss: Loss, given: Given, wanted: { gradient?: boolean } = {}): Result {
  const { true: yTrue, pred, ...more } = given;
  return loss.evaluate(yTrue, pred!, more, wanted);
}

function valueAt(loss: Loss, given: Given, pred: Given[string]): number {
  return evaluate(loss, { ...given, pred }).result!;
}

type Nested = Given[string];

function mapNumbers(nested: Nested, change: (x: number, i: number) => number): Nested {
  let i = 0;
  const walk = (part: Nested): Nested =>
    part.map((item) => (typeof item === 'number' ? change(item, i++) : walk(item)));
  return walk(nested);
}

/** For every number of a tensor, a way to move it alone. */
function nudges(nested: Nested): ((by: number) => Nested)[] {
  let count = 0;
  mapNumbers(nested, (x) => (count++, x));
  return Array.from(
    { length: count },
    (_, place) => (by) => mapNumbers(nested, (x, i) => (i === place ? x + by : x)),
  );
}

function mapValues(given: Given, change: (rows: Nested) => Nested): Given {
  return Object.fromEntries(Object.entries(given).map(([name, rows]) => [name, change(rows)]));
}

function exactSum(values: Float64Array): number {
  const sum = new ExactSum();
  sum.addAll(values, values.length);
  return sum.sum();
}

function nested(value: number, [length, ...inner]: readonly number[]): Nested {
  return Array.from({ length: length! }, () => (inner.length === 0 ? value : nested(value, inner)));
}
