import { expect } from 'vitest';
import { Evaluation } from '../../src/engine/evaluation.ts';
import type { Parameter, Reduction } from '../../src/losses/definition.ts';
import { type Dtype } from '../../src/tensor/dtype.ts';
import { resolveRequest } from '../../src/engine/request.ts';
import type { Result } from '../../src/engine/result.ts';
import { ALL_ROWS } from '../../src/tensor/rows-read.ts';
import { formulaUnderTest } from './formula-under-test.ts';

export interface Setting {
  readonly true: readonly (readonly number[])[];
  readonly pred: readonly (readonly number[])[];
  readonly weights?: readonly number[];
  readonly params?: Readonly<Record<string, number | boolean | readonly number[]>>;
  readonly dtype?: Dtype;
  readonly reduction?: Reduction;
  readonly over?: 'elements';
  /** Rows in a block; by default all. */
  readonly blockRows?: number;
}

/** Computes a formula as a loss of its own, with per-sample losses and gradient. */
export function evaluateFormula(formula: string, setting: Setting): Result {
  const { params = {}, dtype, reduction, over } = setting;
  const parameter = (value: unknown): Parameter =>
    typeof value === 'boolean'
      ? { kind: 'flag', help: 'a flag' }
      : { kind: typeof value === 'number' ? 'number' : 'vector', default: 1, help: 'a parameter' };
  const definition = formulaUnderTest(
    { exact: { api: 'formula', formula, ...(over ? { over } : {}) } },
    Object.fromEntries(Object.entries(params).map(([name, value]) => [name, parameter(value)])),
  );
  const request = resolveRequest(definition, { dtype, reduction, params });
  const width = setting.pred[0]!.length;
  const evaluation = new Evaluation(
    request,
    new Map([
      ['true', { label: 'true', axes: [width] }],
      ['pred', { label: 'pred', axes: [width] }],
      ...(setting.weights ? ([['weights', { label: 'weights', axes: [] }]] as const) : []),
    ]),
    { perSample: true, gradient: reduction !== 'none', digest: false, warn: () => undefined },
  );
  const rows = setting.pred.length;
  const step = setting.blockRows ?? rows;
  for (let first = 0; first < rows; first += step) {
    const part = <T>(list: readonly T[]): readonly T[] => list.slice(first, first + step);
    evaluation.push({
      rows: part(setting.pred).length,
      firstRow: first + 1,
      inputs: {
        true: Float64Array.from(part(setting.true).flat()),
        pred: Float64Array.from(part(setting.pred).flat()),
        ...(setting.weights ? { weights: Float64Array.from(part(setting.weights)) } : {}),
      },
    });
  }
  return evaluation.finish(ALL_ROWS);
}

/** The value of a formula that takes no more than one row of one number. */
export function valueOf(formula: string, p = 0, y = 0, dtype: Dtype = 'float64'): number {
  return evaluateFormula(formula, { true: [[y]], pred: [[p]], dtype }).result!;
}

/** d(result)/d(pred), row-major. */
export function gradientOf(formula: string, setting: Setting): number[] {
  return [...evaluateFormula(formula, setting).gradient!.values];
}

/** The same by Richardson's extrapolation of central differences, good to about ten digits for smooth formulas. */
function numericalGradient(formula: string, setting: Setting): number[] {
  return setting.pred.flatMap((row, i) =>
    row.map((center, j) => {
      const at = (x: number): number => {
        const pred = setting.pred.map((other, k) => (k === i ? other.with(j, x) : other));
        return evaluateFormula(formula, { ...setting, pred }).result!;
      };
      const h = 1e-3 * Math.max(1, Math.abs(center));
      const slope = (step: number): number => (at(center + step) - at(center - step)) / (2 * step);
      return (64 * slope(h / 4) - 20 * slope(h / 2) + slope(h)) / 45;
    }),
  );
}

/** Holds the derivative of a formula against the numerical one. */
export function expectGradient(formula: string, setting: Setting): void {
  const exact = gradientOf(formula, setting);
  const numerical = numericalGradient(formula, setting);
  exact.forEach((slope, i) => expect(slope).toBeCloseTo(numerical[i]!, 8));
}
