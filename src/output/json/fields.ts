import type { CheckOutcome } from '../../check/outcome.ts';
import type { Result } from '../../engine/result.ts';
import type { Interval, NoInterval } from '../../resample/interval.ts';
import type { Calibration, NoCalibration } from '../../suite/calibration.ts';
import type { Histogram } from '../../suite/histogram.ts';
import type { Dtype } from '../../tensor/dtype.ts';
import { dividerName } from '../../suite/dividers.ts';
import type { LossOutcome, Segment } from '../../suite/outcome.ts';
import type { ParameterValue } from '../../losses/definition.ts';
import { lossLabels } from '../cells/loss-cells.ts';
import { resultName } from '../cells/result-facts.ts';
import { byName, compact, jsonNumber, onLines, type Json, type JsonFields } from './json.ts';

/**
 * Everything about a result but its tensors, in the order it is printed. `digits` rounds the loss only: counts,
 * parameters and constants are what they are.
 */
export function summaryFields(result: Result, digits: number | undefined): JsonFields {
  const { dtype, params, constants } = result;
  return {
    loss: result.loss,
    compat: result.compat,
    dtype,
    stored: result.stored,
    params: settingFields(params, dtype),
    constants: Object.keys(constants).length > 0 ? settingFields(constants, dtype) : undefined,
    reduction: result.reduction,
    denominator: result.denominator,
    shape: result.shape,
    samples: result.samples,
    items: result.items,
    group: result.lists?.column,
    files: result.files,
    skipped: result.skipped,
    where: result.where && { ...result.where },
    skippedElements: result.elements?.skipped,
    clipped: result.clipped,
    classes: result.classes && { ...result.classes },
    decided: result.decided && { ...result.decided },
    oneHotClasses: result.oneHotClasses,
    skill: result.skill && skillJson(result.skill, result, digits),
    result: resultNumber(result, digits),
  };
}

/** What a result is the skill of: the loss, and that of the reference. */
export function skillJson(
  { over, loss, reference }: NonNullable<Result['skill']>,
  { dtype }: Pick<Result, 'dtype'>,
  digits: number | undefined,
): Json {
  return {
    over,
    loss: jsonNumber(loss, dtype, digits),
    reference: jsonNumber(reference, dtype, digits),
  };
}

/** Parameters or constants, of a type of number. */
export function settingFields(
  settings: Readonly<Record<string, ParameterValue>>,
  dtype: Dtype,
): Json {
  const json = (value: ParameterValue): Json => {
    if (typeof value === 'object') return value.map((x) => jsonNumber(x, dtype));
    return typeof value === 'number' ? jsonNumber(value, dtype) : value;
  };
  const fields = Object.entries(settings).map(([name, value]) => [name, json(value)]);
  return byName(Object.fromEntries(fields) as JsonFields);
}

/** A result, which is null where the loss is not reduced. */
export function resultNumber({ result, dtype }: Result, digits: number | undefined): Json {
  return result === null ? null : jsonNumber(result, dtype, digits);
}

/** What losses are called beside each other, where their names do not tell them apart. */
export function labelFields(
  losses: readonly Pick<LossOutcome, 'result'>[],
): readonly { readonly label?: string }[] {
  return lossLabels(losses).map((label, k) =>
    label === resultName(losses[k]!.result) ? {} : { label },
  );
}

/** A loss and its interval. */
export function lossFields(
  { result, interval }: LossOutcome,
  digits: number | undefined,
): JsonFields {
  return {
    ...summaryFields(result, digits),
    interval: interval && intervalJson(interval, result, digits),
  };
}

/** An interval of a result, or why there is none. */
export function intervalJson(
  interval: Interval | NoInterval,
  { dtype }: Pick<Result, 'dtype'>,
  digits: number | undefined,
): Json {
  if ('reason' in interval) return { reason: interval.reason };
  const { low, high, level, method, replicates, seed, units, count } = interval;
  return {
    low: jsonNumber(low, dtype, digits),
    high: jsonNumber(high, dtype, digits),
    ...{ level, method, replicates, seed, units, count },
  };
}

/**
 * What a segment is, and whether its samples are few.
 * @param by the columns that divide
 */
export function segmentFields(
  by: Json,
  values: Segment['values'],
  { samples }: Result,
  minSamples: number,
): JsonFields {
  return { by, values: compact(values), samples, few: samples < minSamples };
}

export function checkFields(check: CheckOutcome, digits: number | undefined): JsonFields {
  const { segment, value, dtype } = check;
  return {
    status: check.status,
    assertion: check.assertion,
    loss: check.loss,
    segment: segment
      ? { by: compact(segment.columns.map(dividerName)), values: compact(segment.values) }
      : null,
    value: value === null ? null : jsonNumber(value, dtype, digits),
    comparison: check.comparison,
    bound: jsonNumber(check.bound, dtype),
    samples: check.samples,
    few: check.few,
    message: check.message,
  };
}

/** Whether all checks passed, and the checks, a line each; nothing where there are none. */
export function checksFields(
  checks: readonly CheckOutcome[] | undefined,
  digits: number | undefined,
): JsonFields {
  if (!checks) return {};
  return {
    passed: checks.every(({ status }) => status !== 'failed'),
    checks: onLines(checks.map((check) => checkFields(check, digits))),
  };
}

/** A histogram on one line: its scale, `bins` of low, high and count, and counts of what is no finite number. */
export function histogramJson({ scale, bins, nonFinite }: Histogram): Json {
  return {
    scale,
    // The upper bound of what is just below 0 is 0, without a sign.
    bins: bins.map(({ low, high, count }) => [low + 0, high + 0, count]),
    nonFinite: byName(
      Object.fromEntries(nonFinite.map(({ value, count }) => [String(value), count])),
    ),
  };
}

/** The bins of predicted probabilities, those without samples with null for their means; or why there are none. */
export function calibrationJson(calibration: Calibration | NoCalibration): Json {
  if ('reason' in calibration) return { reason: calibration.reason };
  const orNull = (x: number): number | null => (Number.isNaN(x) ? null : x);
  const { bins, outside, expectedError } = calibration;
  return onLines({
    expectedCalibrationError: orNull(expectedError),
    outside,
    bins: onLines(
      bins.map(({ low, high, count, meanPredicted, sharePositive }) => ({
        ...{ low, high, count },
        meanPredicted: orNull(meanPredicted),
        sharePositive: orNull(sharePositive),
      })),
    ),
  });
}
