import type { Result } from '../../engine/result.ts';
import { shownText } from '../../messages/shown-text.ts';
import type { Interval, NoInterval } from '../../resample/interval.ts';
import type { ComparisonOutcome, LossComparison } from '../../suite/outcome.ts';
import { formatCount, formatCounted } from '../../text/format-number.ts';
import { ranking, type ComparisonReport } from '../report/comparison-report.ts';
import type { Column } from './column.ts';
import {
  comparisonTitle,
  fewSentence,
  methodSentence,
  ruleText,
  type ComparisonParts,
  type ComparisonStyle,
  type ComparisonTable,
} from './comparison-facts.ts';
import { intervalLevel, lossLabels, lossTexts } from './loss-cells.ts';
import { missingIntervals, segmentsWithoutIntervals } from './missing-intervals.ts';
import { shownNames } from './names.ts';
import { boundsText, numberText, resultText, type NumberFormat } from './numbers.ts';

/** Several models, losses or segments: for each loss the models from the best to the worst. */
export function rankingParts(
  { models, outcome, minSamples }: ComparisonReport,
  { precision, few }: ComparisonStyle,
): ComparisonParts {
  const { losses, divisions, against } = outcome;
  const number: NumberFormat = (x, dtype) => numberText(x, dtype, precision);
  const labels = labelsOf(losses);
  const texts = lossTexts(resultsOf(losses));
  const names = shownNames(models);
  const segments = divisions.flatMap((division) => division.segments);
  const ofAll = [losses, ...segments.map((segment) => segment.losses)];
  const ofWhole = losses.map((comparison, k) => ({
    title: `${comparisonTitle(texts[k]!, comparison, { minSamples, few })} · ${ruleText(comparison)}`,
    columns: rankingColumns([{ comparison }], names, number),
  }));
  const ofSegments = divisions.flatMap((division) =>
    labels.map((label, k) => ({
      title: `By ${shownNames(division.columns).join(', ')}: ${label}`,
      ...segmentTables(division, k, { names, minSamples, few }, number),
    })),
  );
  return {
    title: `${formatCount(models.length)} models, compared with ${shownText(models[against]!)}`,
    tables: [...ofWhole, ...ofSegments],
    verdict: undefined,
    sentences: [
      'A difference is a result less that of the model compared with; better or worse where its interval excludes 0.',
      ...methodSentence(losses.flatMap(({ differences }) => differences)),
      ...missingIntervals(labels, losses.map(intervalsOf)).map((text) => `${text}.`),
      ...segmentsWithoutIntervals(
        labels,
        labels.map((_, k) => segments.flatMap((segment) => intervalsOf(segment.losses[k]!))),
      ).map((text) => `${text}.`),
      ...fewSentence(ofAll.map(samplesOf), { minSamples, few }),
    ],
  };
}

/** What the models are called, and when and how samples are marked. */
interface SegmentStyle extends Pick<ComparisonStyle, 'few'> {
  readonly names: readonly string[];
  readonly minSamples: number;
}

/** What the losses are called beside each other. */
export function labelsOf(losses: readonly LossComparison[]): string[] {
  return lossLabels(resultsOf(losses));
}

function resultsOf(losses: readonly LossComparison[]): { readonly result: Result }[] {
  return losses.map(({ results }) => ({ result: results[0]! }));
}

/** Those of the differences from the model compared with. */
function intervalsOf({ differences }: LossComparison): readonly (Interval | NoInterval)[] {
  return differences.flatMap((compared) => (compared ? [compared.interval] : []));
}

/** The samples that all losses and models have. */
function samplesOf([first]: readonly LossComparison[]): number {
  return first!.results[0]!.samples;
}

/** The models ranked in each segment, as one table and as a table for each. */
function segmentTables(
  { columns, segments }: ComparisonOutcome['divisions'][number],
  loss: number,
  { names, minSamples, few }: SegmentStyle,
  number: NumberFormat,
): Pick<ComparisonTable, 'columns' | 'parts'> {
  const repeated = (cells: readonly string[]): string[] =>
    cells.flatMap((cell) => [cell, ...names.slice(1).map(() => '')]);
  const rows = segments.map(({ losses }) => ({ comparison: losses[loss]! }));
  const counts = rows.map(({ comparison }) => samplesOf([comparison]));
  const values = columns.map((_, k) => {
    const shown = shownNames(segments.map((segment) => segment.values[k]!));
    return shown.map((text) => (text === '' ? '(empty)' : text));
  });
  const parts = rows.map((row, i) => {
    const mark = counts[i]! < minSamples ? ` ${few}` : '';
    const samples = formatCounted(counts[i]!, 'sample') + mark;
    return {
      title: [...values.map((texts) => texts[i]!), samples].join(' · '),
      columns: rankingColumns([row], names, number),
    };
  });
  const together = [
    ...shownNames(columns).map((header, k) => ({ header, cells: repeated(values[k]!) })),
    {
      header: 'samples',
      isNumber: true,
      cells: repeated(counts.map(formatCount)),
      tones: counts.flatMap((count) => [
        count < minSamples ? ('few' as const) : undefined,
        ...names.slice(1).map(() => undefined),
      ]),
    },
    ...rankingColumns(rows, names, number),
  ];
  return { columns: together, parts };
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
      isWhole: true,
      cells: ranked.map(({ compared, result: { dtype } }) =>
        compared ? boundsText(compared.interval, dtype, number) : '',
      ),
    },
    {
      header: 'verdict',
      isWhole: true,
      cells: ranked.map(({ compared }) => compared?.verdict ?? 'compared with'),
    },
  ];
}
