import type { Delimiter } from '../sources/index.ts';

/** What values are that are read as text, and are none of a user's words. */
export type TextKind = 'dates' | 'timestamps' | 'times' | 'UUIDs';

/** A part of a file that is inspected by itself: a column, a key or an array. */
export interface Part {
  readonly name: string;
  /** How it is selected; undefined where it is all of the file. */
  readonly part: string | undefined;
  readonly layout: 'rows' | 'text';
  /** How it is stored, where the file says so. */
  readonly type?: string | undefined;
  /** What its texts are, where the file says more than that they are texts. */
  readonly holds?: TextKind | undefined;
  /** Why it cannot be read. */
  readonly problem?: string;
}

/** How the text of a table is laid out. */
export interface TableLayout {
  readonly delimiter: Delimiter;
  readonly hasHeader: boolean;
  /** Lines before the first row that are comments. */
  readonly comments: number;
}

/** The parts of a file. */
export interface Parts {
  readonly parts: readonly Part[];
  /** Whether they have rows in common, and so are read together. */
  readonly isTable: boolean;
  /** How its text is laid out, where it is a table of text. */
  readonly layout?: TableLayout | undefined;
}
