import { baselineOf, type Baseline } from '../../check/baseline.ts';
import { compareWithBaseline, requireComparable } from '../../check/compare-baseline.ts';
import type { CheckOutcome } from '../../check/outcome.ts';
import { UserError } from '../../messages/errors.ts';
import { fileExists, fileLabel } from '../../sources/index.ts';
import type { Outcome } from '../../suite/outcome.ts';
import { openBaselineFile, readBaselineFile } from './baseline-file.ts';
import { toleranceOf, type CheckOptions, type Settled } from '../options/check-options.ts';
import { computeWithFingerprint, partOf, type Wanted, type WantedReading } from './check-suite.ts';
import type { SharedLossOptions } from '../options/loss-spec.ts';
import type { LossWords } from '../options/loss-words.ts';
import type { SuiteInputs } from './suite-run.ts';
import type { Terminal } from '../terminal/terminal.ts';

/** Computes all that is wanted; `compared` is empty where the baseline was written anew. */
type RunWithBaseline = (
  given: SuiteInputs,
  reading: Omit<WantedReading, 'onBlock'>,
  terminal: Terminal,
) => Promise<{ outcome: Outcome; compared: readonly CheckOutcome[] }>;

/**
 * Adds to `wanted` what the baseline that the options name holds, and returns what computes it and compares, or writes
 * the baseline anew; undefined where they name none.
 * @param words decides what the names of losses mean, where several are called so
 * @throws UserError for options that do not go together, and a file that is no baseline
 */
export async function planBaseline(
  { options }: Pick<Settled, 'options'>,
  wanted: Wanted,
  words: LossWords,
  terminal: Terminal,
): Promise<RunWithBaseline | undefined> {
  const { baseline: path, updateBaseline: isUpdate = false, minSamples } = options;
  if (path === undefined) {
    requireNoneOf(options);
    return undefined;
  }
  const tolerance = toleranceOf(options);
  const recorded =
    isUpdate && !fileExists(path) ? undefined : await readBaselineFile(path, terminal);
  const named = lossesOf(options, recorded);
  await words.decide(named.map(({ spec }) => spec));
  const { decided } = words;
  const indices = named.map(({ spec, shared }) => wanted.loss(spec, { ...shared, decided }));
  // A loss that was named twice is there once, as in the baseline that is written.
  const losses = [...new Set(indices)];
  const columns = options.by ?? columnsOf(recorded);
  const divisions = columns.map((list) => wanted.division(list));
  const write = isUpdate ? openBaselineFile(path, terminal) : undefined;
  return async (given, reading, terminal) => {
    const { outcome, fingerprints } = await computeWithFingerprint(
      wanted,
      given,
      reading,
      terminal,
    );
    const specs = losses.map((index) => wanted.losses[index]!.name);
    const now = baselineOf(specs, partOf(outcome, losses, divisions), fingerprints);
    if (write) {
      await write(now);
      return { outcome, compared: [] };
    }
    requireComparable(recorded!, now, fileLabel(path));
    const compared = losses.map((index) => {
      const { request } = wanted.losses[index]!;
      return { better: request.convention.better ?? 'smaller', dtype: request.dtype } as const;
    });
    return {
      outcome,
      compared: compareWithBaseline(recorded!, now, compared, tolerance, minSamples),
    };
  };
}

/** The losses that are named, or those that the baseline has, under its conventions unless others are named. */
function lossesOf(
  options: CheckOptions,
  recorded: Baseline | undefined,
): { spec: string; shared: SharedLossOptions }[] {
  if (options.loss.length > 0) return options.loss.map((spec) => ({ spec, shared: options }));
  if (recorded) {
    return recorded.losses.map(({ spec, compat, dtype, reduction }) => {
      const shared = {
        compat: options.compat ?? compat,
        dtype: options.dtype ?? dtype,
        reduction: options.reduction ?? reduction,
        own: options.own,
      };
      return { spec, shared };
    });
  }
  throw new UserError({
    where: '--update-baseline',
    problem: 'expected losses for a new baseline, found none',
    hint: 'name them: -l mse -l huber:delta=2',
  });
}

/** The columns of each division that a baseline has segments of. */
function columnsOf(recorded: Baseline | undefined): string[][] {
  const lists = (recorded?.segments ?? []).map(({ columns }) => JSON.stringify(columns));
  return [...new Set(lists)].map((list) => JSON.parse(list) as string[]);
}

function requireNoneOf({ tolerance, toleranceAbs, updateBaseline }: CheckOptions): void {
  if (tolerance === undefined && toleranceAbs === undefined && !updateBaseline) return;
  throw new UserError({
    where: '--tolerance, --tolerance-abs, --update-baseline',
    problem: 'expected a baseline that they are for, found none',
    hint: 'name it: --baseline base.json',
  });
}
