import { resolveRequest } from '../engine/request.ts';
import type { Dialect } from '../formula/sql/dialect.ts';
import type { ConventionName, LossDefinition } from '../losses/definition.ts';
import { inputsOf } from '../losses/inputs.ts';
import { UserError } from '../messages/errors.ts';
import { resultsQuery } from './query.ts';
import type { SourceColumn } from './query-request.ts';

/** Why an engine has no SQL for a loss under a convention, as a phrase; undefined where it has. */
export function whyInexpressible(
  definition: LossDefinition,
  compat: ConventionName,
  dialect: Dialect,
): string | undefined {
  const { requires } = definition.conventions[compat]!;
  const params = requires === undefined ? {} : { [requires]: true };
  try {
    const request = resolveRequest(definition, { compat, params });
    const losses = [{ name: definition.name, request }];
    const columns = exampleColumns(definition);
    resultsQuery({ dialect, losses, table: ['t'], columns, by: [], skipsMissing: false });
    return undefined;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.complaint.problem.replace(/^there is no SQL .*?: /, '');
  }
}

/** As many columns for each input as the example of a loss has numbers in a row. */
function exampleColumns(definition: LossDefinition): ReadonlyMap<string, readonly SourceColumn[]> {
  const { example } = definition;
  const columns = [...inputsOf(definition).keys()].flatMap((input) => {
    const first = example[input]?.[0];
    if (first === undefined) return [];
    const count = typeof first === 'number' ? 1 : first.length;
    const names = Array.from({ length: count }, (_, k) => ({ name: `${input}${k}` }));
    return [[input, names] as const];
  });
  return new Map(columns);
}
