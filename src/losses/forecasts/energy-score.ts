import { UserError } from '../../messages/errors.ts';
import { productError } from '../../reduce/units.ts';
import { formatShape } from '../../tensor/shape.ts';
import { defineLoss } from '../definition.ts';
import type { Batch, BatchKernel } from '../kernel.ts';
import { accurateDistance, distance, type Point } from '../shared/distances.ts';
import { compensatedSum } from '../shared/numeric.ts';

/** The members of one ensemble, and what came true. */
interface Ensemble {
  readonly truth: Point;
  readonly members: readonly Point[];
  /** Numbers of a point. */
  readonly width: number;
  /** What the distances between members are divided by, besides the number of members. */
  readonly divisor: number;
}

type ScoreOf = (ensemble: Ensemble) => number;

const METHOD =
  'the mean distance of the members from the true values, less half their mean distance from each other';

const energyKernel =
  (scoreOf: ScoreOf): BatchKernel =>
  (batch) => {
    const { rows, inputs } = batch;
    const ensembles = ensemblesOf(batch);
    return {
      losses: Float64Array.from(ensembles, scoreOf),
      gradient: (seed) => {
        const slopes = new Float64Array(inputs['pred']!.length);
        for (let row = 0; row < rows; row++) addSlopes(slopes, ensembles[row]!, seed[row]!);
        return slopes;
      },
    };
  };

/** In doubles, as scoringrules adds it up. */
const plainScore: ScoreOf = ({ truth, members, width, divisor }) => {
  const count = members.length;
  let fromTruth = 0;
  let apart = 0;
  for (let i = 0; i < count; i++) {
    fromTruth += distance(members[i]!, truth, width);
    for (let j = i + 1; j < count; j++) apart += 2 * distance(members[i]!, members[j]!, width);
  }
  return fromTruth / count - (0.5 / (count * divisor)) * apart;
};

/** As if in twice the digits, as the two means may nearly cancel. */
const accurateScore: ScoreOf = (ensemble) => {
  const { truth, members, width, divisor } = ensemble;
  const count = members.length;
  const scale = scaleOf(members, truth, width);
  if (scale === undefined) return plainScore(ensemble);
  const found = new Float64Array(2);
  const terms = new Float64Array(3 * count + count * (count - 1));
  let at = 0;
  for (let i = 0; i < count; i++) {
    accurateDistance(members[i]!, truth, width, scale, found);
    const far = found[0]!;
    terms[at++] = divisor * far;
    terms[at++] = productError(divisor, far, divisor * far);
    terms[at++] = divisor * found[1]!;
    for (let j = i + 1; j < count; j++) {
      accurateDistance(members[i]!, members[j]!, width, scale, found);
      terms[at++] = -found[0]!;
      terms[at++] = -found[1]!;
    }
  }
  return compensatedSum(terms) / (count * divisor) / scale;
};

/** What squares of differences can be multiplied by, and what brings others there. */
const SMALL = 1e-100;
const LARGE = 1e100;
const SCALE = 2 ** 600;

/** A power of two after which squares of differences neither overflow nor vanish; undefined where some are not finite. */
function scaleOf(members: readonly Point[], truth: Point, width: number): number | undefined {
  let largest = 0;
  for (const { numbers, from } of members) {
    for (let k = 0; k < width; k++) {
      largest = Math.max(largest, Math.abs(numbers[from + k]! - truth.numbers[truth.from + k]!));
    }
  }
  if (!Number.isFinite(largest)) return undefined;
  return largest < SMALL ? SCALE : largest > LARGE ? 1 / SCALE : 1;
}

/** Adds `seed` times the slope by each member; members that are equal do not move each other. */
function addSlopes(slopes: Float64Array, ensemble: Ensemble, seed: number): void {
  const { truth, members, width, divisor } = ensemble;
  const count = members.length;
  for (const member of members) {
    addDirection(slopes, member, truth, width, seed / count);
    for (const other of members) {
      if (other !== member) addDirection(slopes, member, other, width, -seed / (count * divisor));
    }
  }
}

