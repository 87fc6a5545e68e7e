import { boundIn, keeps } from '../../check/bound.ts';
import { UserError } from '../../messages/errors.ts';
import { formatNumber } from '../../text/format-number.ts';
import type { LossRequest } from '../../engine/request.ts';
import type { Result } from '../../engine/result.ts';

/** Bounds a result must keep, from `--min` and `--max`; the bounds themselves are allowed. */
export interface Gate {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

/** A result beyond its gate: not an error of usage or input, and so with an exit status of its own. */
export class GateFailure extends Error {
  override readonly name = 'GateFailure';
}

/** Throws a UserError when nothing can pass the gate, or the request will have no single result to check. */
export function requireResult(gate: Gate, request: LossRequest): void {
  requirePassable(gate);
  const option = gate.max === undefined ? '--min' : '--max';
  if (request.reduction === 'none' && (gate.max ?? gate.min) !== undefined) {
    throw new UserError({
      where: option,
      problem: 'expected a reduced result to compare with, found --reduction none',
      hint: `choose --reduction mean or sum, or leave ${option} out`,
    });
  }
}

/** Throws a UserError for a gate through which nothing can pass. */
function requirePassable({ min, max }: Gate): void {
  if (min === undefined || max === undefined || min <= max) return;
  throw new UserError({
    where: '--min, --max',
    problem: `expected a lowest result that is not above the highest, found ${min} and ${max}`,
    hint: 'swap them',
  });
}

/** Throws a GateFailure when the result is beyond a bound; NaN is beyond every bound. */
export function checkGate(gate: Gate, result: Result): void {
  const value = result.result ?? NaN;
  const { min, max } = gate;
  const { dtype } = result;
  const shown = `${result.loss} ${formatNumber(value, dtype)} is`;
  if (max !== undefined && !keeps(value, '<=', boundIn(dtype, max))) {
    throw new GateFailure(`${shown} ${value > max ? 'above' : 'beyond'} --max ${max}`);
  }
  if (min !== undefined && !keeps(value, '>=', boundIn(dtype, min))) {
    throw new GateFailure(`${shown} ${value < min ? 'below' : 'beyond'} --min ${min}`);
  }
}
