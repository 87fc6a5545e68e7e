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

/** A value, and the number of its row. */
export interface ValueOfRow {
  readonly row: number;
  readonly value: number;
}

/** The number here of a row that has a number in another part of the input. */
export type RowOf = (row: number) => number;

/** How what another part of the input numbers is numbered here. */
export interface Renumbering {
  readonly rowOf: RowOf;
  /** Of a label that is text; other numbers are the same. */
  readonly labelOf: (label: number) => number;
}

const same = (number: number): number => number;

/** Of what has the same numbers everywhere. */
export const SAME_NUMBERS: Renumbering = { rowOf: same, labelOf: same };

/** The earlier of two values, of which that of another part has its number there. */
export function earlier(
  here: ValueOfRow | undefined,
  there: ValueOfRow | undefined,
  rowOf: RowOf,
): ValueOfRow | undefined {
  if (!there) return here;
  const row = rowOf(there.row);
  return here && here.row <= row ? here : { ...there, row };
}
