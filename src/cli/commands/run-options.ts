import { UserError } from '../../messages/errors.ts';
import { DEFAULT_REPLICATES } from '../../resample/interval.ts';
import type { FileSet } from '../../sources/index.ts';
import type { SuiteInterval } from '../../suite/clusters.ts';
import type { Gate } from '../options/gate.ts';
import type { InputOptions } from '../options/inputs.ts';
import type { NamedRequest } from '../options/loss-spec.ts';
import type { ReadingOptions } from '../options/read-inputs.ts';
import type { Columns } from '../options/read-values.ts';
import type { ReportOutputOptions } from '../options/report-outputs.ts';

/** What the options of a command say that computes losses and reports them. */
export interface RunOptions
  extends InputOptions, ReadingOptions, ReportOutputOptions, IntervalOptions, Gate {
  readonly by: readonly Columns[];
  readonly excludeClass?: number | readonly number[] | undefined;
  readonly minSamples: number;
  readonly verbose?: boolean | undefined;
  /** Whether to write the sums in place of a report. */
  readonly partial?: boolean | undefined;
  /** The reference that losses are shown over. */
  readonly skill?: string | undefined;
}

/** What is computed, and from what. */
export interface Run {
  readonly losses: readonly NamedRequest[];
  /** Whether it is one loss, computed for its own sake: it is shown in full. */
  readonly isSingle: boolean;
  /** Whether single samples are shown because somebody asked for them, not because they usually are. */
  readonly asksSamples: boolean;
  /** The table whose columns the inputs are; without it they are files. */
  readonly table: FileSet | undefined;
  readonly options: RunOptions;
  /** Tells the files that are read. */
  readonly read: () => readonly string[];
}

/** The classes that are left out. */
export function excludedClasses({
  excludeClass,
}: Pick<RunOptions, 'excludeClass'>): readonly number[] | undefined {
  return excludeClass === undefined ? undefined : [excludeClass].flat();
}

/** The options of intervals, as commander hands them over. */
export interface IntervalOptions {
  readonly ci?: number | undefined;
  readonly seed: number;
  readonly cluster?: string | undefined;
}

/**
 * How intervals are computed; undefined where none are asked for.
 * @throws UserError for clusters without an interval
 */
export function intervalOptions({ ci, seed, cluster }: IntervalOptions): SuiteInterval | undefined {
  if (ci !== undefined) {
    if (ci > 0 && ci < 1) throw notPercent(ci);
    return {
      level: ci / 100,
      seed,
      replicates: DEFAULT_REPLICATES,
      cluster,
    };
  }
  if (cluster === undefined) return undefined;
  throw new UserError({
    where: '--cluster',
    problem: 'expected an interval to resample for, found none',
    hint: 'add --ci 95, or leave --cluster out',
  });
}

/** The error that a level is written as a fraction: nobody wants an interval of less than one percent. */
function notPercent(level: number): UserError {
  const percent = Number((100 * level).toPrecision(12));
  return new UserError({
    where: '--ci',
    problem: `expected a percentage such as 95, found ${level}`,
    hint: `an interval of ${percent} % is --ci ${percent}`,
  });
}
