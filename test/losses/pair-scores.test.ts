import { describe, expect, it } from 'vitest';
import { PairScores } from '../../src/losses/shared/pairs/pair-scores.ts';
import { ulpsBetween } from '../support/ulps.ts';

/** Numbers of which no two products are alike. */
function embeddingsOf(rows: number, width: number): Float64Array {
  return Float64Array.from({ length: rows * width }, (_, i) => Math.sin(i * i + 1));
}

function rowsOfScores(pairs: PairScores): number[][] {
  const found: number[][] = [];
  pairs.fold(0, (i, scores) => {
    expect(i).toBe(found.length);
    found.push([...scores]);
    scores.fill(NaN);
  });
  return found;
}

/** Inner products summed from the first number to the last. */
function productsOf(embeddings: Float64Array, rows: number): number[][] {
  const width = embeddings.length / rows;
  const indices = Array.from({ length: rows }, (_, i) => i);
  return indices.map((i) =>
    indices.map((j) => {
      let sum = 0;
      for (let k = 0; k < width; k++)
        sum += embeddings[i * width + k]! * embeddings[j * width + k]!;
      return sum;
    }),
  );
}

/** What a row of the scores of one embedding becomes, where there are as many embeddings as numbers. */
function withRow<Result>(
  values: readonly number[],
  use: (pairs: PairScores, scores: Float64Array) => Result,
): Result {
  const pairs = new PairScores(new Float64Array(values.length), values.length);
  let result: Result | undefined;
  pairs.fold(0, (i, scores) => {
    if (i > 0) return;
    scores.set(values);
    result = use(pairs, scores);
  });
  return result!;
}

const SIZES = [
  [1, 1],
  [7, 3],
  [8, 1],
  [9, 32],
  [300, 5],
] as const;

describe('scores of pairs', () => {
  it.each(SIZES)('of %d rows of %d are their inner products, bit for bit', (rows, width) => {
    const embeddings = embeddingsOf(rows, width);
    expect(rowsOfScores(new PairScores(embeddings, rows))).toEqual(productsOf(embeddings, rows));
  });

  it.each(SIZES)('of %d rows of %d weigh sums of the embeddings', (rows, width) => {
    const embeddings = embeddingsOf(rows, width);
    const combined = new PairScores(embeddings, rows).combined(() => undefined);
    productsOf(embeddings, rows).forEach((weights, i) => {
      for (let k = 0; k < width; k++) {
        const sum = weights.reduce((s, weight, j) => s + weight * embeddings[j * width + k]!, 0);
        expect(combined[i * width + k]).toBeCloseTo(sum, 10);
      }
    });
  });

  it('are divided as the dtype does', () => {
    const values = [1 / 3, -2e-3, 1e30, 7, NaN];
    const divided = (isSingle: boolean): number[] =>
      withRow(values, (pairs, scores) => {
        pairs.divide(scores, 0.07, isSingle);
        return [...scores];
      });
    expect(divided(false)).toEqual(values.map((x) => x / 0.07));
    expect(divided(true)).toEqual(values.map((x) => Math.fround(Math.fround(x) / 0.07)));
  });
});

describe('the log-sum of a row', () => {
  const logSumOf = (values: readonly number[]): number =>
    withRow(values, (pairs, scores) => pairs.logSumExp(scores));

  it.each([
    [[], -Infinity],
    [[-Infinity, -Infinity], -Infinity],
    [[5], 5],
    [[-Infinity, -1e9, -Infinity], -1e9],
    [[1, Infinity], Infinity],
    [[1, Infinity, NaN], NaN],
    [[0, -700], Math.exp(-700)],
    [[0, -60, -61, -62], Math.exp(-60) + Math.exp(-61) + Math.exp(-62)],
  ])('of %j is %d', (values, expected) => {
    const found = logSumOf([...values, -Infinity]);
    if (Number.isFinite(expected)) {
      expect(Math.abs(found - expected)).toBeLessThanOrEqual(Math.abs(expected) * 2 ** -51);
    } else expect(found).toBe(expected);
  });

  it('loses nothing over many terms', () => {
    // 1 + 2000 exp(-40), of which each by itself would leave 1 unchanged.
    const found = logSumOf([0, ...Array<number>(2000).fill(-40)]);
    expect(ulpsBetween(found, '8.496708510583141893630713e-15')).toBeLessThan(2);
  });

  it('leaves the row as it is', () => {
    const values = [3, 1, 3, -2];
    withRow(values, (pairs, scores) => {
      pairs.logSumExp(scores);
      expect([...scores]).toEqual(values);
    });
  });
});

describe('exponentials as weights', () => {
  const exponentialsOf = (values: readonly number[]): number[] =>
    withRow(values, (pairs, scores) => {
      // The exponentials of the others are 0, and so are their factors.
      const factors = Float64Array.from(values, (_, i) => (i === 0 ? 1 : 0));
      pairs.setWeights(
        factors,
        factors.map((factor) => 2000 * (1 - factor)),
      );
      pairs.weigh(0, scores);
      // The first is weighed for itself and as another.
      return [...scores.subarray(1)];
    });

  it('are within a unit and a half in the last place of those of JavaScript', () => {
    const arguments_ = Array.from({ length: 4001 }, (_, i) => (i / 4000) * 1454 - 745);
    exponentialsOf([0, ...arguments_]).forEach((found, i) => {
      const expected = Math.exp(arguments_[i]!);
      const unit = Math.max(2 ** (Math.floor(Math.log2(expected)) - 52), 5e-324);
      expect(Math.abs(found - expected) / unit).toBeLessThanOrEqual(1.5);
    });
  });

  it('are those of the ends as well', () => {
    expect(exponentialsOf([0, 0, -0, -746, -Infinity, 710, NaN, 1e-300])).toEqual([
      1,
      1,
      0,
      0,
      Infinity,
      NaN,
      1,
    ]);
  });

  it('have a part of either embedding', () => {
    const found = withRow([-1, -2, -3], (pairs, scores) => {
      pairs.setWeights(Float64Array.of(2, 3, 0), Float64Array.of(0.5, 0.25, 0));
      pairs.weigh(0, scores);
      return [...scores];
    });
    const expected = [
      4 * Math.exp(-1.5),
      2 * Math.exp(-2.5) + 3 * Math.exp(-2.25),
      2 * Math.exp(-3.5),
    ];
    found.forEach((weight, i) => expect(weight).toBeCloseTo(expected[i]!, 14));
  });
});
