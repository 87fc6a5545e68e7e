import type { ClassColumns } from './class-columns.ts';
import { ClassLabels, type LabelOptions } from './class-labels.ts';
import { ComparedLabels } from './compared-labels.ts';
import type { CellLabels } from './label-reader.ts';

export type { CellLabels } from './label-reader.ts';

/**
 * What reads the labels of an input; undefined where text stands for nothing.
 * @param columns those of pred
 * @throws UserError for names of classes that do not fit
 */
export function cellLabels(
  options: LabelOptions | undefined,
  columns: ClassColumns | undefined,
): CellLabels | undefined {
  if (!options) return undefined;
  return options.areCompared ? new ComparedLabels(options) : new ClassLabels(options, columns);
}
