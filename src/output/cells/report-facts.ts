import { formatCounted } from '../../text/format-number.ts';
import { shownText } from '../../messages/shown-text.ts';
import type { Report } from '../report/report.ts';
import { lossLabels } from './loss-cells.ts';
import { missingIntervals, segmentsWithoutIntervals } from './missing-intervals.ts';
import { classPhrase, readPhrases, samplesPhrase } from './result-facts.ts';

/** What all results of a report have in common: `1,000 samples`, what they are weighted by, and rows skipped. */
export function inputFacts({ losses }: Report): string[] {
  const { result } = losses[0]!;
  const weights = new Set(losses.map(({ result }) => result.weightedBy));
  const [weightedBy] = weights.size === 1 ? weights : [];
  return [
    samplesPhrase(result),
    ...(weightedBy === undefined ? [] : [`weighted by ${shownText(weightedBy)}`]),
    // How many files there are is part of what the input is called.
    ...readPhrases({ ...result, files: undefined }),
    ...new Set(losses.flatMap(({ result }) => classPhrase(result))),
  ];
}

/** How the losses were computed, where they are not listed: `tf-keras, keras`, `float64`. */
export function settingFacts({ losses }: Report): string[] {
  return (['compat', 'dtype'] as const).map((fact) =>
    [...new Set(losses.map(({ result }) => result[fact]))].join(', '),
  );
}

/**
 * What has to be said beside the numbers, a sentence without a full stop each.
 * @param mark what results of few samples are marked with
 */
export function reportNotes(report: Report, mark: string): string[] {
  const { checks = [], divisions, losses, minSamples, calibration, isSingle = false } = report;
  const segments = divisions.flatMap((division) => division.segments);
  const hasFew =
    checks.some(({ few }) => few) ||
    segments.some(({ results }) => results[0]!.samples < minSamples);
  const labels = lossLabels(losses);
  const ofLosses = losses.flatMap(({ result: { clipped }, interval }, k) => [
    // A single loss says so among its own facts.
    ...(clipped > 0 && !isSingle
      ? [`${formatCounted(clipped, 'value')} clipped by ${labels[k]!}`]
      : []),
    ...missingIntervals([labels[k]!], [[interval]]),
  ]);
  const ofSegments = labels.map((_, k) => segments.map(({ intervals }) => intervals?.[k]));
  const countsWeighted = losses.some(
    ({ histogram, result }) => histogram && result.weightedBy !== undefined,
  );
  const few = `${mark} fewer than ${formatCounted(minSamples, 'sample')}: such a result says little`;
  return [
    ...(hasFew ? [few] : []),
    ...new Set(ofLosses),
    ...segmentsWithoutIntervals(labels, ofSegments),
    ...(countsWeighted ? ['the histogram counts samples, whatever their weights'] : []),
    ...(calibration && 'reason' in calibration
      ? [`there is no calibration: ${calibration.reason}`]
      : []),
  ];
}
