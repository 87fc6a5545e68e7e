import { Graph } from '../formula/graph.ts';
import { Layers } from '../formula/sql/layers.ts';
import { UserError } from '../messages/errors.ts';
import { Inputs, TABLE } from './inputs.ts';
import { lossNodes } from './loss-nodes.ts';
import type { QueryRequest } from './query-request.ts';
import { select, withSubqueries, type Subquery } from './query-text.ts';
import { conditionText } from './row-conditions.ts';

/** Before the names of columns that are no columns of the table. */
const PREFIX = 'losscalc_';

/**
 * A query of the losses of rows: all columns of the table, and a column for each loss, NULL where a number is missing or the
 * mask leaves a row out.
 * @throws UserError for a loss that samples have none of
 */
export function samplesQuery(query: QueryRequest): string {
  const { dialect, table, where, columns } = query;
  const graph = new Graph('float64');
  const inputs = new Inputs(query, graph, PREFIX);
  const losses = query.losses.map((loss) =>
    lossNodes(loss, { ...query, by: [] }, graph, inputs.leafOf),
  );
  const names = lossColumns(losses.map(({ name }) => name));
  const outputs = losses.map(({ name, ofSample }) => {
    if (ofSample) return { node: ofSample, isReduced: false };
    throw new UserError({
      where: `${name}, --per-sample`,
      problem: 'it is one number for the whole input, and rows have no losses',
      hint: 'name a loss of samples, such as mean-squared-error',
    });
  });
  const layers = new Layers(outputs, {
    dialect,
    known: inputs.known,
    name: (n) => `${PREFIX}v${n + 1}`,
  });
  const isLeftOut = [inputs.isMissing, ...(columns.has('mask') ? [`${PREFIX}input_mask = 0`] : [])];
  const ofRows = outputs.map((output, k) => ({
    text: `CASE WHEN ${isLeftOut.join(' OR ')} THEN NULL ELSE ${layers.text(output)} END`,
    name: dialect.quote(names[k]!),
  }));
  const source = table.map(dialect.quote).join('.');
  const conditions = where?.conditions.map((condition) => conditionText(condition, dialect)) ?? [];
  const filter = conditions.length === 0 ? [] : [`WHERE ${conditions.join(' AND ')}`];
  const selected = inputs.selected.map(({ text, name }) => `${text} AS ${name}`);
  if (dialect.except === undefined) {
    const nested = [
      selected,
      ...layers.columns.map((added) => [
        '*',
        ...added.map(({ name, text }) => `${text} AS ${name}`),
      ]),
    ];
    // Within a subquery that sees the row: the table's own columns stay as they are.
    const from = nested.reduce((inner, expressions, k) => {
      const rest =
        inner === ''
          ? []
          : [
              `FROM (${inner}) AS ${PREFIX}${k}`,
              ...(dialect.fence === undefined ? [] : [dialect.fence]),
            ];
      return select(expressions, rest);
    }, '');
    const single = ofRows.map(
      ({ text, name }) => `(SELECT ${text} FROM (${from}) AS ${PREFIX}row) AS ${name}`,
    );
    return `${select([`${TABLE}.*`, ...single], [`FROM ${source} AS ${TABLE}`, ...filter])}\n`;
  }
  const subqueries: Subquery[] = [
    {
      name: `${PREFIX}inputs`,
      body: select([`${TABLE}.*`, ...selected], [`FROM ${source} AS ${TABLE}`, ...filter]),
    },
  ];
  layers.columns.forEach((added, k) => {
    const body = select(
      ['*', ...added.map(({ name, text }) => `${text} AS ${name}`)],
      [`FROM ${subqueries.at(-1)!.name}`],
    );
    subqueries.push({ name: `${PREFIX}terms_${k + 1}`, body });
  });
  const hidden = [...inputs.selected, ...layers.columns.flat()].map(({ name }) => name).join(', ');
  const final = select(
    [`* ${dialect.except} (${hidden})`, ...ofRows.map(({ text, name }) => `${text} AS ${name}`)],
    [`FROM ${subqueries.at(-1)!.name}`],
  );
  return withSubqueries(subqueries, final);
}

/** What the columns of losses are called: their settings, as far as they are letters and digits, each once. */
function lossColumns(names: readonly string[]): readonly string[] {
  const plain = names.map((name) => name.replaceAll(/\W+/g, '_').replace(/_$/, ''));
  return plain.map((name, k) => {
    const before = plain.slice(0, k).filter((other) => other === name).length;
    return before === 0 ? name : `${name}_${before + 1}`;
  });
}
