import { shownText } from '../../messages/shown-text.ts';
import type { Difference } from '../../suite/outcome.ts';
import { formatCounted, formatCount } from '../../text/format-number.ts';
import type { Pair } from '../report/comparison-report.ts';
import type { Column } from './column.ts';
import {
  comparisonTitle,
  fewSentence,
  methodSentence,
  ruleText,
  type ComparisonParts,
  type ComparisonStyle,
} from './comparison-facts.ts';
import { shownNames } from './names.ts';
import { boundsText, numberText, percentText } from './numbers.ts';
import { lossText } from './result-facts.ts';

/** Two models by one loss: their results, the difference, and what it says. */
export function pairParts(pair: Pair, { precision, few }: ComparisonStyle): ComparisonParts {
  const { comparison, pred, minSamples } = pair;
  return {
    title: comparisonTitle(lossText(pred), comparison, { minSamples, few }),
    tables: [{ columns: pairColumns(pair, precision) }],
    verdict: verdictSentence(pair),
    sentences: [
      ...sharesSentence(pair.compared),
      ...methodSentence([pair.compared]),
      ...fewSentence([pred.samples], { minSamples, few }),
    ],
  };
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
  return [...columns, { header, isWhole: true, cells: ['', '', bounds] }];
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
