import { quote, UserError } from '../../messages/errors.ts';
import type { CheckOutcome } from '../../check/outcome.ts';
import {
  FORMAT_FACTS,
  REPORT_FORMATS,
  type FormatFacts,
  type ReportFormat,
} from '../../output/formats.ts';
import { rendererOf, type Report } from '../../output/report/formats.ts';
import type { PER_UNITS } from '../catalogue/output.ts';
import { appendToFile, openOutput } from '../terminal/output.ts';
import { DEFAULT_WIDTH, type Terminal } from '../terminal/terminal.ts';
import { isAmong } from './inputs.ts';
import type { Columns } from './read-values.ts';
import { requireUnread, targetOf, type Target } from './output-target.ts';

/** What the options of a report come to. */
export interface ReportOutputOptions {
  readonly format?: ReportFormat | undefined;
  readonly output: readonly string[];
  readonly precision?: number | undefined;
  readonly by?: readonly Columns[] | undefined;
  readonly ci?: number | undefined;
  readonly histogram?: boolean | undefined;
  readonly calibration?: boolean | undefined;
  readonly gradient?: boolean | undefined;
  readonly per?: (typeof PER_UNITS)[number] | undefined;
  /** Whether to show single samples, where the command has that option. */
  readonly perSample?: boolean | undefined;
}

/** What is to be known of a report before its outputs are opened. */
export interface ReportPlan {
  /** Tells the files that are read, which a report must not take the place of. */
  readonly read: () => readonly (string | undefined)[];
  /** Whether the losses are reduced to one number. */
  readonly isReduced: boolean;
  /** Whether it is of one loss, computed for its own sake. */
  readonly isSingle: boolean;
  /** Whether results are held to something. */
  readonly isChecked: boolean;
  /** Whether single samples are shown because somebody asked for them, not because they usually are. */
  readonly asksSamples: boolean;
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
  /**
   * Writes the report in all its formats, and to GitHub Actions where it runs there.
   * @param gate what came of the bounds of a command that is no check, for the formats that show them
   */
  write(report: Report, gate?: readonly CheckOutcome[]): Promise<void>;
}

/**
 * @throws UserError for a file that cannot be written or is read, whose format is not known, or that would not show what
 * is asked for
 */
export function openReportOutputs(
  options: ReportOutputOptions,
  plan: ReportPlan,
  terminal: Terminal,
): ReportOutputs {
  const { precision, perSample = false } = options;
  const targets = targetsOf(options).map(({ path, format }) => {
    if (path !== undefined) requireUnread(path, plan.read());
    return { path, format, output: openOutput(path, terminal) };
  });
  const formats = targets.map(({ format }) => format);
  const isInActions = !plan.isSingle && terminal.env['GITHUB_ACTIONS'] === 'true';
  const summary = isInActions ? terminal.env['GITHUB_STEP_SUMMARY'] : undefined;
  const shown = new ShownParts([...formats, ...(summary ? [SUMMARY] : [])], options, plan);
  shown.require(formats);
  return {
    wanted: shown.wanted,
    write: async (report, gate) => {
      const rendered = await Promise.all(
        targets.map(async ({ format, output }) => {
          const render = await rendererOf(format);
          const part = shownAs(format, report, gate, options);
          return { output, text: render(part, { precision, perSample, ...output }) };
        }),
      );
      for (const { output, text } of rendered) await output.write(text);
      if (!isInActions) return;
      const isAnnotated = targets.some(
        ({ path = '-', format }) => path === '-' && format === 'github',
      );
      const { reportAsAnnotations } = await import('../../output/ci/github.ts');
      const annotations = reportAsAnnotations(shownAs('github', report, gate, options));
      if (!isAnnotated) terminal.stderr.write(annotations);
      if (summary) await summarise(summary, shownAs(SUMMARY, report, gate, options), precision);
    },
  };
}

/** The format of the summary of a step of GitHub Actions. */
const SUMMARY: ReportFormat = 'markdown';

/** Something that may be asked for, and is not to be dropped in silence. */
interface Part {
  readonly option: string;
  /** What messages call it. */
  readonly name: string;
  readonly isAsked: (options: ReportOutputOptions, plan: ReportPlan) => boolean;
  /** @param samples whether the format shows single samples of this report */
  readonly isShown: (facts: FormatFacts, samples: boolean) => boolean;
}

const shownWhen = (when: FormatFacts['gradient'], samples: boolean): boolean =>
  when === 'always' || (when === 'with samples' && samples);

const PARTS: readonly Part[] = [
  {
    option: '--per element',
    name: 'single elements',
    isAsked: ({ per }) => per === 'element',
    isShown: ({ elements }, samples) => shownWhen(elements, samples),
  },
  {
    option: '--per output',
    name: 'results of single outputs',
    isAsked: ({ per }) => per === 'output',
    isShown: ({ segments }) => segments,
  },
  {
    option: '--gradient',
    name: 'gradients',
    isAsked: ({ gradient = false }) => gradient,
    isShown: ({ gradient }, samples) => shownWhen(gradient, samples),
  },
  {
    option: '--per-sample',
    name: 'single samples',
    isAsked: (_, { asksSamples }) => asksSamples,
    isShown: (_, samples) => samples,
  },
  {
    option: '--reduction none',
    name: 'losses that are not reduced',
    isAsked: (_, { isReduced }) => !isReduced,
    isShown: (facts) => facts.samples !== 'none',
  },
  {
    option: '--by',
    name: 'segments',
    isAsked: ({ by = [] }) => by.length > 0,
    isShown: ({ segments }) => segments,
  },
  {
    option: '--ci',
    name: 'intervals',
    isAsked: ({ ci }) => ci !== undefined,
    isShown: ({ intervals }) => intervals,
  },
  {
    option: '--histogram',
    name: 'histograms',
    isAsked: ({ histogram = false }) => histogram,
    isShown: ({ distributions }) => distributions !== 'never',
  },
  {
    option: '--calibration',
    name: 'the calibration',
    isAsked: ({ calibration = false }) => calibration,
    isShown: ({ distributions }) => distributions !== 'never',
  },
];

