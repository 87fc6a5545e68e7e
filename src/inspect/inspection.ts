import type { Content } from '../sources/index.ts';
import type { Shape } from '../tensor/shape.ts';
import type { ColumnSummary } from './column-facts.ts';

/** A column of a table, a key of a JSON document or an array. */
export interface InspectedColumn {
  readonly name: string;
  /** How it is stored, where the file says so: `<f4`, `DOUBLE`. */
  readonly type?: string | undefined;
  /** What was found in it, or why it was not read. */
  readonly content: ColumnContent | { readonly problem: string };
}

/** What was found in a column. */
export interface ColumnContent {
  readonly shape: Shape;
  readonly summary: ColumnSummary;
  /** Rows of several numbers that do not sum to 1; undefined where a row is one number. */
  readonly unnormalised: number | undefined;
}

/** Columns that are one input of a loss. */
export interface Role {
  /** As an option names them: `label`, `p0-p9`. */
  readonly source: string;
  /** Their indices among all columns. */
  readonly indices: readonly number[];
}

/** What was found in the columns of an input. */
export interface RoleContent {
  readonly source: string;
  readonly names: readonly string[];
  readonly summaries: readonly ColumnSummary[];
  readonly rows: number;
  /** Numbers in a row. */
  readonly width: number;
  readonly unnormalised: number | undefined;
}

/** What was found in the inputs of a loss, as far as it is known which columns they are. */
export interface RoleContents {
  readonly true: RoleContent | undefined;
  readonly pred: RoleContent | undefined;
}

/** What a file holds. */
export interface Inspection {
  /** What was read: `preds.csv`. */
  readonly input: string;
  readonly format: string;
  readonly compression: Content['compression'];
  /** Undefined where the file is no table: its arrays have shapes of their own. */
  readonly rows: number | undefined;
  readonly columns: readonly InspectedColumn[];
  /** What is worth knowing before a loss is computed, in sentences. */
  readonly findings: readonly string[];
  /** A command line that computes a loss that fits. */
  readonly command: string | undefined;
}
