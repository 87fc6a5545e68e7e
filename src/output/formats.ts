/** The formats by name and by what they show, apart from what prints them, which is loaded when it is needed. */

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

/** What files of text end in, whatever they hold. */
export const PLAIN_EXTENSION = '.txt';

/** What a format shows of a report, where that is asked for. */
export interface FormatFacts {
  /** What its files end in; none where other formats are more usual in files that end so. */
  readonly extensions: readonly string[];
  readonly results: boolean;
  readonly segments: boolean;
  readonly intervals: boolean;
  /** Of single samples: `unreduced` is all of a loss that is not reduced, in place of its result. */
  readonly samples: 'all' | 'some' | 'unreduced' | 'none';
  /** Whether it is a single table, which has no single samples where it has segments or intervals. */
  readonly isOneTable: boolean;
  readonly gradient: 'always' | 'with samples' | 'never';
  /** The losses of single elements. */
  readonly elements: 'always' | 'with samples' | 'never';
  /** Histogram and calibration; a page has them unasked. */
  readonly distributions: 'unasked' | 'asked' | 'never';
  /** How many of the worst samples it lists unasked. */
  readonly worst: number;
  /** Whether a bound that is given to the command of a loss is a check of the report; others leave it to the exit status. */
  readonly gate: boolean;
}

/** Those that show results alone. */
const RESULTS: FormatFacts = {
  extensions: [],
  results: true,
  segments: false,
  intervals: false,
  samples: 'none',
  isOneTable: false,
  gradient: 'never',
  elements: 'never',
  distributions: 'never',
  worst: 0,
  gate: false,
};
/** Those with parts for all there is. */
const PARTS: FormatFacts = {
  ...RESULTS,
  segments: true,
  intervals: true,
  samples: 'some',
  gradient: 'with samples',
  distributions: 'asked',
};

/** What each format shows; what is asked for is refused where none of those in use does. */
export const FORMAT_FACTS: Readonly<Record<ReportFormat, FormatFacts>> = {
  html: { ...PARTS, extensions: ['.html'], distributions: 'unasked', worst: 10, gate: true },
  junit: { ...RESULTS, extensions: ['.xml'], gate: true },
  json: {
    ...PARTS,
    extensions: ['.json'],
    samples: 'all',
    gradient: 'always',
    elements: 'always',
  },
  ndjson: {
    ...PARTS,
    extensions: ['.ndjson', '.jsonl'],
    samples: 'all',
    elements: 'with samples',
  },
  csv: {
    ...PARTS,
    extensions: ['.csv'],
    samples: 'all',
    isOneTable: true,
    distributions: 'never',
  },
  markdown: { ...PARTS, extensions: ['.md'] },
  table: { ...PARTS, extensions: [PLAIN_EXTENSION] },
  value: { ...RESULTS, samples: 'unreduced' },
  github: { ...RESULTS, results: false, gate: true },
  benchmark: { ...RESULTS, segments: true, intervals: true },
};

/** Ways to print the worst samples. */
export const WORST_FORMATS = ['table', 'json', 'csv', 'markdown'] as const;
export type WorstFormat = (typeof WORST_FORMATS)[number];

/** Ways to print a comparison. */
export const COMPARISON_FORMATS = ['table', 'json', 'csv', 'markdown'] as const;
export type ComparisonFormat = (typeof COMPARISON_FORMATS)[number];
