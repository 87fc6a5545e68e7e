import type { SumsJson } from '../reduce/sums.ts';
import type { CellKey } from './class-tally.ts';
import type { CountedRows } from './counted-samples.ts';
import type { TiesState } from './decision.ts';
import type { OutsideState } from './domain-guard.ts';
import type { DoubtsState } from './doubts.ts';
import type { ElementCount } from './missing-elements.ts';

/** What was computed of some of the rows: plain data, which another thread can be sent, or another machine. */
export interface PartialEvaluation {
  readonly rows: number;
  readonly counted: CountedRows;
  /** How many values clipping changed. */
  readonly clipped: number;
  /** Given where missing elements are skipped. */
  readonly elements?: ElementCount | undefined;
  readonly sums: SumsJson;
  /** What each cell of the sums stands for. */
  readonly cells: readonly CellKey[];
  /** By input, what was outside its domain. */
  readonly outside: readonly OutsideState[];
  readonly doubts: DoubtsState;
  /** Given where predicted classes are decided. */
  readonly ties?: TiesState | undefined;
}
