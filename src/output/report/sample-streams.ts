import { UserError } from '../../messages/errors.ts';
import type { Result } from '../../engine/result.ts';
import type { NumberBlocks } from '../../reduce/number-list.ts';
import { formatCount, isShortest } from '../../text/format-number.ts';
import { TextWriter } from '../../text/text-writer.ts';
import type { LossOutcome } from '../../suite/outcome.ts';
import { lossLabels } from '../cells/loss-cells.ts';
import type { ReportOptions } from './report.ts';
import { countedSamples, shownSamples } from './samples.ts';

/** The samples of a loss, one after the other. */
export interface SampleStream {
  /** What the loss is called beside the others. */
  readonly label: string;
  readonly result: Result;
  /** Undefined where samples have no losses of their own. */
  readonly losses: NumberBlocks | undefined;
}

/** The samples of several losses side by side. */
export interface SampleStreams {
  readonly count: number;
  /** The rows of the samples, where they are not 1, 2, 3, ... */
  readonly rowNumbers: NumberBlocks | undefined;
  /** Of the losses that there is something to print of. */
  readonly streams: readonly SampleStream[];
  /** Whether there are no other losses, printed or not. */
  readonly isAlone: boolean;
}

/**
 * What is to be printed of single samples; undefined where nothing is.
 * @throws UserError for losses that take different parts of the input for a sample
 */
export function sampleStreams(
  losses: readonly LossOutcome[],
  options: ReportOptions,
): SampleStreams | undefined {
  const counted = losses.map((outcome) => countedSamples(outcome, options));
  const [first, ...others] = counted.filter((each) => each !== undefined);
  if (!first) return undefined;
  const { count } = first;
  const odd = others.find((each) => each.count !== count);
  if (odd) {
    throw new UserError({
      where: '--per-sample',
      problem: `expected as many samples of each loss, found ${formatCount(count)} and ${formatCount(odd.count)}`,
      hint: 'choose the format json, which holds those of each loss by themselves',
    });
  }
  const labels = lossLabels(losses);
  return {
    count,
    rowNumbers: first.rowNumbers,
    streams: losses.flatMap((outcome, k) => {
      if (!counted[k]) return [];
      const own = shownSamples(outcome, options);
      const { result } = outcome;
      return [{ label: labels[k]!, result, losses: own?.losses }];
    }),
    isAlone: losses.length === 1,
  };
}

/**
 * A writer for the numbers of several losses, and for each loss what writes a number of it.
 * @param format the text of a number
 */
export function numberWriters(
  streams: readonly SampleStream[],
  { precision }: ReportOptions,
  format: (x: number, dtype: Result['dtype'], digits?: number) => string,
): { readonly out: TextWriter; readonly writers: readonly ((x: number) => void)[] } {
  const { dtype } = streams[0]!.result;
  const out = new TextWriter((x) => format(x, dtype, precision), isShortest(dtype, precision));
  const writers = streams.map(({ result }) =>
    result.dtype === dtype
      ? (x: number) => {
          out.number(x);
        }
      : (x: number) => {
          out.ascii(format(x, result.dtype, precision));
        },
  );
  return { out, writers };
}
