import type { Command } from 'commander';
import { parseAssertion } from '../../check/assertion.ts';
import type { LossOptions } from '../../engine/request.ts';
import { SHARES } from '../../engine/shapes.ts';
import { DIALECTS } from '../../formula/sql/dialects/index.ts';
import type { DialectName } from '../../formula/sql/dialects/names.ts';
import { inputsOf } from '../../losses/inputs.ts';
import { UserError } from '../../messages/errors.ts';
import { kebabCase } from '../../messages/names.ts';
import { parseRowFilter } from '../../sources/index.ts';
import { columnNames, tableName } from '../../sql/column-names.ts';
import { resultsQuery } from '../../sql/query.ts';
import type { QueryRequest, SourceColumn } from '../../sql/query-request.ts';
import { samplesQuery } from '../../sql/samples-query.ts';
import { readSaid, type ConfigSource } from '../options/config-options.ts';
import { sourceOf, type InputOptions } from '../options/inputs.ts';
import { withOwnLosses, type OwnLossOptions } from '../options/own-losses.ts';
import type { Columns } from '../options/read-values.ts';
import type { SharedLossOptions } from '../options/loss-spec.ts';
import { openOutput } from '../terminal/output.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { Wanted } from './check-suite.ts';
import { newCommand } from './new-command.ts';

type SqlOptions = Pick<LossOptions, 'compat' | 'dtype' | 'reduction'> &
  SharedLossOptions &
  OwnLossOptions &
  InputOptions & {
    readonly loss: readonly string[];
    readonly by?: readonly Columns[] | undefined;
    readonly from?: string | undefined;
    readonly dialect: DialectName;
    readonly where?: string | undefined;
    readonly missing: string;
    readonly perSample: boolean;
    readonly config?: string | undefined;
  };

const EXAMPLES = `  losscalc sql bce --from preds --true label --pred score --by region
  losscalc sql mse mae --from db.preds -t y -p yhat --where 'split=test' --dialect spark
  losscalc sql --config losscalc.json --from preds --dialect postgres | psql -f -`;

/** `losscalc sql`: the query that computes losses on an engine. */
export function sqlCommand(terminal: Terminal): Command {
  const command = newCommand('sql', terminal).endHelpWith(() => [['Examples', EXAMPLES]]);
  return command.action(async (specs: readonly string[]) => {
    const said = await readSaid<SqlOptions>(command, 'sql', specs.length > 0, terminal);
    const options = withOwnLosses(said.options);
    const wanted = wantedOf(specs, options, said.source);
    const query = queryOf(wanted, options);
    const text = options.perSample ? samplesQuery(query) : resultsQuery(query);
    await openOutput(undefined, terminal).write([text]);
  });
}

/** The losses and segments that words, options and a configuration name, each once. */
function wantedOf(
  specs: readonly string[],
  options: SqlOptions,
  source: ConfigSource | undefined,
): Wanted {
  const wanted = new Wanted();
  // A configuration's losses are among the options, unless the command line names others.
  const named = [...specs, ...(specs.length > 0 && source ? [] : options.loss)];
  for (const spec of named) wanted.loss(spec, options);
  for (const columns of options.by ?? []) wanted.division(columns);
  const checks = specs.length > 0 ? [] : (source?.config.checks ?? []);
  for (const { assert } of checks) {
    const { loss, conditions } = parseAssertion(assert);
    wanted.loss(loss, options);
    if (conditions.length > 0) wanted.division(conditions.map(({ column }) => column));
  }
  if (wanted.losses.length > 0) return wanted;
  throw new UserError({
    where: 'sql',
    problem: 'expected a loss, found nothing',
    hint: 'name it, with its settings: losscalc sql mse huber:delta=2 --from preds --true y --pred p',
  });
}

function queryOf({ losses, divisions }: Wanted, options: SqlOptions): QueryRequest {
  const { from, dialect, where, missing } = options;
  if (from === undefined) {
    throw new UserError({
      where: '--from',
      problem: 'expected a table, found nothing',
      hint: 'name it as the engine has it: --from schema.preds',
    });
  }
  const inputs = new Set([
    ...losses.flatMap(({ request }) => [...inputsOf(request.definition).keys()]),
    ...SHARES,
  ]);
  const columns = new Map<string, readonly SourceColumn[]>();
  for (const input of inputs) {
    const given = sourceOf(options, input);
    if (typeof given === 'string') columns.set(input, columnNames(given, `--${kebabCase(input)}`));
  }
  return {
    dialect: DIALECTS[dialect],
    losses,
    table: tableName(from),
    columns,
    where: where === undefined ? undefined : parseRowFilter(where),
    by: divisions.map((division) => division.filter((divider) => typeof divider === 'string')),
    skipsMissing: missing === 'skip',
  };
}
