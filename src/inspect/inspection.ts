import type { Content } from '../sources/index.ts';
import type { Shape } from '../tensor/shape.ts';
import type { ColumnKind, ColumnSummary } from './column-facts.ts';
import type { TableLayout, TextKind } from './parts.ts';

/** A column of a table, a key of a JSON document or an array. */
export interface InspectedColumn {
  readonly name: string;
  /** How it is stored, where the file says so: `<f4`, `DOUBLE`. */
  readonly type?: string | undefined;
  /** What its texts are, where the file says more than that they are texts. */
  readonly holds?: TextKind | undefined;
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

/** What a column holds, as it is called; undefined of one that was not read. */
export function kindOf({ holds, content }: InspectedColumn): ColumnKind | TextKind | undefined {
  if (!('summary' in content)) return undefined;
  return content.summary.kind === 'text' ? (holds ?? 'text') : content.summary.kind;
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
  /** What its columns are called, where each of its numbers has a column with a name. */
  readonly columns: readonly string[] | undefined;
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
  readonly weights?: RoleContent | undefined;
}

/** How the labels of true values are found among the columns of predictions. */
export interface ClassesFound {
  /** Each label that there is, with the index of its column. */
  readonly columns: ReadonlyMap<string, number>;
  /** What the columns are called, where they have names. */
  readonly names: readonly string[] | undefined;
  /** By what they are called, by the places that numbers count from 0, or by the value of `--labels`. */
  readonly by: 'names' | 'places' | 'labels';
  /** What `--labels` has to say, where labels are found by it. */
  readonly labels: string | undefined;
}

/** Why labels are not found among the columns of predictions. */
export interface ClassesDoubt {
  readonly problem: string;
}

/** How a text is written. */
export interface TextFacts extends Partial<TableLayout> {
  /** In lower case. */
  readonly encoding: string;
  /** What numbers hold; undefined where the text is no table. */
  readonly decimal: string | undefined;
  readonly thousands: string | undefined;
}

/** What files hold, which are read as one. */
export interface Inspection {
  /** What was read: `preds.csv`. */
  readonly input: string;
  /** How many files were read. */
  readonly files: number;
  /** How many were not, as they do not fit the others. */
  readonly misfits: number;
  /** Of the first file. */
  readonly format: string;
  readonly compression: Content['compression'];
  /** Undefined where the file is no text. */
  readonly text: TextFacts | undefined;
  /** Undefined where the file is no table: its arrays have shapes of their own. */
  readonly rows: number | undefined;
  /** What missing values are called: arrays hold no others than NaN. */
  readonly missingAs: 'missing' | 'NaN';
  readonly columns: readonly InspectedColumn[];
  /** How the labels of true values go with several columns of predictions; undefined where there are no such. */
  readonly classes: ClassesFound | ClassesDoubt | undefined;
  /** What is worth knowing before a loss is computed, in sentences. */
  readonly findings: readonly string[];
  /** A command line that computes a loss that fits. */
  readonly command: string | undefined;
}
