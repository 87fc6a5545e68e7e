import type { StoredDtype } from '../tensor/dtype.ts';
import type { LossRequest } from './request.ts';
import type { LabelledTensor } from './shapes.ts';

/** The request for inputs as they are stored: with the constants that the framework takes from the dtype of pred. */
export function forStored(
  request: LossRequest,
  tensors: ReadonlyMap<string, LabelledTensor>,
): LossRequest {
  const stored = tensors.get('pred')?.dtype;
  const constants = stored && request.convention.constantsOf?.(stored);
  if (!constants) return request;
  return Object.freeze({ ...request, constants: { ...request.constants, ...constants } });
}

/** As which floats pred is stored, where it is computed in others. */
export function otherStored(
  { dtype }: LossRequest,
  tensors: ReadonlyMap<string, LabelledTensor>,
): StoredDtype | undefined {
  const stored = tensors.get('pred')?.dtype;
  const isOther = stored !== undefined && stored !== dtype && stored.includes('float');
  return isOther ? stored : undefined;
}
