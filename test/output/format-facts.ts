import { REPORT_FORMATS, type ReportFormat } from '../../src/output/formats.ts';

/** What tests have to know about a format. */
interface FormatFacts {
  /** What the names of its files end in; undefined where a prefix has to say that they are of this format. */
  readonly extension: string | undefined;
  /** Whether it separates cells as spreadsheets read them: it may hold tabs, and must hold no formulas. */
  readonly isSpreadsheet: boolean;
  /** Whether it is one JSON document. */
  readonly isJson: boolean;
  /** Whether people read it, for whom long texts are shortened. */
  readonly isForPeople: boolean;
  /** Whether it says what the losses and segments are called, and what became of checks. */
  readonly namesAll: boolean;
  readonly showsChecks: boolean;
  /** Whether the losses of any number of samples stand in it, which are to come in pieces. */
  readonly showsAllSamples: boolean;
}

const NONE: FormatFacts = {
  extension: undefined,
  isSpreadsheet: false,
  isJson: false,
  isForPeople: false,
  namesAll: true,
  showsChecks: true,
  showsAllSamples: false,
};
const FOR_PEOPLE: FormatFacts = { ...NONE, isForPeople: true };

/** A new format of reports is an entry here, which the compiler asks for; the tests over all formats follow it. */
const FACTS: Readonly<Record<ReportFormat, FormatFacts>> = {
  table: { ...FOR_PEOPLE, extension: '.txt' },
  json: { ...NONE, extension: '.json', isJson: true, showsAllSamples: true },
  ndjson: { ...NONE, extension: '.ndjson', showsAllSamples: true },
  csv: { ...NONE, extension: '.csv', isSpreadsheet: true, showsAllSamples: true },
  markdown: { ...FOR_PEOPLE, extension: '.md' },
  value: { ...NONE, namesAll: false, showsChecks: false },
  html: { ...FOR_PEOPLE, extension: '.html' },
  junit: { ...FOR_PEOPLE, extension: '.xml' },
  github: FOR_PEOPLE,
  benchmark: { ...FOR_PEOPLE, isJson: true, showsChecks: false },
};

/** What a format is like; one of the worst samples or of comparisons is like the format of reports of that name. */
export function factsOf(format: ReportFormat): FormatFacts {
  return FACTS[format];
}

/** The formats of reports of which something holds. */
export function formatsWith(
  fact: Exclude<keyof FormatFacts, 'extension'>,
): readonly ReportFormat[] {
  return REPORT_FORMATS.filter((format) => FACTS[format][fact]);
}
