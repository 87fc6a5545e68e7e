import type { LossRequest } from './request.ts';

/** A text that is the same for requests that compute the same; names tell losses and conventions. */
export function requestKey({
  definition,
  compat,
  dtype,
  reduction,
  axis,
  params,
  constants,
}: LossRequest): string {
  const numbers = [params, constants].map((values) =>
    Object.entries(values).map(([name, value]) => [name, String(value)]),
  );
  return JSON.stringify([definition.name, compat, dtype, reduction, axis, ...numbers]);
}
