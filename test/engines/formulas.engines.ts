import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveRequest, type LossRequest } from '../../src/engine/request.ts';
import { FormulaError } from '../../src/formula/error.ts';
import { build, parse } from '../../src/formula/index.ts';
import { format } from '../../src/formula/print.ts';
import { UserError } from '../../src/messages/errors.ts';
import type { QueriedLoss } from '../../src/sql/query-request.ts';
import { samplesQuery } from '../../src/sql/samples-query.ts';
import { arbitraryExpression } from '../support/arbitrary-expression.ts';
import { formulaUnderTest } from '../support/formula-under-test.ts';
import { computed, isClose, type Numbers } from './computed.ts';
import type { Row } from './engine-process.ts';
import { queryOf, tableOf } from './querying.ts';
import { runningEngines } from './running.ts';
import { withUnsignedZeros } from './unsigned-zeros.ts';

const { names, engines } = runningEngines();

const SEED = Number(process.env['LOSSCALC_SEED'] ?? 1);
const WIDTH = 3;
const BATCH = 20;

const expression = arbitraryExpression({
  maxDepth: 5,
  numbers: fc.constantFrom(0, 1, 2, 0.5, 3, 0.1, 1e-7),
  names: ['p', 'y', 'p', 'y', 'n', 'i'],
  functions: [
    ['abs', 1], ['sign', 1], ['floor', 1], ['ceil', 1], ['sqrt', 1], ['exp', 1], ['expm1', 1], ['log', 1],
    ['log1p', 1], ['tanh', 1], ['atan', 1], ['sigmoid', 1], ['softplus', 1], ['log_cosh', 1], ['max', 2],
    ['min', 2], ['clip', 3], ['xlogy', 2], ['sum', 1], ['mean', 1], ['max', 1], ['min', 1], ['logsumexp', 1],
    ['log_softmax', 1], ['softmax', 1], ['cumsum', 1], ['float32', 1],
  ],
}); // prettier-ignore

/** Formulas that mean something, as losses that may overflow between as engines do. */
function arbitraryLosses(count: number): QueriedLoss[] {
  const texts = fc
    .sample(expression, { numRuns: 8 * count, seed: SEED })
    .map((each) => `mean(${format(each)})`);
  const scope = { inputs: { y: 'element', p: 'element' }, parameters: {} } as const;
  const meant = [...new Set(texts)].filter((text) => {
    try {
      const { value } = build(parse(text), scope, 'float64');
      return value.extent !== 0;
    } catch (error) {
      if (error instanceof FormulaError) return false;
      throw error;
    }
  });
  return meant.slice(0, count).map((formula, k) => ({ name: `f${k}`, request: lossOf(formula) }));
}

function lossOf(formula: string): LossRequest {
  return resolveRequest(formulaUnderTest({ torch: { api: 'formula', formula } }), {});
}

const VALUES = [
  0.3,
  -1.7,
  2.4,
  0,
  1,
  -1,
  0.7,
  31.5,
  -45.2,
  1.1,
  -0.4,
  5.3,
  0.9,
  800.5,
  -2.2,
  1e-9,
  Infinity,
];

function row(offset: number): number[] {
  return Array.from({ length: WIDTH }, (_, j) => VALUES[(offset + 5 * j) % VALUES.length]!);
}

const numbers: Numbers = {
  true: VALUES.map((_, i) => row(3 * i + 1)),
  pred: VALUES.map((_, i) => row(i)),
};

/** The same numbers, a few units in the last place away. */
function moved(by: number): Numbers {
  return Object.fromEntries(
    Object.entries(numbers).map(([name, rows]) => [
      name,
      rows.map((values) => values.map((x) => x * (1 + by))),
    ]),
  );
}

/** Whether rounding alone decides on a value: where it jumps, or digits cancel. */
function isShaky(request: LossRequest, i: number, expected: number): boolean {
  return [-8e-16, -3e-16, 3e-16, 8e-16].some((by) => {
    const [value] = computed(request, moved(by), [i]).perSample!;
    return (
      !isClose(value!, expected, 1e-2) || Math.abs(value! - expected) > 1e-13 * Math.abs(expected)
    );
  });
}

function differences({ name, request }: QueriedLoss, rows: readonly Row[]): string[] {
  const { perSample } = computed(request, numbers);
  const unsigned = lossOf(format(withUnsignedZeros(parse(request.convention.formula!).value)));
  const perSampleUnsigned = computed(unsigned, numbers).perSample!;
  return rows.flatMap((found) => {
    const i = Number(found['id']);
    const expected = perSample![i]!;
    const isSame = [expected, perSampleUnsigned[i]!].some((each) =>
      isClose(found[name], each, 1e-2),
    );
    if (isSame || isShaky(request, i, expected)) return [];
    return [
      `${request.convention.formula} of ${JSON.stringify([numbers['true']![i], numbers['pred']![i]])}: ${String(found[name])}, expected ${expected}`,
    ];
  });
}

describe.each(names)('formulas on %s', (engine) => {
  const count = ['duckdb', 'sqlite'].includes(engine) ? 1000 : 250;

  it(`have the values of losscalc, ${count} of them`, async () => {
    const made = tableOf(['formulas'], numbers, { id: VALUES.map((_, i) => String(i)) });
    await engines.make(engine, made.table);
    const losses = arbitraryLosses(count).filter((loss) => {
      try {
        samplesQuery(queryOf(engine, made, [loss]));
        return true;
      } catch (error) {
        if (error instanceof UserError) return false;
        throw error;
      }
    });
    const failures: string[] = [];
    let stopped = 0;
    const compare = async (some: readonly QueriedLoss[]): Promise<void> => {
      let rows: readonly Row[];
      try {
        rows = await engines.query(engine, samplesQuery(queryOf(engine, made, some)));
      } catch (error) {
        if (some.length > 1) {
          for (const loss of some) await compare([loss]);
        } else if (String(error).includes('out of range')) stopped++;
        else
          failures.push(`${some[0]!.request.convention.formula}: ${String(error).slice(0, 300)}`);
        return;
      }
      for (const loss of some) failures.push(...differences(loss, rows));
    };
    for (let k = 0; k < losses.length; k += BATCH) await compare(losses.slice(k, k + BATCH));
    console.log(
      `${engine}: ${losses.length} formulas, of which ${stopped} stop it as numbers are beyond the doubles`,
    );
    expect(failures).toEqual([]);
    expect(losses.length).toBeGreaterThan(0.9 * count);
    expect(stopped).toBeLessThan(engine === 'postgres' ? 0.3 * count : 1);
  });
});
