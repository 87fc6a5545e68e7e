import type { Axis } from '../../tensor/axis.ts';
import type { FileSet } from '../files/file-set.ts';
import type { LabelOptions } from './class-labels.ts';
import type { CellLabels } from './label-reader.ts';
import type { NameSetOptions } from './name-sets.ts';

export type Layout = 'rows' | 'scalars' | 'batch' | 'text';

/** Where one input of a loss, or a column of text beside them, comes from. */
export interface Selection {
  /** The loss's name of the input: `true`, `pred`, `weights`, ...; of text that of its column, which may be any. */
  readonly input: string;
  /**
   * A file, or `-` for standard input; of several files what they are called together. Selections with the same path
   * are read in one pass.
   */
  readonly path: string;
  /** Where the path stands for several files, or for one whose folders have columns in their names. */
  readonly files?: FileSet | undefined;
  /** Columns of a table (`label`, `p0-p9`, `2-11`, `a,b`) or a key path of a JSON document (`outputs.logits`). */
  readonly part?: string | undefined;
  /**
   * What belongs to one sample: the numbers along the last axis, or others (`rows`), one number (`scalars`: weights, class
   * indices), or all numbers of an entry of the first axis (`batch`); or one column of a table whose cells are kept
   * as `text` (keys of segments, ids), whatever they hold.
   */
  readonly layout: Layout;
  /** Of text: whether integers may come as numbers, without the texts of their digits. */
  readonly mayBeIntegers?: boolean | undefined;
  /** What rows lie along, where the layout is `rows`; the last axis when left out. */
  readonly axis?: Axis | undefined;
  /** Where given, text stands for numbers. */
  readonly labels?: LabelOptions | undefined;
  /** What would make numbers of texts, where some may be labels. */
  readonly textHint?: string | undefined;
  /** What is known of the labels from a file that was read before this one. */
  readonly knownLabels?: CellLabels | undefined;
  /** Whether `true` and `false` stand for 1 and 0, also as Python and R write them. */
  readonly booleans?: boolean | undefined;
  /**
   * Given for an input that may be indices of classes in place of a row with a number for each class, where it has one
   * axis fewer than pred: how text stands for them.
   */
  readonly mask?: LabelOptions | undefined;
  /** Whether it may have the shape of pred in place of one number for each sample: weights and a mask of elements. */
  readonly mayBeRows?: boolean | undefined;
  /** Given for an input that has a number for each class, where lists of names may stand for such rows. */
  readonly nameSets?: NameSetOptions | undefined;
  /** The classes in their order, where the user named them. */
  readonly classNames?: readonly string[] | undefined;
  /** Columns that are none of a table's where no part of it is chosen: its keys. */
  readonly except?: readonly string[] | undefined;
}

/** Whether an input is the predictions, whose columns may name the classes; text that is called so is not. */
export function isPred({ input, layout }: Selection): boolean {
  return input === 'pred' && layout !== 'text';
}

/** How messages name an input: `pred`, `column region`. */
export function inputTitle(input: string, isText: boolean): string {
  return isText ? `column ${input}` : input;
}

/** The inputs that come from each file, in the order in which the files are first named. */
export function groupByPath(
  selections: readonly Selection[],
): ReadonlyMap<string, readonly Selection[]> {
  const groups = new Map<string, Selection[]>();
  for (const selection of selections) {
    const group = groups.get(selection.path);
    if (group) group.push(selection);
    else groups.set(selection.path, [selection]);
  }
  return groups;
}
