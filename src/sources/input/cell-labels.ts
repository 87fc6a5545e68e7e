import type { ClassColumns } from './class-columns.ts';
import { ClassLabels } from './class-labels.ts';
import { ComparedLabels } from './compared-labels.ts';
import type { CellLabels } from './label-reader.ts';
import type { Selection } from './selection.ts';

export type { CellLabels } from './label-reader.ts';

/**
 * What reads the labels of an input; undefined where text stands for nothing.
 * @param selection with what is known of the labels from a file before, where it is read from several
 * @param columns those of pred
 * @throws UserError for names of classes that do not fit
 */
export function cellLabels(
  { labels: options, knownLabels }: Pick<Selection, 'labels' | 'knownLabels'>,
  columns: ClassColumns | undefined,
): CellLabels | undefined {
  if (knownLabels || !options) return knownLabels;
  return options.areCompared ? new ComparedLabels(options) : new ClassLabels(options, columns);
}
