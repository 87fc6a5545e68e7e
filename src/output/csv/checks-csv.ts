import type { CheckOutcome } from '../../check/outcome.ts';
import { dividerName } from '../../suite/dividers.ts';
import { formatNumber } from '../../text/format-number.ts';
import { csvField } from '../escape.ts';
import { csvLines, inOneField } from './lines.ts';

const HEADER = [
  ...['status', 'assertion', 'loss', 'by', 'segment', 'value', 'comparison', 'bound'],
  ...['samples', 'few', 'message'],
];

/** Checks as RFC 4180 with line feeds: a row for each. */
export function checksAsCsv(
  checks: readonly CheckOutcome[],
  precision: number | undefined,
): string {
  const rows = checks.map((check) => {
    const { status, assertion, loss, segment, value, comparison, bound } = check;
    return [
      status,
      csvField(assertion),
      csvField(loss),
      csvField(inOneField(segment?.columns.map(dividerName) ?? [])),
      csvField(inOneField(segment?.values ?? [])),
      value === null ? '' : formatNumber(value, check.dtype, precision),
      comparison,
      formatNumber(bound, check.dtype),
      check.samples,
      check.few,
      csvField(check.message),
    ];
  });
  return csvLines(HEADER, rows);
}
