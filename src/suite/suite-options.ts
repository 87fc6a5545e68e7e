import type { EvaluationOptions } from '../engine/evaluation.ts';
import type { ShareKernel } from '../engine/kernel-call.ts';
import type { Block, Widths } from '../tensor/block.ts';
import type { SuiteInterval } from './clusters.ts';
import type { Divider } from './dividers.ts';
import type { WrittenLabels } from '../tensor/class-match.ts';

/** What of single samples to keep; see {@link EvaluationOptions}. */
export type SampleOptions = Pick<
  EvaluationOptions,
  'perSample' | 'newStore' | 'perElement' | 'gradient' | 'digest'
>;

/** What to compute of several losses besides their results. */
export interface SuiteOptions {
  /** For each division into segments what makes it: columns of text, and outputs. */
  readonly by?: readonly (readonly Divider[])[] | undefined;
  /** Classes, columns of pred counted from 0, that do not count. */
  readonly excluded?: readonly number[] | undefined;
  /** How many of the samples with the worst losses to keep: the highest, or the lowest where larger is better. */
  readonly worst?: number | undefined;
  /** Text inputs to keep of those samples, such as ids. */
  readonly kept?: readonly string[] | undefined;
  /** Of the results, and of those of segments. */
  readonly interval?: SuiteInterval | undefined;
  /** What of single samples to keep of every loss; by default nothing. */
  readonly samples?: SampleOptions | undefined;
  readonly histogram?: boolean | undefined;
  readonly calibration?: boolean | undefined;
  /** Shown every block, how many numbers a row of each input has, and true labels that are text. */
  readonly onBlock?:
    ((block: Block, widths: Widths, labels: WrittenLabels | undefined) => void) | undefined;
  /** Whether nothing is pushed, but what was computed elsewhere put together. */
  readonly isMerged?: boolean | undefined;
  /** Has other threads compute parts of losses written by hand, of all samples. */
  readonly shareKernel?: ShareKernel | undefined;
  readonly warn: (message: string) => void;
}
