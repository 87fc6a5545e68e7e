import type { Block } from '../../tensor/block.ts';
import type { Progress } from '../bytes/bytes.ts';
import type { Threads } from '../scan/threads.ts';
import type { LabelOptions } from './labels.ts';
import type { Shape } from '../../tensor/shape.ts';

/** How the text of a file is read; by default the file's extension decides, then its content. */
export const INPUT_FORMATS = ['csv', 'tsv', 'json', 'ndjson', 'npy', 'npz', 'parquet'] as const;
export type InputFormat = (typeof INPUT_FORMATS)[number];

/** What happens to a missing value (empty cell, NA, null, NaN): an error, its row dropped, or NaN. */
export const MISSING_POLICIES = ['error', 'skip', 'nan'] as const;
export type MissingPolicy = (typeof MISSING_POLICIES)[number];

export type Layout = 'rows' | 'scalars' | 'batch' | 'text';

/**
 * What becomes of rows without a counterpart where files are joined by a key: an error, or they are dropped. Called as
 * in SQL and xarray.
 */
export const JOIN_POLICIES = ['exact', 'inner'] as const;
export type JoinPolicy = (typeof JOIN_POLICIES)[number];

/** How rows of several files find each other, where not by their order. */
export interface KeyOptions {
  /** The columns whose texts together tell the rows of every file apart. */
  readonly on: readonly string[];
  readonly join: JoinPolicy;
}

/** Where one input of a loss comes from. */
export interface Selection {
  /** The loss's name of the input: `true`, `pred`, `weights`, ... */
  readonly input: string;
  /** A file, or `-` for standard input. Selections with the same path are read in one pass. */
  readonly path: string;
  /** Columns of a table (`label`, `p0-p9`, `2-11`, `a,b`) or a key path of a JSON document (`outputs.logits`). */
  readonly part?: string | undefined;
  /**
   * What belongs to one sample: the numbers along the last axis (`rows`), one number (`scalars`: weights, class
   * indices), or all numbers of an entry of the first axis (`batch`); or one column of a table whose cells are kept
   * as `text` (keys of segments, ids), whatever they hold.
   */
  readonly layout: Layout;
  /** The axis whose numbers are a row, where the layout is `rows`; negative from the end, -1 when left out. */
  readonly axis?: number | undefined;
  /** Where given, text stands for numbers. */
  readonly labels?: LabelOptions | undefined;
  /** Columns that are none of a table's where no part of it is chosen: its keys. */
  readonly except?: readonly string[] | undefined;
}

export interface ReadOptions {
  readonly format?: InputFormat | undefined;
  /** Whether the first row of a table is a header; undefined: when none of its cells is a number. */
  readonly header?: boolean | undefined;
  readonly missing: MissingPolicy;
  /** By default row i of each file belongs to the same sample. */
  readonly keys?: KeyOptions | undefined;
  /** Standard input, for the path `-`. */
  readonly stdin: () => AsyncIterable<Uint8Array>;
  /** Threads that may read, this one included; by default as many as help on this machine. */
  readonly threads?: number | undefined;
  /** Told of what is doubtful but no error, such as an integer beyond 2^53 that lost digits. */
  readonly warn: (message: string) => void;
  /** Rows in a block at most; the result does not depend on it. */
  readonly blockRows?: number | undefined;
  /** Bytes that a thread reads at once; the result does not depend on it. */
  readonly chunkBytes?: number | undefined;
}

/** What opening a file takes besides. */
export interface OpenOptions extends ReadOptions {
  /** The threads of the whole run. */
  readonly pool: Threads;
}

/** What is known of an input before its rows are read. */
export interface TensorInfo {
  /** For messages: `pred.csv`, `standard input, columns p0-p9`. */
  readonly label: string;
  /**
   * The shape without its first axis (the batch): `[]` for a list of numbers, `[3]` for a table of 3 columns. An
   * axis chosen for rows has been moved to the end.
   */
  readonly axes: Shape;
  /** What the columns are called, where they have names. */
  readonly columns?: readonly string[] | undefined;
}

/** The inputs of a loss, opened and aligned. */
export interface Inputs {
  /** By input name. */
  readonly tensors: ReadonlyMap<string, TensorInfo>;
  /**
   * The rows, in blocks. Throws a UserError on the first cell that is not a number, and when the inputs
   * turn out to have different numbers of rows. Can be called once.
   */
  blocks(): AsyncIterable<Block>;
  /** How far the reading is, in bytes of all files. */
  readonly progress: Progress;
  /** Rows dropped so far for want of a value, or of a counterpart in another file. */
  readonly skipped: number;
  /**
   * Reads everything left, to tell an error message the full shapes; an input that cannot be read to its end is absent.
   */
  measure(): Promise<ReadonlyMap<string, Shape>>;
  /** Closes the files, where they were not read to their ends. */
  close(): Promise<void>;
}
