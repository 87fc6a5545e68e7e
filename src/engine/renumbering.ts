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
