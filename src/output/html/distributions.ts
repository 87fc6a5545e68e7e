import type { Division, LossOutcome } from '../../suite/outcome.ts';
import { formatCount, formatCounted } from '../../text/format-number.ts';
import { escapeMarkup, html, type Markup } from '../escape.ts';
import { rowsOf, withFewNamed } from '../cells/column.ts';
import { histogramRows } from '../cells/histogram-cells.ts';
import { lossLabels } from '../cells/loss-cells.ts';
import { numberText } from '../cells/numbers.ts';
import { segmentColumns } from '../cells/segment-cells.ts';
import type { Report, ReportOptions } from '../report/report.ts';
import { barChart } from './charts.ts';

/** Segments that a page draws; the other formats hold them all. */
const MOST_SEGMENTS = 200;

/** For each loss the results of segments as bars. */
export function segmentPart(
  { columns, segments }: Division,
  report: Report,
  { precision }: ReportOptions,
): Markup {
  const drawn = segments.slice(0, MOST_SEGMENTS);
  const { names, samples, losses } = segmentColumns(
    { columns, segments: drawn },
    report,
    (x, dtype) => numberText(x, dtype, precision),
  );
  const named = {
    header: names.map(({ header }) => header).join(', '),
    cells: rowsOf(names).map((cells) => cells.map((text) => text || '(empty)').join(', ')),
  };
  const charts = losses.map(([result, ...intervals], k) => {
    const shown = [named, withFewNamed(samples), { ...result!, header: 'result' }, ...intervals];
    const values = drawn.map(({ results }) => results[k]!.result ?? NaN);
    return `<h3>${escapeMarkup(result!.header)}</h3>\n${barChart(shown, values)}`;
  });
  const omitted = segments.length - MOST_SEGMENTS;
  if (omitted > 0)
    charts.push(`<p class="quiet">and ${formatCounted(omitted, 'segment')} more</p>`);
  return charts.join('\n');
}

/** The histograms of the losses of samples. */
export function histogramPart(losses: readonly LossOutcome[]): Markup {
  const labels = lossLabels(losses);
  const charts = losses.flatMap(({ histogram, result }, k) => {
    if (!histogram) return [];
    const rows = histogramRows(histogram);
    const columns = [
      { header: result.word, cells: rows.map(({ label }) => label) },
      { header: 'samples', cells: rows.map(({ count }) => formatCount(count)) },
    ];
    const counts = rows.map(({ count }) => count);
    return [`<h3>${html(labels[k]!)}</h3>\n${barChart(columns, counts)}`];
  });
  return charts.join('\n');
}
