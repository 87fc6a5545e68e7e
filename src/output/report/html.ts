import { reductionPhrase } from '../../engine/reduction-phrase.ts';
import { settings } from '../result/facts.ts';
import { formatCounted, formatCount } from '../../text/format-number.ts';
import { abbreviate } from '../layout/text.ts';
import type { Result } from '../../engine/result.ts';
import type { SampleView } from '../../reduce/samples.ts';
import type { Division, LossOutcome } from '../../suite/outcome.ts';
import { CALIBRATION_HEADERS, calibrationNotes, calibrationRows } from './calibration-text.ts';
import { inputFacts, reportNotes } from './facts.ts';
import { histogramRows } from './histogram-text.ts';
import { barChart, reliabilityDiagram } from './html-charts.ts';
import { checkPart } from './html-checks.ts';
import { PAGE_STYLE } from './html-style.ts';
import { html, htmlTable, section, type Column, type Html } from './html-text.ts';
import { intervalLevel, lossLabels } from './labels.ts';
import { numberText, samplesText } from './number-text.ts';
import type { Report, ReportOptions } from './report.ts';

/** Numbers of a vector shown at most. */
const LONGEST_VECTOR = 8;
/** Segments that a page draws; the other formats hold them all. */
const MOST_SEGMENTS = 200;

/**
 * A report as one HTML page that needs nothing besides itself: no scripts, no requests, and the reader's light or dark
 * theme.
 */
export function reportAsHtml(report: Report, options: ReportOptions): Html {
  const labels = lossLabels(report.losses);
  const facts = [...inputFacts(report), report.losses[0]!.result.dtype];
  const notes = reportNotes(report, '(few)').map((note) => `<p class="quiet">${html(note)}</p>\n`);
  const sections = [
    section('Checks', checkPart(report.checks ?? [], options)),
    section('Losses', lossTable(report.losses, options)),
    ...report.divisions.map((division) =>
      section(`By ${division.columns.join(', ')}`, segmentBars(division, labels, report, options)),
    ),
    section('Losses of samples', histogramBars(report.losses, labels)),
    section('Calibration', calibrationPart(report.calibration)),
    section('Worst samples', worstTables(report.losses, labels, options)),
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${html(report.input)} · losscalc</title>
<style>
${PAGE_STYLE}
</style>
</head>
<body>
<h1>${html(report.input)}</h1>
<p class="quiet">${html(facts.join(' · '))}</p>
${sections.join('')}${notes.join('')}</body>
</html>
`;
}

function lossTable(losses: readonly LossOutcome[], options: ReportOptions): Html {
  const level = intervalLevel(losses);
  // What matters most comes first: a phone shows two or three columns before one scrolls.
  const columns: Column[] = [
    { header: 'loss' },
    { header: 'result', isNumber: true },
    ...(level === undefined ? [] : [{ header: html(level) }]),
    { header: 'convention' },
    { header: 'reduction' },
  ];
  const rows = losses.map(({ result, interval }) => [
    html([result.loss, ...settings(result)].join(', ')),
    `<strong>${resultText(result, options)}</strong>`,
    ...(level === undefined ? [] : [intervalText(interval, result, options)]),
    result.compat,
    html(reductionPhrase(result)),
  ]);
  return htmlTable(columns, rows);
}

function intervalText(
  interval: LossOutcome['interval'],
  result: Result,
  options: ReportOptions,
): Html {
  if (!interval || 'reason' in interval) return '-';
  const [low, high] = [interval.low, interval.high].map((x) => number(x, result, options));
  return `${low!} to ${high!}`;
}

function segmentBars(
  { columns, segments }: Division,
  labels: readonly string[],
  { minSamples }: Report,
  options: ReportOptions,
): Html {
  const charts = labels.map((label, k) => {
    const rows = segments.slice(0, MOST_SEGMENTS).map(({ values, results }) => {
      const result = results[k]!;
      const name = values.map((value) => (value === '' ? '(empty)' : value)).join(', ');
      return {
        cells: [
          name,
          samplesText(result.samples, result.samples < minSamples),
          resultText(result, options),
        ],
        value: result.result ?? NaN,
      };
    });
    return `<h3>${html(label)}</h3>\n${barChart([columns.join(', '), 'samples', 'result'], rows)}`;
  });
  const omitted = segments.length - MOST_SEGMENTS;
  if (omitted > 0)
    charts.push(`<p class="quiet">and ${formatCounted(omitted, 'segment')} more</p>`);
  return charts.join('\n');
}

function histogramBars(losses: readonly LossOutcome[], labels: readonly string[]): Html {
  const charts = losses.map(({ histogram }, k) => {
    if (!histogram) return '';
    const rows = histogramRows(histogram).map(({ label, count }) => {
      return { cells: [label, formatCount(count)], value: count };
    });
    return `<h3>${html(labels[k]!)}</h3>\n${barChart(['loss', 'samples'], rows)}`;
  });
  return charts.filter(Boolean).join('\n');
}

function calibrationPart(calibration: Report['calibration']): Html {
  if (!calibration || 'reason' in calibration) return '';
  const columns = CALIBRATION_HEADERS.map((header, k) => ({ header, isNumber: k > 0 }));
  return `<p class="quiet">${calibrationNotes(calibration).join(' · ')}</p>
<figure>
${reliabilityDiagram(calibration)}
</figure>
${htmlTable(columns, calibrationRows(calibration))}`;
}

function worstTables(
  losses: readonly LossOutcome[],
  labels: readonly string[],
  options: ReportOptions,
): Html {
  const tables = losses.map(({ worst = [], result }, k) =>
    worst.length === 0 ? '' : `<h3>${html(labels[k]!)}</h3>\n${worstTable(worst, result, options)}`,
  );
  return tables.filter(Boolean).join('\n');
}

function worstTable(worst: readonly SampleView[], result: Result, options: ReportOptions): Html {
  const kept = Object.keys(worst[0]!.texts ?? {});
  const columns: Column[] = [
    { header: 'row', isNumber: true },
    ...kept.map((name) => ({ header: html(name) })),
    ...['true', 'pred', 'loss'].map((header) => ({ header, isNumber: true })),
  ];
  const vector = (xs: readonly number[]): string =>
    abbreviate(
      xs.map((x) => number(x, result, options)),
      LONGEST_VECTOR,
    ).join(' ');
  const rows = worst.map((sample) => [
    formatCount(sample.row),
    ...kept.map((name) => html(sample.texts![name]!)),
    vector(sample.true),
    vector(sample.pred),
    number(sample.loss, result, options),
  ]);
  return htmlTable(columns, rows);
}

function resultText(result: Result, options: ReportOptions): string {
  return result.result === null ? 'not reduced' : number(result.result, result, options);
}

function number(x: number, { dtype }: Result, { precision }: ReportOptions): string {
  return numberText(x, dtype, precision);
}
