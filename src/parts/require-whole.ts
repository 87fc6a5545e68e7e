import { UserError } from '../messages/errors.ts';
import { Sums, type SumsJson } from '../reduce/sums.ts';
import type { ResamplerState } from '../resample/resampler.ts';
import type { LossState, PartialSuite, SegmentsState } from '../suite/partial-suite.ts';
import type { PartialSkill } from '../suite/skill.ts';

/**
 * @param state what a part holds
 * @param empty the same of no rows: what each of its lists has to be like
 * @param where how messages call the part
 * @throws UserError where something is missing or too much, of which nothing could be made
 */
export function requireWhole(
  state: PartialSuite | PartialSkill,
  empty: PartialSuite | PartialSkill,
  where: string,
): void {
  const isSkill = 'own' in empty;
  if (isSkill !== 'own' in state)
    throw notWhole(where, 'computed.state', 'sums of the losses asked for');
  if ('own' in empty && 'own' in state) {
    requireSuite(state.own, empty.own, `${where}: computed.state.own`);
    requireSuite(state.other, empty.other, `${where}: computed.state.other`);
  } else if (!('own' in empty) && !('own' in state)) {
    requireSuite(state, empty, `${where}: computed.state`);
  }
}

function requireSuite(state: PartialSuite, empty: PartialSuite, where: string): void {
  const { losses, groupings, calibration } = state;
  requireLength(losses, empty.losses.length, `${where}.losses`);
  requireLength(groupings, empty.groupings.length, `${where}.groupings`);
  requireBoth(calibration, empty.calibration, `${where}.calibration`);
  if (calibration)
    requireSums(calibration.sums, empty.calibration!.sums, 10, `${where}.calibration.sums`);
  losses.forEach((loss, k) => {
    const sizes = groupings.map(({ length }) => length);
    requireLoss(loss, empty.losses[k]!, sizes, `${where}.losses[${k}]`);
  });
}

function requireLoss(
  { evaluation, units, worst, histogram, segments }: LossState,
  empty: LossState,
  sizes: readonly number[],
  where: string,
): void {
  const place = `${where}.evaluation`;
  const { sums, cells, outside, doubts, elements, ties } = evaluation;
  requireSums(sums, empty.evaluation.sums, 1, `${place}.sums`, cells.length);
  requireLength(outside, empty.evaluation.outside.length, `${place}.outside`);
  requireLength(doubts.seen, empty.evaluation.doubts.seen.length, `${place}.doubts.seen`);
  requireBoth(elements, empty.evaluation.elements, `${place}.elements`);
  requireBoth(ties, empty.evaluation.ties, `${place}.ties`);
  requireBoth(units, empty.units, `${where}.units`);
  requireBoth(worst, empty.worst, `${where}.worst`);
  requireBoth(histogram, empty.histogram, `${where}.histogram`);
  if (units) requireUnits(units, empty.evaluation.sums, `${where}.units`, cells.length);
  requireLength(segments, sizes.length, `${where}.segments`);
  segments.forEach((each, k) => {
    requireSegments(
      each,
      empty.evaluation.sums,
      sizes[k]!,
      `${where}.segments[${k}]`,
      cells.length,
    );
  });
}

function requireSegments(
  { sums, clipped, units = [] }: SegmentsState,
  empty: SumsJson,
  size: number,
  where: string,
  cells: number,
): void {
  requireSums(sums, empty, size, `${where}.sums`, cells);
  requireLength(clipped, size, `${where}.clipped`);
  if (units.length > size) throw notWhole(where, 'units', `at most ${size}`);
  units.forEach((each, k) => requireUnits(each, empty, `${where}.units[${k}]`, cells));
}

/** Units that there are at most. */
const MOST_UNITS = 4096;

function requireUnits(
  { keys, sums }: ResamplerState,
  empty: SumsJson,
  where: string,
  cells: number,
): void {
  requireSums(
    sums,
    empty,
    Math.min(MOST_UNITS, keys?.length ?? MOST_UNITS),
    `${where}.sums`,
    cells,
  );
}

/** @param most how many groups there may be */
function requireSums(
  sums: SumsJson,
  empty: SumsJson,
  most: number,
  where: string,
  cells = 0,
): void {
  requireLength(sums.values, empty.values.length, `${where}.values`);
  const isWhole =
    sums.rows.length <= most &&
    sums.cells.every(([group, cell]) => group < most && cell < cells) &&
    Sums.fromJSON(sums) !== undefined;
  if (!isWhole) throw notWhole(where, '', `sums of at most ${most} groups, each of ${cells} cells`);
}

function requireLength(list: readonly unknown[], length: number, where: string): void {
  if (list.length !== length)
    throw notWhole(where, '', `a list of ${length}, found ${list.length}`);
}

function requireBoth(found: unknown, expected: unknown, where: string): void {
  if ((found === undefined) === (expected === undefined)) return;
  throw notWhole(where, '', expected === undefined ? 'nothing' : 'what was gathered');
}

function notWhole(where: string, key: string, expected: string): UserError {
  return new UserError({
    where: key === '' ? where : `${where}.${key}`,
    problem: `expected ${expected}`,
    hint: 'make the part anew, with --partial',
  });
}
