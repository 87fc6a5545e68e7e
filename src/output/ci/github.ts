import type { CheckOutcome } from '../../check/outcome.ts';
import { LONGEST_SENTENCE } from '../../messages/shown-text.ts';
import { annotationProperty, annotationText } from '../escape.ts';
import { reportAsMarkdown } from '../markdown/report-markdown.ts';
import type { Report, ReportOptions } from '../report/report.ts';

/** The checks that did not pass as annotations: workflow commands of GitHub Actions, errors first. */
export function reportAsAnnotations({ checks = [] }: Report): string {
  const annotations = (status: CheckOutcome['status'], command: string): string[] =>
    checks
      .filter((check) => check.status === status)
      .map(({ assertion, message }) => {
        const title = `losscalc%3A ${annotationProperty(assertion)}`;
        return `::${command} title=${title}::${annotationText(message, LONGEST_SENTENCE)}\n`;
      });
  // GitHub shows ten of a kind for each step.
  return [...annotations('failed', 'error'), ...annotations('warned', 'warning')].join('');
}

/** GitHub refuses a summary of more bytes. */
const LARGEST_SUMMARY = 2 ** 20;

/** A report as the summary of a step: without its segments, or even its last checks, where those are too many for that. */
export function stepSummary(report: Report, options: ReportOptions): string {
  const whole = `${reportAsMarkdown(report, options)}\n`;
  if (Buffer.byteLength(whole) <= LARGEST_SUMMARY) return whole;
  const short = reportAsMarkdown({ ...report, divisions: [] }, options);
  const tooMany = (what: string): string => `\nThe ${what} are too many to be listed here.\n`;
  const bytes = Buffer.from(short + tooMany('segments'));
  if (bytes.length <= LARGEST_SUMMARY) return bytes.toString();
  const note = tooMany('checks');
  const end = bytes.lastIndexOf('\n', LARGEST_SUMMARY - note.length - 1) + 1;
  return bytes.toString('utf8', 0, end) + note;
}
