import { describe, expect, it } from 'vitest';
import { Evaluation, type EvaluationOptions } from '../../src/engine/evaluation.ts';
import { findLoss } from '../../src/losses/names.ts';
import { arrayOf, NumberList } from '../../src/reduce/number-list.ts';
import { resolveRequest, type LossOptions } from '../../src/engine/request.ts';
import type { Result } from '../../src/engine/result.ts';
import type { Block } from '../../src/tensor/block.ts';
import { evaluateFormula } from '../support/evaluate-formula.ts';
import { ALL_ROWS } from '../../src/tensor/rows-read.ts';

const QUIET: EvaluationOptions = {
  perSample: true,
  gradient: false,
  digest: false,
  warn: () => undefined,
};

/** Mean squared error of blocks whose true values are 0 and that hold one prediction a row. */
function mse(
  blocks: readonly { pred: number[]; weights?: number[]; mask?: number[]; more?: Partial<Block> }[],
  request: LossOptions = {},
  options: Partial<EvaluationOptions> = {},
): Result {
  const names = Object.keys(blocks[0] ?? { pred: [] }).filter((name) => name !== 'more');
  const tensors = new Map(
    ['true', ...names].map((name) => [name, { label: name, axes: [] as number[] }]),
  );
  const loss = resolveRequest(findLoss('mse')!, request);
  const evaluation = new Evaluation(loss, tensors, { ...QUIET, ...options });
  let firstRow = 1;
  for (const { pred, weights, mask, more } of blocks) {
    const inputs = {
      true: new Float64Array(pred.length),
      pred: Float64Array.from(pred),
      ...(weights ? { weights: Float64Array.from(weights) } : {}),
      ...(mask ? { mask: Float64Array.from(mask) } : {}),
    };
    evaluation.push({ rows: pred.length, inputs, firstRow, ...more });
    firstRow += pred.length;
  }
  return evaluation.finish(ALL_ROWS);
}

describe('rows', () => {
  it('keep their numbers after some were dropped, in whatever block', () => {
    const dropped = { firstRow: 3, rowNumbers: Float64Array.of(3, 5) };
    const blocks = [
      { pred: [1, 2] },
      { pred: [3, 5], more: dropped },
      { pred: [6, 7], more: { firstRow: 6 } },
    ];
    expect([...mse(blocks).rowNumbers!]).toEqual([1, 2, 3, 5, 6, 7]);
    expect(mse([{ pred: [1] }, { pred: [2] }]).rowNumbers).toBeUndefined();
    expect([...mse([{ pred: [1], more: { firstRow: 4097 } }]).rowNumbers!]).toEqual([4097]);
  });

  it('that are none are no loss', () => {
    expect(() => mse([])).toThrow('expected samples, found none');
  });

  it('cannot be dropped out of a tensor of higher rank', () => {
    const tensors = new Map(['true', 'pred'].map((name) => [name, { label: name, axes: [3, 2] }]));
    const evaluation = new Evaluation(resolveRequest(findLoss('mse')!, {}), tensors, QUIET);
    const inputs = { true: new Float64Array(10), pred: new Float64Array(10) };
    evaluation.push({ rows: 5, inputs, firstRow: 1 });
    expect(() => evaluation.finish({ skipped: 1 })).toThrow(
      '--missing skip: expected samples that are rows',
    );
  });
});

describe('samples in a store', () => {
  it('are left out of the result', () => {
    const tensors = new Map(['true', 'pred'].map((name) => [name, { label: name, axes: [] }]));
    const newStore = (): NumberList => new NumberList();
    const request = resolveRequest(findLoss('mse')!, {});
    const evaluation = new Evaluation(request, tensors, { ...QUIET, newStore });
    const inputs = { true: Float64Array.of(0, 0), pred: Float64Array.of(1, 2) };
    evaluation.push({ rows: 2, inputs, firstRow: 1 });
    evaluation.push({ rows: 2, inputs, firstRow: 4 });
    expect(evaluation.finish(ALL_ROWS)).toMatchObject({
      perSample: undefined,
      rowNumbers: undefined,
    });
    const { shape, losses, rowNumbers } = evaluation.samples!;
    expect(shape).toEqual([4]);
    expect([...arrayOf(losses)]).toEqual([1, 4, 1, 4]);
    expect([...arrayOf(rowNumbers!)]).toEqual([1, 2, 4, 5]);
  });
});

