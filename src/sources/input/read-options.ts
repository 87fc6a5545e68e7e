import type { Notation } from '../../text/notation.ts';
import type { WebOptions } from '../web/options.ts';
import type { RowFilter } from '../filter/row-filter.ts';
import type { Delimiter, InputFormat } from './formats.ts';

/** What happens to a missing value (empty cell, NA, null, NaN, ...): an error, its row or its element dropped, or NaN. */
export const MISSING_POLICIES = ['error', 'skip', 'skip-element', 'nan'] as const;
export type MissingPolicy = (typeof MISSING_POLICIES)[number];

/**
 * What becomes of rows without a counterpart where files are joined by a key: an error, or they are dropped. Called as
 * in SQL and xarray.
 */
export const JOIN_POLICIES = ['exact', 'inner'] as const;
export type JoinPolicy = (typeof JOIN_POLICIES)[number];

/** Which keys are the same: those that are written alike, or would be without what else is around a value. */
export const KEY_FORM_NAMES = ['written', 'trimmed', 'numbers', 'any-case'] as const;
export type KeyForm = (typeof KEY_FORM_NAMES)[number];

/** How rows of several files find each other, where not by their order. */
export interface KeyOptions {
  /**
   * The columns whose texts together tell the rows of every file apart. Where files call one differently, `a=b`: `a` in the
   * first file and `b` in the others, or `a=b=c`, a name for each file.
   */
  readonly on: readonly string[];
  readonly join: JoinPolicy;
  /** By default keys are the same that are written alike. */
  readonly form?: KeyForm | undefined;
}

/** How items are made lists. */
export interface GroupOptions {
  /** The column whose texts tell lists apart. */
  readonly column: string;
  /** Whether all items are held until the last is read, so that those of a list need not be together. */
  readonly holds: boolean;
}

export interface ReadOptions {
  readonly format?: InputFormat | undefined;
  /** What separates the cells of a table; undefined: what its first row and its format say. */
  readonly delimiter?: Delimiter | undefined;
  /** How the cells of a table write numbers, and what is missing in files of text. */
  readonly notation?: Notation | undefined;
  /** What lines of a table begin with that are passed over. */
  readonly comment?: string | undefined;
  /** The name of the encoding of files of text without a byte order mark; without it UTF-8. */
  readonly encoding?: string | undefined;
  /** Whether the first row of a table is a header; undefined: when none of its cells is a number. */
  readonly header?: boolean | undefined;
  readonly missing: MissingPolicy;
  /** Whether JSON may hold NaN and infinities, as Python writes them. */
  readonly jsonNan?: boolean | undefined;
  /** Conditions that a row has to meet to be read. */
  readonly where?: RowFilter | undefined;
  /** Whether rows of a matrix may have different lengths, in formats that hold such: they are lists. */
  readonly areLists?: boolean | undefined;
  /** By default each row is a sample. */
  readonly group?: GroupOptions | undefined;
  /** By default row i of each file belongs to the same sample. */
  readonly keys?: KeyOptions | undefined;
  /** Standard input, for the path `-`. */
  readonly stdin: () => AsyncIterable<Uint8Array>;
  /** How addresses of the web are read. */
  readonly web?: WebOptions | undefined;
  /** Threads that may read, this one included; by default as many as help on this machine. */
  readonly threads?: number | undefined;
  /** Told of what is doubtful but no error, such as an integer beyond 2^53 that lost digits. */
  readonly warn: (message: string) => void;
  /** Rows in a block at most; the result does not depend on it. */
  readonly blockRows?: number | undefined;
  /** Bytes that a thread reads at once; the result does not depend on it. */
  readonly chunkBytes?: number | undefined;
}
