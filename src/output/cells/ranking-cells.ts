import { shownText } from '../../messages/shown-text.ts';
import type { ComparisonOutcome, LossComparison } from '../../suite/outcome.ts';
import { formatCount } from '../../text/format-number.ts';
import { ranking, type ComparisonReport } from '../report/comparison-report.ts';
import type { Column } from './column.ts';
import {
  comparisonTitle,
  methodSentence,
  ruleText,
  type ComparisonParts,
} from './comparison-facts.ts';
import { intervalLevel, lossLabels } from './loss-cells.ts';
import { shownNames } from './names.ts';
import { boundsText, numberText, resultText, type NumberFormat } from './numbers.ts';

/** Several models, losses or segments: for each loss the models from the best to the worst. */
export function rankingParts(
  { models, outcome }: ComparisonReport,
  precision: number | undefined,
): ComparisonParts {
  const { losses, divisions, against } = outcome;
  const number: NumberFormat = (x, dtype) => numberText(x, dtype, precision);
  const labels = labelsOf(losses);
  const names = shownNames(models);
  const ofWhole = losses.map((comparison) => ({
    title: `${comparisonTitle(comparison)} · ${ruleText(comparison)}`,
    columns: rankingColumns([{ comparison }], names, number),
  }));
  const ofSegments = divisions.flatMap((division) =>
    labels.map((label, k) => ({
      title: `By ${shownNames(division.columns).join(', ')}: ${label}`,
      columns: segmentColumns(division, k, names, number),
    })),
  );
  return {
    title: `${formatCount(models.length)} models, compared with ${shownText(models[against]!)}`,
    tables: [...ofWhole, ...ofSegments],
    verdict: undefined,
    sentences: [
      'A difference is a result less that of the model compared with; better or worse where its interval excludes 0.',
      ...methodSentence(losses.flatMap(({ differences }) => differences)),
      ...missingIntervals(losses),
    ],
  };
}

/** What the losses are called beside each other. */
export function labelsOf(losses: readonly LossComparison[]): string[] {
  return lossLabels(losses.map(({ results }) => ({ result: results[0]! })));
}

function segmentColumns(
  { columns, segments }: ComparisonOutcome['divisions'][number],
  loss: number,
  names: readonly string[],
  number: NumberFormat,
): Column[] {
  const repeated = (cells: readonly string[]): string[] =>
    cells.flatMap((cell) => [cell, ...names.slice(1).map(() => '')]);
  const rows = segments.map(({ losses }) => ({ comparison: losses[loss]! }));
  return [
    ...shownNames(columns).map((header, k) => {
      const cells = shownNames(segments.map(({ values }) => values[k]!));
      return { header, cells: repeated(cells.map((cell) => (cell === '' ? '(empty)' : cell))) };
    }),
    {
      header: 'samples',
      isNumber: true,
      cells: repeated(rows.map(({ comparison }) => formatCount(comparison.results[0]!.samples))),
    },
    ...rankingColumns(rows, names, number),
  ];
}

/** The models ranked by each comparison, one below the other. */
function rankingColumns(
  rows: readonly { readonly comparison: LossComparison }[],
  names: readonly string[],
  number: NumberFormat,
): Column[] {
  const ranked = rows.flatMap(({ comparison }) => ranking(comparison, names));
  const level = intervalLevel(ranked.map(({ compared }) => compared?.interval));
  return [
    { header: 'rank', isNumber: true, cells: ranked.map(({ rank }) => String(rank)) },
    { header: 'model', cells: ranked.map(({ model }) => model) },
    {
      header: 'result',
      isNumber: true,
      isStrong: true,
      cells: ranked.map(({ result: { result, dtype } }) => resultText(result, dtype, number)),
    },
    {
      header: 'difference',
      isNumber: true,
      cells: ranked.map(({ compared, result: { dtype } }) =>
        compared ? number(compared.difference, dtype) : '',
      ),
    },
    {
      header: level ?? 'interval',
      cells: ranked.map(({ compared, result: { dtype } }) =>
        compared ? boundsText(compared.interval, dtype, number) : '',
      ),
    },
    {
      header: 'verdict',
      cells: ranked.map(({ compared }) => compared?.verdict ?? 'compared with'),
    },
  ];
}

/** Why differences have no intervals, each reason once. */
function missingIntervals(losses: readonly LossComparison[]): string[] {
  const reasons = losses.flatMap(({ results, differences }) =>
    differences.flatMap((compared) =>
      compared && 'reason' in compared.interval
        ? [`${results[0]!.loss} has no interval: ${compared.interval.reason}.`]
        : [],
    ),
  );
  return [...new Set(reasons)];
}
