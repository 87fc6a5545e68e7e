import type { CheckOutcome } from '../../check/outcome.ts';
import { formatNumber } from '../../text/format-number.ts';
import { LONGEST_SENTENCE, shownText } from '../../messages/shown-text.ts';
import { lossLabels } from './labels.ts';
import type { Report, ReportOptions } from './report.ts';

/** The checks of a report as JUnit XML: a test case for each, and the results as properties of the suite. */
export function reportAsJunit(report: Report, { precision }: ReportOptions): string {
  const { losses, checks = [] } = report;
  const failures = checks.filter(({ status }) => status === 'failed').length;
  const counts = `tests="${checks.length}" failures="${failures}" errors="0" skipped="0"`;
  const labels = lossLabels(losses);
  const properties = losses.flatMap(({ result }, k) => {
    if (result.result === null) return [];
    const value = formatNumber(result.result, result.dtype, precision);
    return [`      <property name="${xmlText(labels[k]!)}" value="${value}"/>`];
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="losscalc" ${counts}>`,
    `  <testsuite name="${xmlText(report.input)}" ${counts}>`,
    ...(properties.length > 0 ? ['    <properties>', ...properties, '    </properties>'] : []),
    ...checks.flatMap((check) => testCase(check, report.input)),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function testCase({ assertion, message, status }: CheckOutcome, input: string): string[] {
  const open = `    <testcase classname="${xmlText(input)}" name="${xmlText(assertion, LONGEST_SENTENCE)}"`;
  const sentence = xmlText(message, LONGEST_SENTENCE);
  if (status === 'passed') return [`${open}/>`];
  const element =
    status === 'failed'
      ? `      <failure type="AssertionFailed" message="${sentence}">${sentence}</failure>`
      : `      <system-out>warning: ${sentence}</system-out>`;
  return [`${open}>`, element, '    </testcase>'];
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Text for an attribute or an element. */
function xmlText(text: string, longest?: number): string {
  return shownText(text, longest).replace(/[&<>"]/g, (character) => ENTITIES[character]!);
}
