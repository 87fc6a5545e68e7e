import type { LossRequest } from '../engine/request.ts';
import type { Dialect } from '../formula/sql/dialect.ts';
import { Inexpressible } from '../formula/sql/inexpressible.ts';
import { UserError } from '../messages/errors.ts';

/** @throws UserError for a loss that is no formula, or is computed in float32 */
export function requireFormula(name: string, request: LossRequest): void {
  const { convention, dtype } = request;
  if (dtype !== 'float64') {
    throw new UserError({
      where: `${name}, --dtype`,
      problem: 'expected float64, as SQL computes in doubles, found float32',
      hint: 'leave --dtype out',
    });
  }
  const why = whyNoFormula(request);
  if (why === undefined) return;
  throw new UserError({
    where: name,
    problem: `there is no SQL for ${convention.api}: ${why}`,
    hint: 'losscalc computes it of files; docs/engines.md says which losses engines compute',
  });
}

/** Why a loss is no formula that SQL could have; undefined where it is one. */
function whyNoFormula({
  convention,
  inputs,
}: Pick<LossRequest, 'convention' | 'inputs'>): string | undefined {
  const { formula, notASum, takes } = convention as {
    formula?: string;
    notASum?: string;
    takes?: string;
  };
  if ([...inputs.values()].some(({ shape }) => shape === 'batch'))
    return 'its rows have lengths of their own';
  if (formula !== undefined) return undefined;
  if (notASum !== undefined) return notASum;
  return takes === 'counts'
    ? 'it is written by hand, of counts of classes'
    : 'it is written by hand, and no formula of a row';
}

/** What is thrown where an engine has no expression of a loss. */
export function refusal(name: string, { title }: Pick<Dialect, 'title'>, error: unknown): unknown {
  if (!(error instanceof Inexpressible)) return error;
  return new UserError(
    {
      where: name,
      problem: `there is no SQL of ${title} for it: it ${error.message}`,
      hint: 'docs/engines.md says which losses engines compute',
    },
    { cause: error },
  );
}
