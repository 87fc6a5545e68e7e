import { quote, UserError } from '../../messages/errors.ts';
import { reportAsAnnotations, stepSummary } from '../../output/report/github.ts';
import { REPORT_FORMATS, type ReportFormat } from '../../output/formats.ts';
import { renderReport, type Report } from '../../output/report/index.ts';
import { isAmong } from './inputs.ts';
import { requireUnread, targetOf, type Target } from './output-target.ts';
import { appendToFile, openOutput } from '../terminal/output.ts';
import { DEFAULT_WIDTH, type Terminal } from '../terminal/terminal.ts';

/** What the options of a report come to. */
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

/** Rows that a page lists of those with the highest losses. */
const WORST_OF_PAGE = 10;

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
        const { width, color } = output;
        const shown = shownAs(format, report, options);
        return { output, text: renderReport(shown, format, { precision, width, color }) };
      });
      for (const { output, text } of rendered) await output.write([text]);
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

/** A file, or undefined for standard output. */
type ReportTarget = Omit<Target<ReportFormat>, 'path'> & { readonly path: string | undefined };

function targetsOf({ format, output }: ReportOutputOptions): ReportTarget[] {
  const files = output.map((given) => targetOf(given, REPORT_FORMATS, format ?? 'table'));
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

async function summarise(
  report: Report,
  precision: number | undefined,
  { env }: Terminal,
): Promise<void> {
  const path = env['GITHUB_STEP_SUMMARY'];
  if (path === undefined || path === '') return;
  const text = stepSummary(report, { precision, width: DEFAULT_WIDTH, color: false });
  await appendToFile('GITHUB_STEP_SUMMARY', path, text);
}
