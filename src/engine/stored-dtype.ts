import type { StoredDtype } from '../tensor/dtype.ts';
import type { LossRequest } from './request.ts';
import type { LabelledTensor } from './shapes.ts';

/** As which floats pred is stored, where it is computed in others. */
export function otherStored(
  { dtype }: LossRequest,
  tensors: ReadonlyMap<string, LabelledTensor>,
): StoredDtype | undefined {
  const stored = tensors.get('pred')?.dtype;
  const isOther = stored !== undefined && stored !== dtype && stored.includes('float');
  return isOther ? stored : undefined;
}
