import { UserError } from '../../messages/errors.ts';
import { unmasked } from './class-mask.ts';
import { listNames } from './columns.ts';
import type { Selection } from './selection.ts';
import type { TensorReader } from './tensor-reader.ts';

/**
 * The reader of an input beside pred, with indices of classes as one-hot rows where it may have such.
 * @throws UserError for names of classes that name nothing, and for rows of numbers beside predictions whose classes have
 * names but no order
 */
export function besidePred(
  selection: Selection,
  opened: TensorReader,
  pred: TensorReader,
): TensorReader {
  const reader = unmasked(selection, opened, pred);
  if (reader === pred || selection.layout === 'text') return reader;
  const { label, oneHotClasses, isByNames = oneHotClasses !== undefined, labels } = reader.info;
  const names = selection.mask?.names ?? selection.nameSets?.names;
  if (names && !isByNames && !labels && !pred.info.match) {
    throw new UserError({
      where: '--labels',
      problem: `expected classes by name in ${label}, found numbers`,
      hint: 'leave --labels out: the numbers are in the order of the columns of pred',
    });
  }
  // Labels that are compared are matched with columns once they have been read.
  if (pred.info.isSorted && selection.layout === 'rows' && !isByNames && !labels?.written) {
    const labelled = pred.info.columns!;
    throw new UserError({
      where: label,
      problem: `expected names of the classes, as those of pred come with labels, ${listNames(labelled)}, found numbers`,
      hint: '--labels a,b,c names the classes in the order of the numbers',
    });
  }
  return reader;
}
