import type { Interval } from '../../resample/interval.ts';
import { shownText } from '../../messages/shown-text.ts';
import type { Difference, LossComparison } from '../../suite/outcome.ts';
import { formatCounted, formatCount } from '../../text/format-number.ts';
import { pairOf, type ComparisonReport, type Pair } from '../report/comparison-report.ts';
import type { Column } from './column.ts';
import { shownNames } from './names.ts';
import { boundsText, numberText, percentText } from './numbers.ts';
import { rankingParts } from './ranking-cells.ts';
import { lossText } from './result-facts.ts';

/** A comparison in words and tables, for each format to lay out. */
export interface ComparisonParts {
  /** What was computed: `huber, delta 1 · tf-keras · 1,000 samples`. */
  readonly title: string;
  readonly tables: readonly { readonly title?: string; readonly columns: readonly Column[] }[];
  /** What readers want to know, where it is one thing. */
  readonly verdict: string | undefined;
  /** What else is to be said, in sentences. */
  readonly sentences: readonly string[];
}

export function comparisonParts(
  report: ComparisonReport,
  precision: number | undefined,
): ComparisonParts {
  const pair = pairOf(report);
  if (!pair) return rankingParts(report, precision);
  return {
    title: comparisonTitle(pair.comparison),
    tables: [{ columns: pairColumns(pair, precision) }],
    verdict: verdictSentence(pair),
    sentences: [...sharesSentence(pair.compared), ...methodSentence([pair.compared])],
  };
}

/** What was computed: `huber, delta 1 · tf-keras · 1,000 samples`. */
export function comparisonTitle({ results }: LossComparison): string {
  const { compat, samples } = results[0]!;
  return [lossText(results[0]!), compat, formatCounted(samples, 'sample')].join(' · ');
}

/** The results and their difference, with its interval where there is one. */
function pairColumns({ names, pred, other, compared }: Pair, precision?: number): Column[] {
  const { difference, interval } = compared;
  const number = (x: number): string => numberText(x, pred.dtype, precision);
  const columns: Column[] = [
    { header: '', cells: ['pred', 'other', 'difference'] },
    { header: '', cells: [...shownNames([names.pred, names.other]), 'other - pred'] },
    {
      header: 'result',
      isNumber: true,
      cells: [pred.result!, other.result!, difference].map(number),
    },
  ];
  if ('reason' in interval) return columns;
  const bounds = boundsText(interval, pred.dtype, number);
  const header = `${percentText(interval.level, 4)} interval`;
  return [...columns, { header, cells: ['', '', bounds] }];
}

function verdictSentence({ names, comparison, compared }: Pair): string {
  const { verdict, interval } = compared;
  const [pred, other] = [shownText(names.pred), shownText(names.other)];
  if (verdict === 'equal') return `${other} and ${pred} have the same result.`;
  const rule = ruleText(comparison);
  if (verdict !== 'undecided') {
    return `${other} is ${verdict} than ${pred}: the interval of the difference excludes 0 (${rule}).`;
  }
  return 'reason' in interval
    ? `Whether ${other} is better than ${pred} is undecided: there is no interval, as ${interval.reason}.`
    : `Whether ${other} is better than ${pred} is undecided: the interval of the difference includes 0 (${rule}).`;
}

/** Which results are better. */
export function ruleText({ smallerIsBetter }: LossComparison): string {
  return `${smallerIsBetter ? 'smaller' : 'larger'} is better`;
}

function sharesSentence({ samples: counts }: Difference): string[] {
  if (!counts) return [];
  const { worse, better, equal } = counts;
  const samples = worse + better + equal;
  if (samples === 0) return [];
  const part = (count: number): string =>
    `${formatCount(count)} (${percentText(count / samples, 4)})`;
  return [
    `Of ${formatCounted(samples, 'sample')} ${part(worse)} got worse, ${part(better)} better, ${part(equal)} neither.`,
  ];
}

const METHODS: Readonly<Record<Interval['method'], string>> = {
  bca: 'BCa',
  percentile: 'percentiles',
};

/** How the intervals of differences were computed, each way once. */
export function methodSentence(differences: readonly (Difference | undefined)[]): string[] {
  const sentences = differences.flatMap((compared) => {
    if (!compared || 'reason' in compared.interval) return [];
    const { method, replicates, count, units, seed } = compared.interval;
    return [
      `Interval: paired bootstrap (${METHODS[method]}), ${formatCount(replicates)} replicates of ${formatCount(count)} ${units}, seed ${seed}.`,
    ];
  });
  return [...new Set(sentences)];
}
