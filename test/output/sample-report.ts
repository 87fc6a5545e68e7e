import type { CheckOutcome } from '../../src/check/outcome.ts';
import { meanSquaredError } from '../../src/losses/regression/mean-squared-error.ts';
import type { Interval } from '../../src/resample/interval.ts';
import type { Report } from '../../src/output/report/formats.ts';
import { resolveRequest } from '../../src/engine/request.ts';
import type { Result } from '../../src/engine/result.ts';

/** Text that does harm where it is not escaped. */
export const HOSTILE =
  '\u001b[31m<script>alert(1)</script>]]>&"\'\u0000\uffff\n::error::=cmd|x`*[a](b)';
export const LONG = `=${'x'.repeat(1_000_000)}`;

/** A mean squared error of that value. */
export function resultOf(result: number | null): Result {
  const { compat, dtype, params, constants } = resolveRequest(meanSquaredError, {});
  return {
    loss: 'mean-squared-error',
    word: 'loss',
    compat,
    dtype,
    params,
    constants,
    reduction: 'mean',
    over: 'samples',
    denominator: 3,
    shape: [3, 1],
    sampleAxes: [1],
    samples: 3,
    skipped: 0,
    clipped: 0,
    result,
  };
}

export function checkOf(part: Partial<CheckOutcome> = {}): CheckOutcome {
  return {
    assertion: 'mse <= 0.3',
    loss: 'mse',
    value: 0.5,
    bound: 0.3,
    comparison: '<=',
    dtype: 'float64',
    status: 'failed',
    samples: 3,
    few: false,
    message: '0.5 is above 0.3 by 0.2',
    ...part,
  };
}

/** A report with segments and a worst sample, whose texts are all `text`. */
export function reportOf(text: string, part: Partial<Report> = {}): Report {
  const request = resolveRequest(meanSquaredError, {});
  const worst = [{ row: 2, true: [1], pred: [0], loss: 1, texts: { [text]: text } }];
  return {
    input: text,
    losses: [{ request, result: resultOf(0.5), worst }],
    divisions: [{ columns: [text], segments: [{ values: [text], results: [resultOf(0.5)] }] }],
    minSamples: 5,
    checks: [checkOf({ assertion: text, message: text })],
    ...part,
  };
}

export const INTERVAL: Interval = {
  low: 0.25,
  high: 0.75,
  level: 0.95,
  method: 'bca',
  replicates: 2000,
  seed: 0,
  units: 'samples',
  count: 3,
};

/** A loss with all that can be computed of it, whole and by segments. */
export function fullReport(part: Partial<Report> = {}): Report {
  const request = resolveRequest(meanSquaredError, {});
  const histogram = {
    scale: 'linear' as const,
    bins: [{ low: 0, high: 1, count: 1234 }],
    nonFinite: [],
  };
  const bin = { low: 0, high: 0.1, count: 5, meanPredicted: 0.0512, sharePositive: 0.2 };
  const segments = ['eu', 'us'].map((value) => ({
    values: [value],
    results: [resultOf(0.5)],
    intervals: [value === 'eu' ? INTERVAL : { reason: 'there is one sample' }],
  }));
  return {
    input: 'preds.csv',
    losses: [{ request, result: resultOf(0.5), interval: INTERVAL, histogram }],
    divisions: [{ columns: ['region'], segments }],
    calibration: { bins: [bin], outside: 0, expectedError: 0.1488 },
    minSamples: 5,
    checks: [checkOf()],
    ...part,
  };
}
