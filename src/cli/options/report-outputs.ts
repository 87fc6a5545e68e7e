import { Option } from 'commander';
import { quote, UserError } from '../../messages/errors.ts';
import { reportAsAnnotations, stepSummary } from '../../output/ci/github.ts';
import {
  renderReport,
  REPORT_FORMATS,
  type Report,
  type ReportFormat,
} from '../../output/report/formats.ts';
import { isAmong } from './inputs.ts';
import { choiceOption, countOption, listOption } from './options.ts';
import { appendToFile } from '../terminal/output-append.ts';
import { openOutput } from '../terminal/output.ts';
import { DEFAULT_WIDTH, type Terminal } from '../terminal/terminal.ts';

/** What the options of {@link reportOptions} come to. */
export interface ReportOutputOptions {
  readonly format?: ReportFormat | undefined;
  readonly output: readonly string[];
  readonly precision?: number | undefined;
  readonly histogram?: boolean | undefined;
  readonly calibration?: boolean | undefined;
}

/** Where a report goes, opened before anything is computed. */
interface ReportOutputs {
  /** What has to be gathered for the formats asked for. */
  readonly wanted: {
    readonly histogram: boolean;
    readonly calibration: boolean;
    readonly worst: number | undefined;
  };
  /** Writes the report in all its formats, and to GitHub Actions where it runs there. */
  write(report: Report): Promise<void>;
}

const FORMAT_OF_EXTENSION: ReadonlyMap<string, ReportFormat> = new Map([
  ['.html', 'html'],
  ['.xml', 'junit'],
  ['.json', 'json'],
  ['.ndjson', 'ndjson'],
  ['.jsonl', 'ndjson'],
  ['.csv', 'csv'],
  ['.md', 'markdown'],
  ['.txt', 'table'],
]);

/** Rows that a page lists of those with the highest losses. */
const WORST_OF_PAGE = 10;

/** The options that say what of a report is printed, and where to. */
export function reportOptions(): readonly Option[] {
  return [
    choiceOption(
      '-f, --format <format>',
      'what to print on standard output (default: table, or nothing with --output)',
      REPORT_FORMATS,
    ),
    listOption(
      '-o, --output <file>',
      `write to a file, whole or not at all, in the format of its extension (${[...FORMAT_OF_EXTENSION.keys()].join(' ')}) or of a prefix (benchmark:FILE); several times for several`,
    ),
    countOption('--precision <digits>', 'significant digits to print'),
    new Option('--histogram', 'show how the losses of samples are distributed'),
    new Option('--calibration', 'show how often predicted probabilities came true'),
    new Option('--verbose', 'say on standard error how much was read and how fast'),
  ];
}

/**
 * @param read files that are read, which a report must not take the place of
 * @throws UserError for a file that cannot be written or is read, or whose format is not known
 */
export function openReportOutputs(
  options: ReportOutputOptions,
  read: readonly (string | undefined)[],
  terminal: Terminal,
): ReportOutputs {
  const { precision, histogram = false, calibration = false } = options;
  const targets = targetsOf(options).map(({ path, format }) => {
    if (path !== undefined) requireUnread(path, read);
    return { path, format, output: openOutput(path, terminal) };
  });
  const hasPage = targets.some(({ format }) => format === 'html');
  return {
    wanted: {
      histogram: histogram || hasPage,
      calibration: calibration || hasPage,
      worst: hasPage ? WORST_OF_PAGE : undefined,
    },
    write: async (report) => {
      const rendered = targets.map(({ format, output }) => {
        const shown = shownAs(format, report, options);
        return { output, pieces: renderReport(shown, format, { ...output, precision }) };
      });
      for (const { output, pieces } of rendered) await output.write(pieces);
      const isAnnotated = targets.some(
        ({ path = '-', format }) => path === '-' && format === 'github',
      );
      if (terminal.env['GITHUB_ACTIONS'] === 'true') {
        if (!isAnnotated) terminal.stderr.write(reportAsAnnotations(report));
        await summarise(shownAs('markdown', report, options), precision, terminal);
      }
    },
  };
}

/** The part of a report that a format shows: a page also distributions that were not asked for, where there are any. */
function shownAs(
  format: ReportFormat,
  report: Report,
  { histogram = false, calibration = false }: ReportOutputOptions,
): Report {
  const { losses, calibration: calibrated, ...rest } = report;
  const isPage = format === 'html';
  const isCalibrated = calibrated !== undefined && 'bins' in calibrated;
  const hasHistograms = histogram || isPage;
  return {
    ...rest,
    losses: hasHistograms ? losses : losses.map((loss) => ({ ...loss, histogram: undefined })),
    ...(calibrated && (calibration || (isPage && isCalibrated)) && { calibration: calibrated }),
  };
}

function requireUnread(path: string, read: readonly (string | undefined)[]): void {
  if (!isAmong(read, path)) return;
  throw new UserError({
    where: `--output ${quote(path)}`,
    problem: 'expected a file of its own for the report, found one that is read',
    hint: 'choose another name',
  });
}

interface Target {
  /** A file, or undefined for standard output. */
  readonly path: string | undefined;
  readonly format: ReportFormat;
}

function targetsOf({ format, output }: ReportOutputOptions): Target[] {
  const files = output.map((given) => targetOf(given, format));
  const paths = files.map(({ path }) => path);
  const twice = paths.find(
    (path, i) => paths.indexOf(path) < i || isAmong(paths.slice(0, i), path),
  );
  if (twice !== undefined) {
    throw new UserError({
      where: '--output',
      problem: `expected each file once, found ${quote(twice)} twice`,
    });
  }
  const isPrinted = format !== undefined || files.length === 0;
  const isNamed = paths.includes('-');
  return [
    ...(isPrinted && !isNamed ? [{ path: undefined, format: format ?? 'table' }] : []),
    ...files,
  ];
}

/** `report.html`, `junit:results`, or `-`. */
function targetOf(given: string, printed: ReportFormat = 'table'): Target & { path: string } {
  if (given === '-') return { path: given, format: printed };
  const [, prefix, rest = ''] = /^([a-z]+):(.*)$/s.exec(given) ?? [];
  const named = REPORT_FORMATS.find((format) => format === prefix);
  if (named !== undefined && rest !== '') return { path: rest, format: named };
  const extension = /\.[^./\\]+$/.exec(given)?.[0].toLowerCase() ?? '';
  const format = FORMAT_OF_EXTENSION.get(extension);
  if (format !== undefined) return { path: given, format };
  throw new UserError({
    where: `--output ${quote(given)}`,
    problem: `expected a file that ends in ${[...FORMAT_OF_EXTENSION.keys()].join(', ')}, found another`,
    hint: `name the format before it: --output json:${quote(given).slice(1, -1)}`,
  });
}

async function summarise(
  report: Report,
  precision: number | undefined,
  { env }: Terminal,
): Promise<void> {
  const path = env['GITHUB_STEP_SUMMARY'];
  if (path === undefined || path === '') return;
  const text = stepSummary(report, {
    precision,
    width: DEFAULT_WIDTH,
    tableWidth: Infinity,
    color: false,
  });
  await appendToFile('GITHUB_STEP_SUMMARY', path, text);
}
