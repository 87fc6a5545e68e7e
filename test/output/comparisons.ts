import { huber } from '../../src/losses/regression/huber.ts';
import { resolveRequest } from '../../src/engine/request.ts';
import type { ComparisonReport } from '../../src/output/report/comparison-report.ts';
import type { Difference, LossComparison } from '../../src/suite/outcome.ts';
import { INTERVAL, resultOf } from './sample-report.ts';

function differenceOf(difference: number, verdict: Difference['verdict']): Difference {
  const samples = { worse: 1, better: 2, equal: 0 };
  return { difference, interval: INTERVAL, samples, verdict };
}

function comparisonOf(loss: string, results: readonly number[]): LossComparison {
  return {
    request: resolveRequest(huber, {}),
    smallerIsBetter: true,
    results: results.map((result) => ({ ...resultOf(result), loss })),
    differences: results.map((result, i) =>
      i === 0 ? undefined : differenceOf(result - results[0]!, 'undecided'),
    ),
  };
}

/** Two models by one loss. */
export function pairReport(): ComparisonReport {
  const losses = [comparisonOf('huber', [0.5, 0.25])];
  return {
    input: 'preds.csv',
    models: ['old', 'new'],
    outcome: { against: 0, losses, divisions: [] },
    minSamples: 1,
  };
}

/** Three models by two losses, whole and in two segments. */
export function comparisonReport(): ComparisonReport {
  const losses = [comparisonOf('huber', [0.5, 0.25, 0.75]), comparisonOf('mae', [1, 1, 0.5])];
  const segments = ['eu', ''].map((value) => ({ values: [value], losses }));
  return {
    input: 'preds.csv',
    models: ['old', 'new', 'third'],
    outcome: { against: 0, losses, divisions: [{ columns: ['region'], segments }] },
    minSamples: 1,
  };
}
