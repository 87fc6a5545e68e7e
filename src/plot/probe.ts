import type { LossRequest } from '../engine/request.ts';
import { noCurve } from './no-curve.ts';
import { evaluateSamples, type Sample } from './samples.ts';

/** Room for rounding between two ways to compute the same in float64. */
const TOLERANCE = 1e-9;

/** Whether a loss of single numbers is the same for all pairs with the same error p - y. */
export function dependsOnErrorAlone(request: LossRequest, errors: readonly number[]): boolean {
  const losses = [0, 1, 2.5].map((y) =>
    probe(
      request,
      errors.map((error) => ({ true: [y], pred: [y + error] })),
    ),
  );
  return losses.every((shifted) => agree(shifted, losses[0]!));
}

/** @throws UserError where the loss of a sample depends on the other samples of its batch, or samples have none */
export function requireSingleSamples(request: LossRequest, samples: readonly Sample[]): void {
  const alone = samples.flatMap((sample) => probe(request, [sample]));
  if (alone.length === samples.length && agree(probe(request, samples), alone)) return;
  throw noCurve(request.definition, 'is computed over the whole batch');
}

/**
 * Whether the losses of two numbers add up to, or average to, that of the row of both.
 * @param samples rows of one number
 * @throws UserError where they do not, since then the loss of a single number says nothing about rows
 */
export function requireSumOverRow(request: LossRequest, samples: readonly Sample[]): void {
  const single = probe(request, samples);
  const pairs = samples.map((sample, i) => {
    const next = samples[(i + 1) % samples.length]!;
    return { true: [...sample.true, ...next.true], pred: [...sample.pred, ...next.pred] };
  });
  const rows = probe(request, pairs);
  const sums = single.map((loss, i) => loss + single[(i + 1) % single.length]!);
  const means = sums.map((sum) => sum / 2);
  if (agree(rows, sums) || agree(rows, means)) return;
  throw noCurve(request.definition, 'is computed over the whole row, not number by number');
}

/** Losses in float64 whatever the request's dtype: rounding must not pass for a difference. */
function probe(request: LossRequest, samples: readonly Sample[]): readonly number[] {
  return [...evaluateSamples({ ...request, dtype: 'float64' }, samples, false).losses];
}

function agree(found: readonly number[], expected: readonly number[]): boolean {
  return (
    found.length === expected.length && found.every((value, i) => isClose(value, expected[i]!))
  );
}

function isClose(value: number, other: number): boolean {
  if (!Number.isFinite(other)) return Object.is(value, other);
  return Math.abs(value - other) <= TOLERANCE * (1 + Math.abs(other));
}
