import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lossNamed, type NumberArray } from '../src/index.ts';
import { evaluateFormula } from './support/evaluate-formula.ts';
import { ulpsBetween } from './support/ulps.ts';

interface AccuracyCase {
  readonly case: string;
  readonly loss: string;
  readonly true: NumberArray | null;
  readonly pred: NumberArray | null;
  /** The exact mean over the samples, to 50 digits. */
  readonly ref: string;
  readonly gen?: string;
}

const folder = new URL('../fixtures/accuracy/', import.meta.url);

function read(path: string): string {
  return readFileSync(new URL(path, folder), 'utf8');
}

/** What the table calls losses otherwise than the registry, and whether predictions are logits. */
const CALLED: Readonly<Record<string, { name: string; fromLogits?: true }>> = {
  bce_logits: { name: 'binary-crossentropy', fromLogits: true },
  ce: { name: 'categorical-crossentropy' },
  ce_logits: { name: 'categorical-crossentropy', fromLogits: true },
  kl: { name: 'kl-divergence' },
};

/** Units in the last place: 1 for a sum of simple terms, more where every sample takes several roundings. */
const TOLERANCES: Readonly<Record<string, number>> = { mse: 1, mae: 1, kl: 4, cosine_distance: 4 };
const TOLERANCE = 2;

function compute(loss: string, yTrue: NumberArray, pred: NumberArray): number {
  const { name, ...options } = CALLED[loss] ?? { name: loss };
  return lossNamed(name, { compat: 'exact', ...options }).evaluate(yTrue, pred).result!;
}

/** The inputs that the table describes in words, by case. */
const GENERATED: Readonly<Record<string, () => readonly [NumberArray, NumberArray]>> = {
  'A1 NumAcc4 (NIST) vs mean': () => {
    const yTrue = [
      10000000.2,
      ...Array.from({ length: 1000 }, (_, i) => (i % 2 ? 10000000.3 : 10000000.1)),
    ];
    return [yTrue, yTrue.map(() => 10000000.2)];
  },
  'A2 one residual 1e8 + 10000 residuals of 1': () => {
    const yTrue = [1e8, ...Array<number>(10000).fill(1)];
    return [yTrue, yTrue.map(() => 0)];
  },
};

describe('exact losses of hard inputs', () => {
  const cases = JSON.parse(read('accuracy_table.json')) as AccuracyCase[];

  it.each(cases)('$case ($loss)', ({ case: title, loss, true: yTrue, pred, ref }) => {
    const inputs = yTrue && pred ? ([yTrue, pred] as const) : GENERATED[title]!();
    const result = compute(loss, ...inputs);
    if (ref === '+inf' || Number(ref) === 0) {
      expect(result).toBe(ref === '+inf' ? Infinity : 0);
    } else {
      const ulps = ulpsBetween(result, ref);
      expect(ulps, `${result}, expected ${ref}`).toBeLessThanOrEqual(TOLERANCES[loss] ?? TOLERANCE);
    }
  });

  it('gives log-cosh 0 for equal inputs', () => {
    expect(compute('log-cosh', [0.1, 1e8], [0.1, 1e8])).toBe(0);
  });
});

describe('NIST reference data', () => {
  const sets = JSON.parse(read('nist-strd/expected.json')) as {
    readonly name: string;
    readonly n: number;
    readonly mean: string;
    readonly mse_exact_over_doubles: string;
    readonly mae_exact: string;
  }[];

  it.each(sets)('$name', ({ name, n, mean, mse_exact_over_doubles: mse, mae_exact: mae }) => {
    const data = read(`nist-strd/${name}_true.csv`).trim().split('\n').map(Number);
    expect(data).toHaveLength(n);
    const rows = data.map((x) => [x]);
    const found = evaluateFormula('mean(y)', { true: rows, pred: rows }).result!;
    // Means are certified to 15 digits.
    expect(Number(found.toPrecision(15))).toBe(Number(mean));

    const means = data.map(() => Number(mean));
    expect(compute('mse', data, means)).toBe(Number(mse));
    expect(compute('mae', data, means)).toBe(Number(mae));
  });
});
