import { inputsOf } from '../../src/losses/inputs.ts';
import { describe, expect, test } from 'vitest';
import { computeTensors } from '../../src/engine/compute.ts';
import { Diff, planDiff, type ComputedRow, type RefusedRow } from '../../src/diff/diff.ts';
import {
  defineLoss,
  type ConventionName,
  type Convention,
  type LossDefinition,
} from '../../src/losses/definition.ts';
import { LOSSES } from '../../src/losses/index.ts';
import { resolveRequest } from '../../src/engine/request.ts';
import { samplesShape } from '../../src/engine/shapes.ts';
import { tensorOf } from '../../src/tensor/nested.ts';
import { elementCount } from '../../src/tensor/shape.ts';
import { ALL_ROWS } from '../../src/tensor/rows-read.ts';

type Conventions = Partial<Record<ConventionName, Convention>>;
interface Data {
  readonly true: readonly number[];
  readonly pred: readonly number[];
  readonly weights?: readonly number[];
  /** Rows in a block. */
  readonly blockRows?: number;
}

function lossOf(conventions: Conventions, pred: 'real' | 'probability' = 'real'): LossDefinition {
  return defineLoss({
    name: 'tested',
    title: 'Tested',
    family: 'regression',
    aliases: [],
    summary: 'A loss under test.',
    description: 'A loss under test.',
    parameters: {},
    inputs: { true: 'real', pred },
    conventions,
    references: [],
    example: { true: [[0]], pred: [[0]] },
  });
}

function formula(text: string, more: Omit<Convention, 'formula' | 'api'> = {}): Convention {
  return { api: 'tested', formula: text, ...more } as Convention;
}

function diffRows(
  definition: LossDefinition,
  { blockRows = 2, ...inputs }: Data,
): readonly (ComputedRow | RefusedRow)[] {
  const tensors = Object.keys(inputs).map((name) => [name, { label: name, axes: [] }] as const);
  const diff = new Diff(planDiff(definition, {}), new Map(tensors), () => undefined);
  for (let first = 0; first < inputs.pred.length; first += blockRows) {
    const part = (values: readonly number[]): Float64Array =>
      Float64Array.from(values.slice(first, first + blockRows));
    diff.push({
      rows: part(inputs.pred).length,
      inputs: {
        true: part(inputs.true),
        pred: part(inputs.pred),
        ...(inputs.weights ? { weights: part(inputs.weights) } : {}),
      },
      firstRow: first + 1,
    });
  }
  return diff.finish(ALL_ROWS).rows;
}

function reasons(definition: LossDefinition, data: Data): readonly (readonly string[])[] {
  return diffRows(definition, data).map((row) =>
    row.refusal === null ? row.reasons : [row.refusal],
  );
}

const ERRORS: Data = { true: [0, 0, 0], pred: [1, 2, 3] };

