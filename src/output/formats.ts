/** The names of what is printed, apart from what prints it, which is loaded when it is needed. */

/** Ways to print a report. */
export const REPORT_FORMATS = [
  'table',
  'json',
  'ndjson',
  'csv',
  'markdown',
  'value',
  'html',
  'junit',
  'github',
  'benchmark',
] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** Ways to print the worst samples. */
export const WORST_FORMATS = ['table', 'json', 'csv', 'markdown'] as const;
export type WorstFormat = (typeof WORST_FORMATS)[number];

/** Ways to print a comparison. */
export const COMPARISON_FORMATS = ['table', 'json', 'csv', 'markdown'] as const;
export type ComparisonFormat = (typeof COMPARISON_FORMATS)[number];
