import { UserError } from '../messages/errors.ts';
import { indexColumn } from '../tensor/index-column.ts';
import type { Shape } from '../tensor/shape.ts';
import type { LossRequest } from './request.ts';
import { shapeError, type LabelledTensor } from './shapes.ts';

/** The error for inputs of files that do not fit; an index that pandas wrote before the values is mostly why. */
export function shapeErrorOfFiles(
  request: LossRequest,
  shapes: ReadonlyMap<string, Shape>,
  tensors: ReadonlyMap<string, LabelledTensor>,
): UserError {
  const error = shapeError(request, shapes);
  for (const { label, columns } of tensors.values()) {
    const index = indexColumn(columns);
    if (!index) continue;
    const called = index.name === '' ? 'without a name' : index.name;
    return new UserError({
      ...error.complaint,
      hint: `the first column of ${label}, ${called}, counts as a value; ${index.others} behind the file leaves it out`,
    });
  }
  return error;
}