describe('the reason for a difference', () => {
  test('is none where there is none', () => {
    const definition = lossOf({
      keras: formula('mean(abs(p - y))'),
      exact: formula('mean(abs(y - p))'),
    });
    expect(reasons(definition, ERRORS)).toEqual([[], ['same']]);
  });

  test('is rounding where formulas are the same but for the order of operations', () => {
    const definition = lossOf({
      keras: formula('mean(p / 3)'),
      exact: formula('mean(p * (1 / 3))'),
    });
    // 5 / 3 is 1.6666666666666667, and 5 * (1 / 3) is 1.6666666666666665.
    expect(reasons(definition, { true: [0, 0], pred: [3, 5] })).toEqual([
      [],
      ['same but for rounding (1 row)'],
    ]);
  });

  test('is an adjustment of either, with the rows it touched of those that differ', () => {
    const definition = lossOf({
      keras: formula('mean(-log(clip(p, eps, inf)))', { constants: { eps: 0.5 } }),
      torch: formula('mean(-clip(log(p), low, inf))', { constants: { low: -3 } }),
      exact: formula('mean(-log(p))'),
    });
    const data = { true: [1, 1, 1, 1], pred: [0.9, 0.25, 0.125, 0.01] };
    expect(reasons(definition, data)).toEqual([
      ['cuts pred off below 0.5 (3 rows)'],
      ['torch cuts log(pred) off below -3 (1 row)', 'keras cuts pred off below 0.5 (3 rows)'],
      ['keras cuts pred off below 0.5 (3 rows)'],
    ]);
  });

  test('is no adjustment that both make, or that touched nothing', () => {
    const clipped = 'mean(-log(clip(p, eps, inf)))';
    const definition = lossOf({
      keras: formula(clipped, { constants: { eps: 0.5 } }),
      torch: formula('mean(-log(clip(p, eps, inf) + tiny))', {
        constants: { eps: 0.5, tiny: 1e-30 },
      }),
      exact: formula('mean(-2 * log(clip(p, eps, inf)))', { constants: { eps: 0.5 } }),
    });
    expect(reasons(definition, { true: [1, 1], pred: [0.25, 0.75] })).toEqual([
      ['cuts pred off below 0.5 (1 row)'],
      ['same'],
      ['2 times the losses of keras (2 rows)'],
    ]);
  });

  test('is another formula, in the words of the notes', () => {
    const definition = lossOf({
      keras: formula('100 * mean(abs(p - y))', { note: 'Multiplies by 100.' }),
      sklearn: formula('mean(abs(p - y))', { note: 'A fraction.' }),
      exact: formula('mean((p - y)^2)'),
    });
    expect(reasons(definition, ERRORS)).toEqual([
      [],
      [
        '0.01 times the losses of keras (3 rows)',
        'sklearn: A fraction.',
        'keras: Multiplies by 100.',
      ],
      ['another formula (3 rows)', 'keras: Multiplies by 100.'],
    ]);
  });

  test('is the reduction where that changes the result', () => {
    const text = 'mean(abs(p - y))';
    const definition = lossOf({
      keras: formula(text),
      torch: formula(text, { over: 'elements' }),
      sklearn: formula(text, { reduction: 'weighted-mean' }),
      optax: formula(text, { reduction: 'sum' }),
    });
    expect(reasons(definition, ERRORS)).toEqual([
      [],
      ['same'],
      ['same'],
      ['sum over 3 samples, instead of mean over 3 samples'],
    ]);
    expect(reasons(definition, { ...ERRORS, weights: [1, 2, 1] })[2]).toEqual([
      'weighted mean, divided by 4, instead of mean over 3 samples',
    ]);
  });

  test('is told without rows where the loss is one number for the whole input', () => {
    const overlap = (sum: string): string => `1 - 2 * batch_sum(y * p) / (${sum})`;
    const definition = lossOf({
      keras: formula(overlap('batch_sum(y) + batch_sum(p) + eps'), { constants: { eps: 1 } }),
      exact: formula(overlap('batch_sum(y) + batch_sum(p)')),
    });
    const rows = diffRows(definition, { true: [1, 0, 1], pred: [1, 0, 1] });
    expect(rows[0]).toMatchObject({
      result: 1 - 4 / 5,
      rowsDiffering: null,
      reasons: ['adds 1 to batch_sum(true) + batch_sum(pred)'],
    });
    expect(rows[1]).toMatchObject({
      result: 0,
      rowsDiffering: null,
      reasons: ['keras adds 1 to batch_sum(true) + batch_sum(pred)'],
    });
  });
});

