import { describe, expect, it } from 'vitest';
import { lossNamed } from '../../src/index.ts';

/** What is warned of. */
function warnings(
  name: string,
  truth: readonly number[],
  pred: readonly number[] | readonly (readonly number[])[],
  { weights, ...options }: Readonly<Record<string, unknown>> & { weights?: number[] } = {},
): readonly string[] {
  const told: string[] = [];
  const loss = lossNamed(name, { ...options, warn: (message) => void told.push(message) });
  loss.reduced([...truth], pred, weights && { weights });
  return told;
}

const labels = Array.from({ length: 12 }, (_, i) => i % 2);
const shares = labels.map((label, i) => 0.1 + 0.07 * i * label);
const rows = shares.map((share) => [share, 1 - share]);

describe('warns', () => {
  it.each(['bce', 'binary-focal'])('where true and pred of %s may be swapped', (name) => {
    expect(warnings(name, shares, labels)).toContain(
      'pred: all predictions are 0 or 1, and true values lie between; if they are swapped, exchange --true and --pred',
    );
    expect(warnings(name, labels, shares)).toEqual([]);
    expect(warnings(name, labels, labels)).toEqual([]);
  });

  it('where logits may be probabilities', () => {
    const message =
      'pred: all logits are from 0 to 1, as probabilities are; if they are such, leave --from-logits out';
    expect(warnings('bce', labels, shares, { fromLogits: true })).toEqual([message]);
    expect(warnings('scce', labels, rows, { fromLogits: true })).toEqual([message]);
    const logits = shares.with(3, 1.5);
    expect(warnings('bce', labels, logits, { fromLogits: true })).toEqual([]);
    expect(warnings('bce', labels.slice(0, 9), shares.slice(0, 9), { fromLogits: true })).toEqual(
      [],
    );
  });

  it('where logarithms of probabilities may be probabilities', () => {
    const message =
      'pred: all predictions are from 0 to 1, and logarithms of probabilities are at most 0; nll takes logarithms';
    expect(warnings('nll', labels, rows)).toEqual([message]);
    const logarithms = rows.map((row) => row.map(Math.log));
    expect(warnings('nll', labels, logarithms)).toEqual([]);
    expect(warnings('KLDivLoss', shares, shares)[0]).toContain('kl-divergence takes logarithms');
  });

  it('where the first column of both may number the rows', () => {
    const message =
      'true, pred: the first column is the same in both, as row numbers are, and counts as a value; file#2 leaves it out';
    const told = (truth: number[][], pred: number[][]): string[] => {
      const warned: string[] = [];
      const loss = lossNamed('mse', { warn: (text) => void warned.push(text) });
      loss.reduced(truth, pred);
      return warned;
    };
    const numbered = [[7, 0.5], [0, 1.5], [4, 2]]; // prettier-ignore
    const others = [[7, 1], [0, 2], [4, 3]]; // prettier-ignore
    expect(told(numbered, others)).toEqual([message]);
    expect(told(numbered, others.with(2, [5, 3]))).toEqual([]);
    expect(told(numbered.slice(0, 2), others.slice(0, 2))).toEqual([]);
    // Classes, fractions, and what comes again number no rows.
    const labels = [[0, 1], [1, 0], [0, 1]]; // prettier-ignore
    expect(told(labels, labels)).toEqual([]);
    const fractions = [[7.5, 0.5], [0, 1.5], [4, 2]]; // prettier-ignore
    expect(told(fractions, fractions)).toEqual([]);
    const again = [[7, 0.5], [7, 1.5], [4, 2]]; // prettier-ignore
    expect(told(again, again)).toEqual([]);
  });

  it('of a weight below 0, however few there are', () => {
    expect(warnings('mse', [1, 2, 3], [1, 2, 4], { weights: [1, -0.5, 1] })).toEqual([
      'weights: expected weights of at least 0, found -0.5; --mask leaves samples out',
    ]);
    expect(warnings('mse', [1, 2], [1, 4], { weights: [0, 1] })).toEqual([]);
  });

  it('once of what may be logits', () => {
    const logits = [[3, -0.7], [0.5, 0.5]]; // prettier-ignore
    expect(warnings('scce', [0, 1], logits)).toEqual([
      'pred: 2 values are not a probability from 0 to 1 (row 1: 3), and 1 row does not sum to 1; tf-keras clips them to [1e-7, 1 - 1e-7] and divides each row by its sum; if they are logits, add --from-logits',
    ]);
    const warned = warnings('cce', [[1, 0], [0, 1]] as never, logits); // prettier-ignore
    expect(warned).toHaveLength(1);
    expect(warned[0]).toContain('if they are logits, add --from-logits');
    expect(
      warnings(
        'scce',
        [0, 1],
        [
          [0.5, 0.6],
          [0.5, 0.5],
        ],
      ),
    ).toEqual([
      // prettier-ignore
      'pred: 1 row does not sum to 1 (row 1: 1.1); tf-keras divides each row by its sum',
    ]);
  });
});

describe('refuses', () => {
  it('classes that are counted from 1, with what names them', () => {
    expect(() => warnings('scce', [1, 2], rows.slice(0, 2))).toThrow(
      'true, row 2: tf-keras expects a class index below 2, found 2\n  hint: --labels 1,2 names classes that are counted from 1',
    );
  });
});
