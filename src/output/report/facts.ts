import { skippedPhrase } from '../result/facts.ts';
import { formatCounted } from '../../text/format-number.ts';
import { lossLabels } from './labels.ts';
import type { Report } from './report.ts';

/** What all results of a report have in common: `1,000 samples`, and rows skipped. */
export function inputFacts({ losses }: Report): string[] {
  const { samples, skipped } = losses[0]!.result;
  return [formatCounted(samples, 'sample'), ...skippedPhrase(skipped)];
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
  const { checks = [], divisions, losses, minSamples, calibration } = report;
  const hasFew =
    checks.some(({ few }) => few) ||
    divisions.some(({ segments }) =>
      segments.some(({ results }) => results[0]!.samples < minSamples),
    );
  const labels = lossLabels(losses);
  const ofLosses = losses.flatMap(({ result: { loss, clipped }, interval }, k) => [
    ...(clipped > 0 ? [`${formatCounted(clipped, 'value')} clipped by ${labels[k]!}`] : []),
    ...(interval && 'reason' in interval ? [`${loss} has no interval: ${interval.reason}`] : []),
  ]);
  const few = `${mark} fewer than ${formatCounted(minSamples, 'sample')}: such a result says little`;
  return [
    ...(hasFew ? [few] : []),
    ...new Set(ofLosses),
    ...(calibration && 'reason' in calibration
      ? [`there is no calibration: ${calibration.reason}`]
      : []),
  ];
}
