import { escapeMarkup, html, type Markup } from '../escape.ts';
import { calibrationColumns, calibrationNotes } from '../cells/calibration-cells.ts';
import { commonWord, lossColumns } from '../cells/loss-cells.ts';
import { numberText } from '../cells/numbers.ts';
import { inputFacts, reportNotes } from '../cells/report-facts.ts';
import type { Report, ReportOptions } from '../report/report.ts';
import { reliabilityDiagram } from './charts.ts';
import { checkPart } from './checks.ts';
import { histogramPart, segmentPart } from './distributions.ts';
import { htmlTable, section } from './elements.ts';
import { digestPart, worstPart } from './samples.ts';
import { PAGE_STYLE } from './style.ts';

/**
 * A report as one HTML page that needs nothing besides itself: no scripts, no requests, and the reader's light or dark
 * theme.
 */
export function reportAsHtml(report: Report, options: ReportOptions): Markup {
  const facts = [...inputFacts(report), report.losses[0]!.result.dtype];
  const notes = reportNotes(report, '(few)').map((note) => `<p class="quiet">${html(note)}</p>\n`);
  const areScores = commonWord(report.losses) === 'score';
  const sections = [
    section('Checks', checkPart(report.checks ?? [], options)),
    section(areScores ? 'Scores' : 'Losses', lossTable(report, options)),
    ...report.divisions.map((division) =>
      section(`By ${division.columns.join(', ')}`, segmentPart(division, report, options)),
    ),
    section(`${areScores ? 'Scores' : 'Losses'} of samples`, histogramPart(report.losses)),
    section('Calibration', calibrationPart(report.calibration)),
    section('Samples', digestPart(report.losses, options)),
    section('Worst samples', worstPart(report.losses, options)),
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
<p class="quiet">${escapeMarkup(facts.join(' · '))}</p>
${sections.join('')}${notes.join('')}</body>
</html>
`;
}

function lossTable({ losses }: Report, { precision }: ReportOptions): Markup {
  const { loss, convention, result, interval, reduction } = lossColumns(losses, (x, dtype) =>
    numberText(x, dtype, precision),
  );
  // What matters most comes first: a phone shows two or three columns before one scrolls.
  return htmlTable([loss, result, ...(interval ? [interval] : []), convention, reduction]);
}

function calibrationPart(calibration: Report['calibration']): Markup {
  if (!calibration || 'reason' in calibration) return '';
  return `<p class="quiet">${calibrationNotes(calibration)}</p>
<figure>
${reliabilityDiagram(calibration)}
</figure>
${htmlTable(calibrationColumns(calibration))}`;
}
