import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lossNamed, losses, type ConventionName, type TensorLike } from '../src/index.ts';
import { findLoss } from '../src/losses/names.ts';

interface GoldenCase {
  readonly id: string;
  readonly loss: string;
  readonly compat: ConventionName;
  readonly params: Readonly<Record<string, unknown>>;
  readonly dtype: 'float64' | 'float32';
  readonly reduction: string;
  readonly true?: TensorLike;
  readonly pred: TensorLike;
  readonly weights?: TensorLike;
  readonly mask?: TensorLike;
  /** Inputs of the loss's own, by their names. */
  readonly inputs?: Readonly<Record<string, TensorLike>>;
  readonly expected: {
    readonly perSample?: unknown;
    readonly elementwise?: unknown;
    /** Not there where a framework has a gradient alone. */
    readonly reduced?: unknown;
    readonly gradient?: unknown;
  };
}

const folder = new URL('../fixtures/golden/', import.meta.url);
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.json') && !name.startsWith('intervals'),
);

/** The cases of a file; numbers that JSON has no name for are texts. */
function casesOf(file: string): readonly GoldenCase[] {
  const text = readFileSync(new URL(file, folder), 'utf8');
  const { cases } = JSON.parse(text, (_, value: unknown) =>
    ['NaN', 'Infinity', '-Infinity'].includes(value as string) ? Number(value) : value,
  ) as { cases: GoldenCase[] };
  return cases;
}

describe.each(files)('%s', (file) => {
  const known = casesOf(file).filter((golden) => findLoss(golden.loss));
  const names = [...new Set(known.map((golden) => golden.loss))];

  it.each(names)('%s', (name) => {
    for (const golden of known) if (golden.loss === name) check(golden);
  });
});

describe('coverage', () => {
  it('holds every framework convention of every loss against a dozen values of the framework', () => {
    const counts = new Map<string, number>();
    for (const { loss: name, compat } of files.flatMap(casesOf)) {
      const convention = `${findLoss(name)?.name ?? name}/${compat}`;
      counts.set(convention, (counts.get(convention) ?? 0) + 1);
    }
    const few = losses.flatMap(({ name, conventions }) =>
      Object.keys(conventions)
        .filter((compat) => compat !== 'exact')
        .map((compat) => [`${name}/${compat}`, counts.get(`${name}/${compat}`) ?? 0] as const)
        .filter(([, count]) => count < 12),
    );
    expect(few).toEqual([]);
  });
});

function check(golden: GoldenCase): void {
  const { compat, dtype, reduction, params, expected } = golden;
  const computed = lossNamed(golden.loss, {
    compat,
    dtype,
    // The maximum and the median are losses of the whole input, which no reduction follows.
    ...(['max', 'median'].includes(reduction) ? {} : { reduction: reduction as 'mean' }),
    warn: () => undefined,
    ...optionsOf(params),
  });
  const inputs = { weights: golden.weights, mask: golden.mask, ...golden.inputs };
  const gradient = expected.gradient !== undefined;
  const result = computed.evaluate(golden.true, golden.pred, inputs, { gradient });
  const about = (what: string): string => `${golden.id} ${what}`;
  // Keras' CTC has float32 values in float64, whose last digit depends on the order of its operations.
  const precision = findLoss(golden.loss)!.conventions[compat]!.dtype ?? dtype;

  if (expected.reduced !== undefined) {
    expectClose([result.result!], [expected.reduced], precision, about('reduced'));
  }
  if (expected.perSample !== undefined) {
    expectClose(
      [...result.perSample!.values],
      flatten(expected.perSample),
      precision,
      about('sample'),
    );
  }
  if (gradient) {
    expectClose(
      [...result.gradient!.values],
      flatten(expected.gradient),
      precision,
      about('gradient'),
      // Slopes of CTC are what sums over paths leave of probabilities.
      golden.loss === 'ctc' ? 1e-14 : 1e-15,
    );
  }
  if (expected.elementwise !== undefined) {
    const { perElement } = computed.evaluate(golden.true, golden.pred, inputs, {
      perElement: true,
    });
    expectClose(
      [...perElement!.values],
      flatten(expected.elementwise),
      precision,
      about('element'),
    );
  }
}

/** The options that say what the frameworks' parameters say. */
function optionsOf(params: GoldenCase['params']): Record<string, unknown> {
  const options = Object.entries(params).map(([name, value]) => {
    // The exponent of PyTorch's multi-margin.
    if (name === 'p') return ['exponent', value];
    return [name.replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase()), value];
  });
  return Object.fromEntries(options) as Record<string, unknown>;
}

function expectClose(
  found: readonly unknown[],
  expected: readonly unknown[],
  dtype: 'float64' | 'float32',
  about: string,
  least = 1e-15,
): void {
  expect(found.length, about).toBe(expected.length);
  found.forEach((value, i) => {
    const wanted = numberOf(expected[i]);
    const got = numberOf(value);
    if (Number.isFinite(wanted)) {
      const error = Math.abs(got - wanted);
      expect(error, `${about} ${i}: ${got}, expected ${wanted}`).toBeLessThanOrEqual(
        tolerance(wanted, dtype, least),
      );
    } else {
      expect(got, `${about} ${i}`).toBe(wanted);
    }
  });
}

/** 1e-12 of the value in float64, or `least`; 4 units in the last place of the value, or of 1, in float32. */
function tolerance(value: number, dtype: 'float64' | 'float32', least: number): number {
  const size = Math.abs(value);
  if (dtype === 'float64') return Math.max(1e-12 * size, least);
  return 4 * 2 ** (Math.floor(Math.log2(Math.max(size, 1))) - 23);
}

function numberOf(value: unknown): number {
  return value === null ? NaN : Number(value);
}

function flatten(nested: unknown): unknown[] {
  return Array.isArray(nested) ? nested.flatMap(flatten) : [nested];
}
