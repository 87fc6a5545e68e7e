import type { CheckOutcome } from '../../../src/check/outcome.ts';
import { meanSquaredError } from '../../../src/losses/regression/mean-squared-error.ts';
import type { Report } from '../../../src/output/report/index.ts';
import { resolveRequest } from '../../../src/engine/request.ts';
import type { Result } from '../../../src/engine/result.ts';

/** Text that does harm where it is not escaped. */
export const HOSTILE =
  '\u001b[31m<script>alert(1)</script>]]>&"\'\u0000\uffff\n::error::=cmd|x`*[a](b)';
export const LONG = `=${'x'.repeat(1_000_000)}`;

/** A mean squared error of that value. */
export function resultOf(result: number | null): Result {
  const { compat, dtype, params, constants } = resolveRequest(meanSquaredError, {});
  return {
    loss: 'mean-squared-error',
    compat,
    dtype,
    params,
    constants,
    reduction: 'mean',
    over: 'samples',
    denominator: 3,
    shape: [3, 1],
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
