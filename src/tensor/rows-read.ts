/** Where a file of several begins that are read as one. */
export interface FileStart {
  readonly path: string;
  /** The number of its first row among all, counted from 1. */
  readonly firstRow: number;
}

/** What was read, and which of its rows do not count. */
export interface RowsRead {
  /** Files that were read as one; absent where each input is in one. */
  readonly files?: number | undefined;
  /** Rows dropped for want of a value, or of a counterpart in another file. */
  readonly skipped: number;
  /** Of several files, those with rows in their order; absent where each input is in one. */
  readonly starts?: readonly FileStart[] | undefined;
  /** How many rows there were, those that do not count among them; absent where that is not told. */
  readonly rows?: number | undefined;
  /** The conditions on rows, and how many rows were left out as they do not meet them. */
  readonly where?: { readonly conditions: string; readonly leftOut: number } | undefined;
}

/** What is given as a whole is counted as a whole. */
export const ALL_ROWS: RowsRead = { skipped: 0 };