describe('rows are compared', () => {
  test('where one convention needs the whole input before it knows its losses', () => {
    const definition = lossOf({
      keras: formula('t = batch_min(y) == 0 ? 2 * y - 1 : y; mean(max(0, 1 - t * p))'),
      exact: formula('mean(max(0, 1 - y * p))'),
    });
    // Labels 0, 0, 1 count as -1, -1, 1: the losses are 1.5, 3, 0.5 and without that 1, 1, 0.5.
    const data = { true: [0, 0, 1], pred: [0.5, 2, 0.5], blockRows: 1 };
    const [first, second] = diffRows(definition, data);
    expect(first).toMatchObject({ result: 5 / 3, rowsDiffering: 0 });
    expect(second).toMatchObject({
      result: 2.5 / 3,
      difference: 2.5 / 3 - 5 / 3,
      relativeDifference: (2.5 / 3 - 5 / 3) / (5 / 3),
      rowsDiffering: 2,
      reasons: ['another formula (2 rows)'],
    });
  });

  test('with a loss written by hand', () => {
    const kernel: Convention = {
      api: 'by hand',
      method: 'the absolute errors',
      kernel: ({ inputs }) => ({
        losses: inputs['pred']!.map((p, i) => Math.abs(p - inputs['true']![i]!)),
        gradient: (seed) => seed,
      }),
    };
    const definition = lossOf({ keras: kernel, exact: formula('mean(abs(p - y) + (p > 2))') });
    expect(diffRows(definition, ERRORS)[1]).toMatchObject({
      rowsDiffering: 1,
      reasons: ['another formula (1 row)'],
    });
  });

  test('NaN being the same as NaN', () => {
    const definition = lossOf({
      keras: formula('mean(abs(p - y))'),
      exact: formula('mean(abs(y - p))'),
    });
    expect(diffRows(definition, { true: [0, NaN], pred: [1, 1] })[1]).toMatchObject({
      result: NaN,
      difference: 0,
      rowsDiffering: 0,
      reasons: ['same'],
    });
  });
});

describe('a convention that refuses the data', () => {
  const definition = lossOf(
    {
      torch: formula('mean(abs(p - y))', { raises: ['pred'] }),
      keras: formula('mean(2 * abs(p - y))'),
      exact: formula('mean(abs(p - y))'),
    },
    'probability',
  );

  test('is listed with the reason, and the others are compared from the first row on', () => {
    const rows = diffRows(definition, { true: [0, 0, 0], pred: [0.25, 0.5, 1.5], blockRows: 1 });
    expect(rows[0]).toEqual({
      compat: 'torch',
      api: 'tested',
      refusal: 'pred, row 3: torch expects a probability from 0 to 1, found 1.5',
    });
    expect(rows[1]).toMatchObject({ compat: 'keras', result: 1.5, rowsDiffering: 0 });
    expect(rows[2]).toMatchObject({
      result: 0.75,
      rowsDiffering: 3,
      reasons: ['0.5 times the losses of keras (3 rows)'],
    });
  });

  test('is an error where no other is left', () => {
    const { torch } = definition.conventions;
    const only = lossOf({ torch: torch!, exact: torch! }, 'probability');
    expect(() => diffRows(only, { true: [0], pred: [2] })).toThrow(
      'pred, row 1: torch expects a probability from 0 to 1, found 2',
    );
  });
});

describe.each(LOSSES.map((loss) => [loss.name, loss] as const))('%s', (_, loss) => {
  test('has the values that its conventions compute by themselves, and a reason for each', () => {
    const tensors = Object.entries(loss.example).map(
      ([name, values]) => [name, tensorOf(values!, name)] as const,
    );
    const described = tensors.map(
      ([name, { shape }]) => [name, { label: name, axes: shape.slice(1) }] as const,
    );
    const { shape } = new Map(tensors).get('pred')!;
    const diff = new Diff(planDiff(loss, {}), new Map(described), () => undefined);
    diff.push({
      rows: elementCount(samplesShape({ inputs: inputsOf(loss), axis: -1 }, shape)),
      inputs: Object.fromEntries(tensors.map(([name, { values }]) => [name, values])),
      firstRow: 1,
    });
    const { rows, first } = diff.finish(ALL_ROWS);
    expect(rows.map(({ compat }) => compat)).toEqual(Object.keys(loss.conventions));
    for (const row of rows) {
      if (row.refusal !== null) continue;
      const request = resolveRequest(loss, { compat: row.compat });
      const { result } = computeTensors(request, loss.example, {
        perSample: false,
        gradient: false,
        digest: false,
        warn: () => undefined,
      });
      expect(row.result).toBe(result);
      if (row.compat !== first.compat) expect(row.reasons).not.toEqual([]);
    }
  });
});
