import { UserError, quote } from '../../messages/errors.ts';
import { REPORT_FORMATS, type ReportFormat } from '../../output/formats.ts';
import { rendererOf, type Report } from '../../output/report/formats.ts';
import type { PER_UNITS } from '../catalogue/output.ts';
import { appendToFile, openOutput } from '../terminal/output.ts';
import { DEFAULT_WIDTH, type Terminal } from '../terminal/terminal.ts';
import { isAmong } from './inputs.ts';
import { requireUnread, targetOf, type Target } from './output-target.ts';

/** What the options of a report come to. */
export interface ReportOutputOptions {
  readonly format?: ReportFormat | undefined;
  readonly output: readonly string[];
  readonly precision?: number | undefined;
  readonly histogram?: boolean | undefined;
  readonly calibration?: boolean | undefined;
  readonly gradient?: boolean | undefined;
  readonly per?: (typeof PER_UNITS)[number] | undefined;
  /** Whether to show single samples, where the command has that option. */
  readonly perSample?: boolean | undefined;
}

/** What has to be gathered for the formats asked for. */
interface Wanted {
  readonly histogram: boolean;
  readonly calibration: boolean;
  readonly worst: number | undefined;
  /** The losses of all samples, which take memory that grows with the input. */
  readonly perSample: boolean;
  /** Samples worth printing. */
  readonly digest: boolean;
}

/** Where a report goes, opened before anything is computed. */
export interface ReportOutputs {
  readonly wanted: Wanted;
  /** Writes the report in all its formats, and to GitHub Actions where it runs there. */
  write(report: Report): Promise<void>;
}

/** Rows that a page lists of those with the highest losses. */
const WORST_OF_PAGE = 10;

/** The formats that show all samples, and those that show some of them. */
const ALL_SAMPLES: readonly ReportFormat[] = ['json', 'ndjson', 'csv'];
const SOME_SAMPLES: readonly ReportFormat[] = ['table', 'markdown'];

/**
 * @param read tells the files that are read, which a report must not take the place of
 * @param isReduced whether the losses are reduced to one number
 * @throws UserError for a file that cannot be written or is read, whose format is not known, or that would not show what
 * is asked for
 */
export function openReportOutputs(
  options: ReportOutputOptions,
  read: () => readonly (string | undefined)[],
  isReduced: boolean,
  terminal: Terminal,
): ReportOutputs {
  const { precision, perSample = false } = options;
  const targets = targetsOf(options).map(({ path, format }) => {
    if (path !== undefined) requireUnread(path, read());
    return { path, format, output: openOutput(path, terminal) };
  });
  const formats = targets.map(({ format }) => format);
  requireShown(options, formats);
  return {
    wanted: wantedFor(formats, options, isReduced),
    write: async (report) => {
      const rendered = await Promise.all(
        targets.map(async ({ format, output }) => {
          const render = await rendererOf(format);
          const shown = shownAs(format, report, options);
          return { output, text: render(shown, { precision, perSample, ...output }) };
        }),
      );
      for (const { output, text } of rendered) await output.write(text);
      if (report.isSingle || terminal.env['GITHUB_ACTIONS'] !== 'true') return;
      const isAnnotated = targets.some(
        ({ path = '-', format }) => path === '-' && format === 'github',
      );
      const { reportAsAnnotations } = await import('../../output/ci/github.ts');
      if (!isAnnotated) terminal.stderr.write(reportAsAnnotations(report));
      await summarise(shownAs('markdown', report, options), precision, terminal);
    },
  };
}

function wantedFor(
  formats: readonly ReportFormat[],
  { histogram = false, calibration = false, perSample = false }: ReportOutputOptions,
  isReduced: boolean,
): Wanted {
  const hasPage = formats.includes('html');
  const isOf = (some: readonly ReportFormat[]): boolean =>
    formats.some((each) => some.includes(each));
  return {
    histogram: histogram || hasPage,
    calibration: calibration || hasPage,
    worst: hasPage ? WORST_OF_PAGE : undefined,
    perSample: perSample && (isOf(ALL_SAMPLES) || (isOf(['value']) && !isReduced)),
    digest: perSample && isOf(SOME_SAMPLES),
  };
}

/** @throws UserError where none of the formats would show what was asked for */
function requireShown(
  { gradient, per, perSample = false }: ReportOutputOptions,
  formats: readonly ReportFormat[],
): void {
  const found = `found --format ${formats.join(', ')}`;
  const showsElements = formats.some((format) => format === 'json' || format === 'ndjson');
  if (per === 'element' && !showsElements) {
    throw new UserError({
      where: '--per element',
      problem: `expected an output that shows single elements, ${found}`,
      hint: 'choose --format json or ndjson',
    });
  }
  const showsGradient = formats.some(
    (format) =>
      format === 'json' || (perSample && [...ALL_SAMPLES, ...SOME_SAMPLES].includes(format)),
  );
  if (!gradient || showsGradient) return;
  throw new UserError({
    where: '--gradient',
    problem: `expected an output that shows it, ${found}${perSample ? '' : ' --no-per-sample'}`,
    hint: 'choose --format json, or leave --gradient out',
  });
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

/** A file, or undefined for standard output. */
type ReportTarget = Omit<Target<ReportFormat>, 'path'> & { readonly path: string | undefined };

/**
 * The files in the formats that their names say, or else in that of `--format`; and standard output in that of
 * `--format`, unless a file is written in it.
 */
function targetsOf({ format, output }: ReportOutputOptions): ReportTarget[] {
  const printed = format ?? 'table';
  const files = output.map((given) => targetOf(given, REPORT_FORMATS, printed, printed));
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
  const isWritten = files.some((file) => file.format === format);
  const isPrinted = files.length === 0 || (format !== undefined && !isWritten);
  const isNamed = paths.includes('-');
  return [...(isPrinted && !isNamed ? [{ path: undefined, format: printed }] : []), ...files];
}

async function summarise(
  report: Report,
  precision: number | undefined,
  { env }: Terminal,
): Promise<void> {
  const path = env['GITHUB_STEP_SUMMARY'];
  if (path === undefined || path === '') return;
  const { stepSummary } = await import('../../output/ci/github.ts');
  const page = { width: DEFAULT_WIDTH, tableWidth: Infinity, color: false };
  await appendToFile('GITHUB_STEP_SUMMARY', path, stepSummary(report, { precision, ...page }));
}