/** Adds a multiple of the direction from another point to a member. */
function addDirection(
  slopes: Float64Array,
  member: Point,
  other: Point,
  width: number,
  factor: number,
): void {
  const scale = scaleOf([member], other, width) ?? 1;
  const found = new Float64Array(2);
  accurateDistance(member, other, width, scale, found);
  const length = found[0]!;
  if (length === 0) return;
  for (let k = 0; k < width; k++) {
    const difference = member.numbers[member.from + k]! - other.numbers[other.from + k]!;
    slopes[member.from + k]! += factor * ((scale * difference) / length);
  }
}

/** @throws UserError for inputs that are not true values and members of them */
function ensemblesOf({ rows, axes, inputs, params }: Batch): readonly Ensemble[] {
  const truth = axes['true']!;
  const pred = axes['pred']!;
  const width = truth[0] ?? 1;
  const [count] = pred;
  const areMembers = pred.length === 2 ? pred[1] === width : pred.length === 1 && width === 1;
  if (truth.length > 1 || !areMembers || count === undefined) {
    const [ofTruth, ofPred] = [truth, pred].map((shape) => formatShape([rows, ...shape]));
    throw new UserError({
      where: 'pred',
      problem: `expected samples x members x variables beside true values of samples x variables, found ${ofPred!} beside ${ofTruth!}`,
      hint: 'arrays of NPY and lists of lists in JSON have such shapes',
    });
  }
  const divisor = params['estimator'] === 'fair' ? count - 1 : count;
  const points = (numbers: Float64Array, from: number, length: number): Point[] =>
    Array.from({ length }, (_, i) => ({ numbers, from: from + i * width }));
  return points(inputs['true']!, 0, rows).map((point, row) => {
    return {
      truth: point,
      members: points(inputs['pred']!, row * count * width, count),
      width,
      divisor,
    };
  });
}

/** Energy score. Source: T. Gneiting and A. E. Raftery, Strictly proper scoring rules, 2007. */
export const energyScore = defineLoss({
  name: 'energy-score',
  title: 'Energy score',
  family: 'forecasts',
  aliases: ['multivariate-crps'],
  summary: 'The CRPS of ensembles of several variables at once: distances in place of differences.',
  description:
    'For forecasts of several variables that belong together, such as wind at some places or the hours of a day, by members ' +
    'that have all of them: the mean Euclidean distance of the members from what came true, less half their mean distance ' +
    'from each other. Of one variable it is crps-ensemble. The variables need one unit, or are to be scaled before. ' +
    'pred has samples x members x variables and true samples x variables, as NPY and JSON hold them. It sees a ' +
    'wrong mean better than a wrong dependence of the variables. --estimator fair is for ensembles of different sizes.',
  parameters: {
    estimator: {
      kind: 'choice',
      choices: ['nrg', 'fair'],
      default: 'nrg',
      help: 'nrg takes the members for the distribution, fair for samples of it, and needs two',
    },
  },
  inputs: {
    true: { domain: 'real', shape: 'batch', help: 'true values, those of all variables in a row' },
    pred: { domain: 'real', shape: 'batch', help: 'a row of the variables for each member' },
  },
  conventions: {
    scoringrules: {
      api: 'scoringrules.es_ensemble',
      kernel: energyKernel(plainScore),
      method: METHOD,
      note: 'Distances whose squares overflow, from some 1e154 on, are Infinity.',
    },
    exact: { api: 'energy score', kernel: energyKernel(accurateScore), method: METHOD },
  },
  references: [
    'T. Gneiting and A. E. Raftery, Strictly proper scoring rules, prediction, and estimation, 2007, Journal of the American Statistical Association 102',
    'C. A. T. Ferro, Fair scores for ensemble forecasts, 2014, Quarterly Journal of the Royal Meteorological Society 140',
  ],
  example: {
    true: [
      [3, 1],
      [2, 0],
    ],
    pred: [
      [
        [1, 0.5],
        [2, 1.5],
        [4, 2],
      ],
      [
        [1.5, 0.25],
        [2, -1],
        [2.5, 0.5],
      ],
    ],
  },
});
