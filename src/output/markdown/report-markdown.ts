import type { CheckOutcome } from '../../check/outcome.ts';
import type { Division } from '../../suite/outcome.ts';
import { formatNumber } from '../../text/format-number.ts';
import { escapeMarkdown, markdownText } from '../escape.ts';
import { calibrationColumns, calibrationNotes } from '../cells/calibration-cells.ts';
import { checkColumns, checkSummary, STATUS_WORDS, unmetChecks } from '../cells/check-cells.ts';
import { withFewNamed, type Column } from '../cells/column.ts';
import { lossColumns, lossLabels } from '../cells/loss-cells.ts';
import { boundsText } from '../cells/numbers.ts';
import { inputFacts, reportNotes } from '../cells/report-facts.ts';
import { segmentColumns, shownSegments } from '../cells/segment-cells.ts';
import type { Report, ReportOptions } from '../report/report.ts';
import { showsDigest } from '../report/samples.ts';
import { histogramLines } from '../table/histogram-bars.ts';
import { digestTables } from './digest-markdown.ts';
import { markdownTable } from './markdown-table.ts';
import { singleParts } from './single-markdown.ts';

/** Characters in a line of a histogram; comments of GitHub are little wider. */
const HISTOGRAM_WIDTH = 72;

/** A report for comments and pull requests: what failed first, then tables of the checks, the losses and the segments. */
export function reportAsMarkdown(report: Report, options: ReportOptions): string {
  return [
    ...(report.isSingle ? ofOneLoss(report, options) : ofLosses(report, options)),
    ...histogramParts(report),
    ...calibrationParts(report),
    ...reportNotes(report, '(few)').map((note) => `${escapeMarkdown(note)}\n`),
  ].join('\n');
}

function ofOneLoss(report: Report, options: ReportOptions): string[] {
  const { divisions, losses } = report;
  return [
    ...singleParts(losses[0]!, options),
    ...divisions.map((division) => segmentTable(division, report, options)),
  ];
}

function ofLosses(report: Report, options: ReportOptions): string[] {
  const { checks, divisions } = report;
  const results = [
    lossTable(report, options),
    ...divisions.map((division) => segmentTable(division, report, options)),
    ...digestParts(report, options),
  ];
  const verdict = checks ? [`**${checkSummary(checks)}**`] : [];
  const facts = [...inputFacts(report).map(escapeMarkdown), ...verdict];
  return [
    `**${markdownText(report.input)}** · ${facts.join(' · ')}\n`,
    ...(checks ? [...checkParts(checks, options.precision), folded('Losses', results)] : results),
  ];
}

function checkParts(checks: readonly CheckOutcome[], precision: number | undefined): string[] {
  const unmet = unmetChecks(checks).map(
    ({ status, sentence }) => `- **${STATUS_WORDS[status]}** ${escapeMarkdown(sentence)}\n`,
  );
  const { samples, ...others } = checkColumns(checks, precision);
  return [
    ...(unmet.length > 0 ? [unmet.join('')] : []),
    markdownTable([...Object.values<Column>(others), withFewNamed(samples)]),
  ];
}

function lossTable({ losses }: Report, { precision }: ReportOptions): string {
  const { loss, convention, result } = lossColumns(losses, (x, dtype) =>
    formatNumber(x, dtype, precision),
  );
  const bounds = losses.map(({ interval, result: { dtype } }) =>
    boundsText(interval, dtype, (x) => formatNumber(x, dtype, precision), ''),
  );
  return markdownTable([loss, convention, result, { header: 'interval', cells: bounds }]);
}

function segmentTable(division: Division, report: Report, { precision }: ReportOptions): string {
  const { shown, omitted } = shownSegments(division);
  const { names, samples, losses } = segmentColumns(shown, report, (x, dtype) =>
    formatNumber(x, dtype, precision),
  );
  const table = markdownTable([...names, withFewNamed(samples), ...losses.flat()]);
  return omitted === undefined ? table : `${table}\n${omitted}\n`;
}

/** Parts behind a line that opens them. */
function folded(summary: string, parts: readonly string[]): string {
  return `<details><summary>${summary}</summary>\n\n${parts.join('\n')}\n</details>\n`;
}

function digestParts({ losses }: Report, options: ReportOptions): string[] {
  const labels = lossLabels(losses);
  return losses.flatMap((outcome, k) =>
    showsDigest(outcome, options)
      ? [`**Samples: ${escapeMarkdown(labels[k]!)}**\n`, ...digestTables(outcome, options)]
      : [],
  );
}

function histogramParts({ losses }: Report): string[] {
  const labels = lossLabels(losses);
  return losses.flatMap(({ histogram }, k) => {
    if (!histogram) return [];
    const lines = histogramLines(histogram, HISTOGRAM_WIDTH).map((line) => `${line}\n`);
    return [
      `**Losses of samples: ${escapeMarkdown(labels[k]!)}**\n`,
      `\`\`\`text\n${lines.join('')}\`\`\`\n`,
    ];
  });
}

function calibrationParts({ calibration }: Report): string[] {
  if (!calibration || 'reason' in calibration) return [];
  return [
    `**Calibration** · ${calibrationNotes(calibration)}\n`,
    markdownTable(calibrationColumns(calibration)),
  ];
}
