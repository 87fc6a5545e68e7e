import { settings } from '../result/facts.ts';
import { formatCounted, formatCount } from '../../text/format-number.ts';
import type { Interval } from '../../resample/interval.ts';
import { shownText } from '../../messages/shown-text.ts';
import type { ComparisonReport, PredictionsCompared } from './comparison-report.ts';
import { numberText } from './number-text.ts';

const METHODS: Readonly<Record<Interval['method'], string>> = {
  bca: 'BCa',
  percentile: 'percentiles',
};

/** What was computed: `huber, delta 1 · tf-keras · 1,000 samples`. */
export function comparisonTitle({ compared: { pred } }: ComparisonReport): string {
  const loss = [pred.loss, ...settings(pred)].join(', ');
  return [loss, pred.compat, formatCounted(pred.samples, 'sample')].join(' · ');
}

/** Headers and rows of the results and their difference, with its interval where there is one. */
export function comparisonRows(
  { names, compared }: ComparisonReport,
  precision: number | undefined,
): { readonly headers: readonly string[]; readonly rows: readonly (readonly string[])[] } {
  const { pred, other, difference, interval } = compared;
  const number = (x: number): string => numberText(x, pred.dtype, precision);
  const rows = [
    ['pred', shownText(names.pred), number(pred.result!)],
    ['other', shownText(names.other), number(other.result!)],
    ['difference', 'other - pred', number(difference)],
  ];
  const headers = ['', '', 'result'];
  if ('reason' in interval) return { headers, rows };
  const bounds = `${number(interval.low)} to ${number(interval.high)}`;
  return {
    headers: [...headers, `${percent(interval.level)} interval`],
    rows: rows.map((row, i) => [...row, i === rows.length - 1 ? bounds : '']),
  };
}

/** What the numbers say, in sentences. */
export function comparisonSentences(report: ComparisonReport): readonly string[] {
  const { compared } = report;
  return [verdictSentence(report), sharesSentence(compared), methodSentence(compared)].filter(
    (sentence) => sentence !== '',
  );
}

function verdictSentence({ names, compared }: ComparisonReport): string {
  const { verdict, interval, smallerIsBetter } = compared;
  const [pred, other] = [shownText(names.pred), shownText(names.other)];
  if (verdict === 'equal') return `${other} and ${pred} have the same result.`;
  const rule = `${smallerIsBetter ? 'smaller' : 'larger'} is better`;
  if (verdict !== 'undecided') {
    return `${other} is ${verdict} than ${pred}: the interval of the difference excludes 0 (${rule}).`;
  }
  return 'reason' in interval
    ? `Whether ${other} is better than ${pred} is undecided: there is no interval, as ${interval.reason}.`
    : `Whether ${other} is better than ${pred} is undecided: the interval of the difference includes 0 (${rule}).`;
}

function sharesSentence({ worse, better, equal }: PredictionsCompared): string {
  const samples = worse + better + equal;
  if (samples === 0) return '';
  const part = (count: number): string => `${formatCount(count)} (${percent(count / samples)})`;
  return `Of ${formatCounted(samples, 'sample')} ${part(worse)} got worse, ${part(better)} better, ${part(equal)} neither.`;
}

function methodSentence({ interval }: PredictionsCompared): string {
  if ('reason' in interval) return '';
  const { method, replicates, count, units, seed } = interval;
  return `Interval: paired bootstrap (${METHODS[method]}), ${formatCount(replicates)} replicates of ${formatCount(count)} ${units}, seed ${seed}.`;
}

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(4))} %`;
}
