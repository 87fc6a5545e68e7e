import type { BatchKernel } from '../kernel.ts';
import type { ChoiceParameter, InputDefinition, KernelConvention } from '../definition.ts';
import { compensatedSum } from './numeric.ts';

/** How scores of several columns become one. */
export const columnAverage: ChoiceParameter = {
  kind: 'choice',
  choices: ['macro', 'weighted', 'micro'],
  default: 'macro',
  help: 'of several columns: the mean, that by their positive samples, or of all columns as one',
};

/** The inputs of a score of a ranking: labels of 0 and 1, or indices of classes of which each is held against the others. */
export const rankedInputs = {
  true: { domain: 'binary', orIndices: true },
  pred: 'real',
} satisfies Record<string, InputDefinition | 'real'>;

/** What samples with the same score weigh together, by their labels. */
export interface Tie {
  readonly positive: number;
  readonly negative: number;
}

/**
 * What is computed of a column: its samples by falling scores, those with the same score together.
 * @param areClasses whether it is one of several, of which each sample has one
 */
export type OfTies = (ties: readonly Tie[], totals: Tie, areClasses: () => boolean) => number;

/** How columns without a score are averaged. */
interface Averaging {
  /** Whether NaN is left out, or let through. */
  readonly skipsNaN: boolean;
  /** The labels without samples of which there is no score. */
  readonly needs: readonly (keyof Tie)[];
}

/** The kernel of a score that each column has by itself, averaged over these; it has no slope but where scores are equal. */
function ofColumns(score: OfTies, { skipsNaN, needs }: Averaging): BatchKernel {
  return ({ rows, inputs, axes, weights, params, round }) => {
    const width = axes['pred']!.reduce((product, length) => product * length, 1);
    const truths = inputs['true']!;
    const scores = inputs['pred']!;
    const isOne = params['average'] === 'micro';
    const columns = isOne ? 1 : width;
    const length = isOne ? rows * width : rows;
    const step = isOne ? 1 : width;
    const areClasses = (): boolean => width > 1 && isOneHot(truths, width);
    const found = Array.from({ length: columns }, (_, column) => {
      const places = Float64Array.from({ length }, (_, i) => i * step + column);
      const ofColumn = {
        truths,
        scores,
        weightOf: (at: number) => weights[Math.floor(at / width)]!,
      };
      const { ties, totals } = tiesOf(places, ofColumn);
      return {
        value: score(ties, totals, areClasses),
        weight: params['average'] === 'weighted' ? totals.positive : 1,
        lacks: needs.find((label) => totals[label] === 0),
      };
    });
    const counted = found.filter(({ value, weight }) =>
      skipsNaN ? !Number.isNaN(value) : weight !== 0,
    );
    const weight = compensatedSum(counted.map((each) => each.weight));
    const loss = compensatedSum(counted.map((each) => each.value * each.weight)) / weight;
    const doubt = doubtOf(found, counted);
    return { losses: round(loss), gradient: () => new Float64Array(rows * width), doubt };
  };
}

/** The score of a column. */
interface Found {
  readonly value: number;
  /** The label that none of its samples has, and without which there is no score. */
  readonly lacks: keyof Tie | undefined;
}

/** @param counted those that have a share in the mean */
function doubtOf(found: readonly Found[], counted: readonly Found[]): string | undefined {
  const lacking = found.filter(({ lacks }) => lacks !== undefined);
  const [first] = lacking;
  if (first === undefined) return undefined;
  const where = found.length === 1 ? '' : ` in ${lacking.length} of ${found.length} columns`;
  const taken = counted.includes(first) ? `is ${first.value} here` : 'is left out of the mean';
  return `no sample is ${first.lacks}${where}, without which the score is not defined: it ${taken}`;
}

function isOneHot(truths: Float64Array, width: number): boolean {
  for (let start = 0; start < truths.length; start += width) {
    const ones = truths.subarray(start, start + width).filter((y) => y === 1);
    if (ones.length !== 1) return false;
  }
  return true;
}

interface Column {
  readonly truths: Float64Array;
  readonly scores: Float64Array;
  readonly weightOf: (place: number) => number;
}

function tiesOf(
  places: Float64Array,
  { truths, scores, weightOf }: Column,
): { ties: readonly Tie[]; totals: Tie } {
  const missing = places.find((at) => Number.isNaN(scores[at]) || Number.isNaN(truths[at]));
  if (missing !== undefined) return { ties: [], totals: { positive: NaN, negative: NaN } };
  places.sort((a, b) => scores[b]! - scores[a]!);
  const ties: { positive: number; negative: number }[] = [];
  let last: number | undefined;
  for (const at of places) {
    if (scores[at] !== last) ties.push({ positive: 0, negative: 0 });
    last = scores[at]!;
    ties.at(-1)![truths[at] === 1 ? 'positive' : 'negative'] += weightOf(at);
  }
  const total = (label: keyof Tie): number => compensatedSum(ties.map((tie) => tie[label]));
  return { ties, totals: { positive: total('positive'), negative: total('negative') } };
}

/** What conventions of such scores have in common. */
export function ranked(
  score: OfTies,
  averaging: Averaging,
  method: string,
): Pick<KernelConvention, 'kernel' | 'batchLevel' | 'method' | 'better' | 'raises'> & {
  readonly notASum: string;
} {
  return {
    kernel: ofColumns(score, averaging),
    batchLevel: true,
    method,
    better: 'larger',
    raises: ['true'],
    notASum: 'what a sample adds depends on how it ranks among all others',
  };
}
