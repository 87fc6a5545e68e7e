/** A part of a file that is inspected by itself: a column, a key or an array. */
export interface Part {
  readonly name: string;
  /** How it is selected; undefined where it is all of the file. */
  readonly part: string | undefined;
  readonly layout: 'rows' | 'text';
  /** How it is stored, where the file says so. */
  readonly type?: string | undefined;
  /** Why it cannot be read. */
  readonly problem?: string;
}

/** The parts of a file. */
export interface Parts {
  readonly parts: readonly Part[];
  /** Whether they have rows in common, and so are read together. */
  readonly isTable: boolean;
}
