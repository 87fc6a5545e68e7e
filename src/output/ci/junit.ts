import type { CheckOutcome } from '../../check/outcome.ts';
import { formatNumber } from '../../text/format-number.ts';
import { LONGEST_SENTENCE } from '../../messages/shown-text.ts';
import { xmlText } from '../escape.ts';
import { lossLabels } from '../cells/loss-cells.ts';
import type { Report, ReportOptions } from '../report/report.ts';

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
