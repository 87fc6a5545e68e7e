import { quote, UserError } from '../messages/errors.ts';
import { LONGEST_SENTENCE, shownText } from '../messages/shown-text.ts';
import { assertionText, segmentText } from './assertion.ts';
import type { Baseline } from './baseline.ts';
import { boundIn, keeps } from './bound.ts';
import { shownNumber, UNDEFINED } from './judge.ts';
import type { CheckedSegment, CheckOutcome } from './outcome.ts';

/** How much worse than its baseline a result may be: the larger of the two. */
export interface Tolerance {
  /** A share of the size of the baseline's result. */
  readonly relative: number;
  readonly absolute: number;
}

/** What the comparison has to know of each loss besides the numbers. */
export interface Compared {
  readonly better: 'smaller' | 'larger';
  readonly dtype: CheckOutcome['dtype'];
}

const FACTS = ['loss', 'compat', 'dtype', 'reduction', 'params', 'constants', 'formula'] as const;
const COUNTS = ['samples', 'skipped'] as const;
const FACT_NAMES: Readonly<Record<(typeof FACTS)[number] | (typeof COUNTS)[number], string>> = {
  loss: 'loss',
  compat: 'convention',
  dtype: 'dtype',
  reduction: 'reduction',
  params: 'parameters',
  constants: 'constants',
  formula: 'formula',
  samples: 'samples',
  skipped: 'rows skipped',
};

/**
 * Requires that two baselines are of the same losses, of the same true values, in the same segments.
 * @param where the file of the first
 * @throws UserError that says what differs, with both values
 */
export function requireComparable(baseline: Baseline, now: Baseline, where: string): void {
  const require = (name: string, then: unknown, found: unknown, hint: string): void => {
    if (sameJson(then, found)) return;
    throw new UserError({
      where,
      // Names of losses, columns and segments are texts of the user.
      problem: `${shownText(name)}: expected ${jsonOf(then)} as in the baseline, found ${jsonOf(found)}`,
      hint: then === undefined ? UNSAID : hint,
    });
  };
  const specs = ({ losses }: Baseline): string[] => losses.map(({ spec }) => spec);
  if (baseline.losses.length !== now.losses.length) {
    require('losses', specs(baseline), specs(now), RENEW);
  }
  baseline.losses.forEach((loss, k) => {
    for (const fact of FACTS) {
      require(`${FACT_NAMES[fact]} of ${loss.spec}`, loss[fact], now.losses[k]![fact], SETTINGS);
    }
    for (const count of COUNTS) {
      require(`${FACT_NAMES[count]} of ${loss.spec}`, loss[count], now.losses[k]![count], DATA);
    }
  });
  for (const [field, name] of FINGERPRINTS) {
    const [before, after] = [baseline[field], now[field]];
    require(`number of ${name}`, before?.count ?? 0, after?.count ?? 0, DATA);
    require(`hash of the ${name}`, before?.hash, after?.hash, DATA);
  }
  const inputs = new Set([...Object.keys(baseline.inputs ?? {}), ...Object.keys(now.inputs ?? {})]);
  for (const name of inputs) {
    require(`hash of the input ${name}`, baseline.inputs?.[name]?.hash, now.inputs?.[name]
      ?.hash, DATA);
  }
  const segments = new Map(now.segments.map((segment) => [segmentText(segment), segment.samples]));
  for (const segment of baseline.segments) {
    const name = segmentText(segment);
    require(`samples of segment ${name}`, segment.samples, segments.get(name) ?? 0, SEGMENTS);
    segments.delete(name);
  }
  for (const [name, samples] of segments) {
    require(`samples of segment ${name}`, 0, samples, SEGMENTS);
  }
}

const FINGERPRINTS = [
  ['trueValues', 'true values'],
  ['weights', 'weights'],
  ['mask', 'values of the mask'],
] as const;

const RENEW = 'write the baseline anew if that is meant: --update-baseline';
const UNSAID = 'a baseline of an older losscalc may not say it; write it anew: --update-baseline';
const SETTINGS = 'choose the settings of the baseline, or write it anew: --update-baseline';
const DATA =
  'a baseline holds for the same rows in the same order; write it anew for others: --update-baseline';
const SEGMENTS = 'name the segments of the baseline, or write it anew: --update-baseline';

/** Holds results to comparable ones of a baseline: an outcome for each loss, whole and in each segment. */
export function compareWithBaseline(
  baseline: Baseline,
  now: Baseline,
  compared: readonly Compared[],
  tolerance: Tolerance,
  minSamples: number,
): CheckOutcome[] {
  const whole = baseline.losses.map((loss, k) => {
    const { samples, result } = now.losses[k]!;
    const pair = { spec: loss.spec, then: loss.result, value: result, samples };
    return outcomeOf(pair, compared[k]!, tolerance, minSamples);
  });
  const current = new Map(now.segments.map((segment) => [segmentText(segment), segment]));
  const parts = baseline.segments.flatMap((segment) => {
    const { columns, values, samples, results } = current.get(segmentText(segment))!;
    return baseline.losses.map(({ spec }, k) => {
      const pair = { spec, then: segment.results[k]!, value: results[k]!, samples };
      return outcomeOf(
        { ...pair, segment: { columns, values } },
        compared[k]!,
        tolerance,
        minSamples,
      );
    });
  });
  return [...whole, ...parts];
}

interface Pair {
  readonly spec: string;
  readonly then: number;
  readonly value: number;
  readonly samples: number;
  readonly segment?: CheckedSegment;
}

function outcomeOf(
  { spec, then, value, samples, segment }: Pair,
  { better, dtype }: Compared,
  { relative, absolute }: Tolerance,
  minSamples: number,
): CheckOutcome {
  const slack = Math.max(relative * Math.abs(then), absolute);
  const comparison = better === 'smaller' ? '<=' : '>=';
  const bound = boundIn(dtype, better === 'smaller' ? then + slack : then - slack);
  const passes = keeps(value, comparison, bound);
  return {
    assertion: assertionText({ loss: spec, comparison, boundText: shownNumber(bound) }, segment),
    loss: spec,
    segment,
    value,
    bound,
    comparison,
    dtype,
    status: passes ? 'passed' : 'failed',
    samples,
    few: samples < minSamples,
    message: changeText(then, value, better, slack, passes),
  };
}

/** `0.31 is worse than the baseline 0.3 by 0.01, more than the tolerance 0.006`. */
function changeText(
  then: number,
  value: number,
  better: Compared['better'],
  slack: number,
  passes: boolean,
): string {
  if (Number.isNaN(value)) return UNDEFINED;
  if (value === then) return `${shownNumber(value)} is as in the baseline`;
  const isWorse = better === 'smaller' ? value > then : value < then;
  const change =
    `${shownNumber(value)} is ${isWorse ? 'worse' : 'better'} than the baseline ${shownNumber(then)} ` +
    `by ${shownNumber(Math.abs(value - then))}`;
  if (!isWorse) return change;
  return `${change}, ${passes ? 'within' : 'more than'} the tolerance ${shownNumber(slack)}`;
}

function sameJson(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

/** JSON in which the order of the keys does not matter. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** A value in a message; a baseline may lack what was not recorded when it was written. */
function jsonOf(value: unknown): string {
  if (value === undefined) return 'none';
  return typeof value === 'string' ? quote(value) : shownText(canonical(value), LONGEST_SENTENCE);
}
