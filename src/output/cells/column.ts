import type { CheckStatus } from '../../check/outcome.ts';

/** What a cell says besides its text: how a check ended, or that samples are few. */
export type Tone = CheckStatus | 'few';

/**
 * A column of a table, before a format lays it out. Its texts are fit to be shown: on one line, nothing invisible in
 * them, and no longer than people read; what the format itself would obey is still in them.
 */
export interface Column {
  readonly header: string;
  readonly cells: readonly string[];
  /** Numbers are aligned at their right. */
  readonly isNumber?: boolean;
  /** Whether its texts are told whole or not at all, as numbers are: intervals, verdicts. Others may be cut for room. */
  readonly isWhole?: boolean;
  /** Whether it is what readers look for first. */
  readonly isStrong?: boolean;
  /** Whether it only helps to find the way. */
  readonly isQuiet?: boolean;
  /** By cell. */
  readonly tones?: readonly (Tone | undefined)[];
}

/** The rows of cells that columns make. */
export function rowsOf(columns: readonly Column[]): string[][] {
  const [first] = columns;
  return (first?.cells ?? []).map((_, row) => columns.map(({ cells }) => cells[row]!));
}

/** The same column with a word after each number of samples that are few. */
export function withFewNamed(column: Column): Column {
  const cells = column.cells.map((text, i) =>
    column.tones?.[i] === 'few' ? `${text} (few)` : text,
  );
  return { ...column, cells };
}