const isOneTable = (format: ReportFormat): boolean => FORMAT_FACTS[format].isOneTable;

/** What the formats in use show of what is asked for. */
class ShownParts {
  readonly #formats: readonly ReportFormat[];
  readonly #options: ReportOutputOptions;
  readonly #plan: ReportPlan;

  constructor(formats: readonly ReportFormat[], options: ReportOutputOptions, plan: ReportPlan) {
    this.#formats = formats;
    this.#options = options;
    this.#plan = plan;
  }

  /** What has to be gathered. */
  get wanted(): Wanted {
    const { histogram = false, calibration = false } = this.#options;
    const facts = this.#formats.map((format) => FORMAT_FACTS[format]);
    const isUnasked = facts.some(({ distributions }) => distributions === 'unasked');
    const shown = this.#formats.filter((format) => this.#showsSamples(format));
    const hasSome = (format: ReportFormat): boolean => FORMAT_FACTS[format].samples === 'some';
    const worst = Math.max(...facts.map((each) => each.worst));
    return {
      histogram: histogram || isUnasked,
      calibration: calibration || isUnasked,
      worst: worst > 0 ? worst : undefined,
      perSample: shown.some((format) => !hasSome(format)),
      digest: shown.some(hasSome),
    };
  }

  /**
   * @param given the formats that were chosen
   * @throws UserError where none of the formats shows something that was asked for
   */
  require(given: readonly ReportFormat[]): void {
    const dropped = PARTS.find((part) => {
      const isAsked = part.isAsked(this.#options, this.#plan);
      return isAsked && !this.#formats.some((format) => this.#shows(part, format));
    });
    if (dropped) throw this.#notShown(dropped, given);
    const showsResults = this.#formats.some((format) => FORMAT_FACTS[format].results);
    if (showsResults || this.#plan.isChecked) return;
    throw new UserError({
      where: `--format ${given.join(', ')}`,
      problem: 'expected a bound to report on, found none',
      hint: 'add --max 0.3, or choose a format that shows results, such as table',
    });
  }

  #notShown(part: Part, given: readonly ReportFormat[]): UserError {
    const { option, name, isShown } = part;
    const { perSample = false } = this.#options;
    const others = REPORT_FORMATS.filter((format) => this.#shows(part, format));
    const withSamples = given.filter((format) => {
      const facts = FORMAT_FACTS[format];
      return facts.samples !== 'none' && isShown(facts, true);
    });
    const lacksSamples = !perSample && withSamples.length > 0;
    const isFull = perSample && this.#divides && withSamples.some(isOneTable);
    return new UserError({
      where: option,
      problem:
        `expected an output that shows ${name}, found --format ${given.join(', ')}` +
        (lacksSamples ? ' without single samples' : '') +
        (isFull ? ', whose one table is that of segments and intervals' : ''),
      hint:
        `choose --format ${others.join(', ')}` +
        `${lacksSamples ? ', add --per-sample' : ''}, or leave ${option} out`,
    });
  }

  #shows({ isShown }: Part, format: ReportFormat): boolean {
    return isShown(FORMAT_FACTS[format], this.#showsSamples(format));
  }

  #showsSamples(format: ReportFormat): boolean {
    const { perSample = false } = this.#options;
    const { samples } = FORMAT_FACTS[format];
    if (!perSample || samples === 'none' || (isOneTable(format) && this.#divides)) return false;
    return samples !== 'unreduced' || !this.#plan.isReduced;
  }

  /** Whether there are segments or intervals beside results. */
  get #divides(): boolean {
    const { by = [], per, ci } = this.#options;
    return by.length > 0 || per === 'output' || ci !== undefined;
  }
}

/** The part of a report that a format shows: a page also distributions that were not asked for, where there are any. */
function shownAs(
  format: ReportFormat,
  report: Report,
  gate: readonly CheckOutcome[] | undefined,
  { histogram = false, calibration = false }: ReportOutputOptions,
): Report {
  const { losses, calibration: calibrated, checks, ...rest } = report;
  const facts = FORMAT_FACTS[format];
  const isUnasked = facts.distributions === 'unasked';
  const isCalibrated = calibrated !== undefined && 'bins' in calibrated;
  const hasHistograms = histogram || isUnasked;
  return {
    ...rest,
    losses: hasHistograms ? losses : losses.map((loss) => ({ ...loss, histogram: undefined })),
    ...(calibrated && (calibration || (isUnasked && isCalibrated)) && { calibration: calibrated }),
    checks: checks ?? (facts.gate ? gate : undefined),
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
  path: string,
  report: Report,
  precision: number | undefined,
): Promise<void> {
  const { stepSummary } = await import('../../output/ci/github.ts');
  const page = { width: DEFAULT_WIDTH, tableWidth: Infinity, color: false };
  await appendToFile('GITHUB_STEP_SUMMARY', path, stepSummary(report, { precision, ...page }));
}