describe('weights', () => {
  it('are rounded once in float32', () => {
    const weights = [16777217, 16777217, 16777217];
    const options = { dtype: 'float32', reduction: 'weighted-mean' };
    const { result, denominator } = mse([{ pred: [1, 1, 1], weights }], options);
    expect([result, denominator]).toEqual([1, 50331648]);
  });

  it('are refused where they would have no effect', () => {
    const exact = { compat: 'exact', reduction: 'none' };
    expect(() => mse([{ pred: [1], weights: [2] }], exact)).toThrow(
      '--weights: exact weighs losses only where it reduces them',
    );
    const batch = { true: [[0]], pred: [[1]], weights: [2] };
    expect(() => evaluateFormula('sqrt(batch_mean(p^2))', batch)).toThrow(
      'formula is one number for the whole input and takes no weights',
    );
  });
});

describe('a mask', () => {
  it('leaves samples out of the mean, NaN or not', () => {
    const blocks = [{ pred: [1, NaN, 3], mask: [1, 0, 1] }];
    const result = mse(blocks, {}, { gradient: true });
    expect(result).toMatchObject({ result: 5, denominator: 2, samples: 2, shape: [3] });
    expect([...result.perSample!.values]).toEqual([1, 0, 9]);
    expect([...result.gradient!.values]).toEqual([1, 0, 3]);
  });

  it('is 0 or 1', () => {
    expect(() => mse([{ pred: [1, 2], mask: [1, 2] }])).toThrow(
      'mask, row 2: expected 0 for a sample that is left out or 1 for one that is not, found 2',
    );
  });

  it('counts with weights', () => {
    const blocks = [{ pred: [1, 2, 3], mask: [1, 0, 1], weights: [1, 5, 3] }];
    expect(mse(blocks, { reduction: 'weighted-mean' }).result).toBe(7);
  });
});

describe('a gradient', () => {
  it('needs a reduced loss', () => {
    expect(() => mse([{ pred: [1] }], { reduction: 'none' }, { gradient: true })).toThrow(
      '--gradient: expected a reduced loss to differentiate',
    );
  });
});

describe('a loss of the whole input', () => {
  it('has no losses of samples and is not reduced', () => {
    const result = evaluateFormula('sqrt(batch_mean(p^2))', { true: [[0], [0]], pred: [[3], [4]] });
    expect(result).toMatchObject({ over: 'batch', denominator: null, perSample: undefined });
    expect(result.result).toBe(Math.sqrt(12.5));
  });

  it('counts clipped values once, whatever the blocks', () => {
    const formula = 'batch_mean(clip(p, 0, 1)) * clip(batch_sum(p), 0, 1)';
    for (const blockRows of [1, 2, 3]) {
      const setting = { true: [[0], [0], [0]], pred: [[2], [-1], [0.5]], blockRows };
      expect(evaluateFormula(formula, setting).clipped).toBe(2);
    }
  });
});

describe('single elements', () => {
  it('are what the loss of a sample is the mean of', () => {
    const tensors = new Map(['true', 'pred'].map((name) => [name, { label: name, axes: [2] }]));
    const request = resolveRequest(findLoss('mse')!, { compat: 'torch' });
    const evaluation = new Evaluation(request, tensors, { ...QUIET, perElement: true });
    const inputs = { true: Float64Array.of(0, 0), pred: Float64Array.of(1, 3) };
    evaluation.push({ rows: 1, inputs, firstRow: 1 });
    const { perElement } = evaluation.finish(ALL_ROWS);
    expect(perElement).toEqual({ shape: [1, 2], values: Float64Array.of(1, 9) });
  });
});

it('takes no word of an object for a reduction', () => {
  expect(() => mse([{ pred: [1] }], { reduction: 'constructor' })).toThrow(
    '--reduction: expected one of mean, sum, none, weighted-mean, nonzero-mean, batchmean, found "constructor"',
  );
});
