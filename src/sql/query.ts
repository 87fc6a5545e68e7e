import { Graph } from '../formula/graph.ts';
import { Extent, type Node } from '../formula/node.ts';
import { Layers, type Column, type Output } from '../formula/sql/layers.ts';
import { Inputs, TABLE } from './inputs.ts';
import { lossNodes, type LossNodes } from './loss-nodes.ts';
import type { QueryRequest } from './query-request.ts';
import { byNumber, select, withSubqueries, type Subquery } from './query-text.ts';
import { PARTS, PROBLEMS } from './result-columns.ts';
import { conditionText } from './row-conditions.ts';
import { segmentsOf, type Segments } from './segments.ts';

/** What the subqueries are called. */
const NAMES = { inputs: 'losscalc_inputs', counted: 'losscalc_counted', sums: 'losscalc_sums' };

/**
 * A query of losses, whole and by segments, whose rows are those of `RESULT_COLUMNS`: terms of rows, sums of them, and the
 * finish.
 * @throws UserError for what SQL cannot express, and inputs that do not fit a loss
 */
export function resultsQuery(query: QueryRequest): string {
  const { dialect } = query;
  const graph = new Graph('float64');
  const inputs = new Inputs(query, graph);
  const losses = query.losses.map((loss) => lossNodes(loss, query, graph, inputs.leafOf));
  const segments = segmentsOf(query);
  const subqueries: Subquery[] = [
    { name: NAMES.inputs, body: inputsText(query, inputs, segments) },
  ];
  const missing = countedRows(query, inputs, subqueries);

  const rows = graph.leaf('rows', Extent.constant);
  const sums = [...new Set(losses.flatMap(reductionsOf))].filter(({ op }) => op !== 'number');
  const outputs: Output[] = [...sums, rows].map((node) => ({ node, isReduced: true }));
  const terms = new Layers(outputs, {
    dialect,
    known: inputs.known,
    name: (n) => `v${n + 1}`,
    keep: missing.keep,
  });
  addLayers(subqueries, terms.columns, 'losscalc_terms', dialect.fence);

  const named = new Map<Node, string>([
    ...sums.map((node, k) => [node, `s${k + 1}`] as const),
    [rows, 'row_count'],
  ]);
  const reduced = outputs.map((output) => `${terms.text(output)} AS ${named.get(output.node)!}`);
  subqueries.push({
    name: NAMES.sums,
    body: segments.sums([`${missing.count} AS missing_count`, ...reduced], lastOf(subqueries)),
  });

  const finish = new Layers(
    losses.flatMap(({ result, denominator }) =>
      [result, denominator].flatMap((node) => (node ? [{ node, isReduced: false }] : [])),
    ),
    { dialect, known: named, name: (n) => `f${n + 1}` },
  );
  addLayers(subqueries, finish.columns, 'losscalc_finish', dialect.fence);
  const valueOf = (node: Node): string => finish.text({ node, isReduced: false });
  const results = losses.map((loss, k) => ({ name: `r${k + 1}`, text: valueOf(loss.result) }));
  addLayers(subqueries, [results], 'losscalc_results', undefined);
  const problems = losses.map((loss, k) => ({
    name: `problem_${k + 1}`,
    text: problemText(query, loss, `r${k + 1}`, valueOf),
  }));
  addLayers(subqueries, [problems], 'losscalc_judged', undefined);
  return withSubqueries(
    subqueries,
    resultRows(query, losses, segments, valueOf, lastOf(subqueries)),
  );
}

function lastOf(subqueries: readonly Subquery[]): string {
  return subqueries.at(-1)!.name;
}

/** The reductions over rows that the results of a loss are made of. */
function reductionsOf({ sums, clipped, outside, refused }: LossNodes): readonly Node[] {
  return [...sums, clipped, outside, refused];
}

/** Adds subqueries of which each has the columns of the one before and some more. */
function addLayers(
  subqueries: Subquery[],
  layers: readonly (readonly Column[])[],
  name: string,
  fence: string | undefined,
): void {
  layers.forEach((columns, k) => {
    const expressions = ['*', ...columns.map((column) => `${column.text} AS ${column.name}`)];
    const rest = [`FROM ${lastOf(subqueries)}`, ...(fence === undefined ? [] : [fence])];
    subqueries.push({
      name: layers.length === 1 ? name : `${name}_${k + 1}`,
      body: select(expressions, rest),
    });
  });
}

/** The numbers of the rows that meet the conditions, and the texts of segments. */
function inputsText(
  { dialect, table, where }: QueryRequest,
  inputs: Inputs,
  segments: Segments,
): string {
  const conditions = where?.conditions.map((condition) => conditionText(condition, dialect)) ?? [];
  return select(
    [...inputs.selected, ...segments.columns].map(({ text, name }) => `${text} AS ${name}`),
    [
      `FROM ${table.map(dialect.quote).join('.')} AS ${TABLE}`,
      ...(conditions.length === 0 ? [] : [`WHERE ${conditions.join(' AND ')}`]),
    ],
  );
}

/** How many rows lack a number, and which rows count where not all do. */
function countedRows(
  { columns, skipsMissing }: QueryRequest,
  inputs: Inputs,
  subqueries: Subquery[],
): { readonly count: string; readonly keep: string | undefined } {
  const hasMask = columns.has('mask');
  if (!hasMask && !skipsMissing) {
    return { count: `COUNT(CASE WHEN ${inputs.isMissing} THEN 1 END)`, keep: undefined };
  }
  const isMissing = { name: 'is_missing', text: `CASE WHEN ${inputs.isMissing} THEN 1 ELSE 0 END` };
  addLayers(subqueries, [[isMissing]], NAMES.counted, undefined);
  // Of rows that lack a number nothing is a result, unless they are left out.
  const conditions = [
    ...(skipsMissing ? ['is_missing = 0'] : []),
    ...(hasMask ? ['input_mask <> 0'] : []),
  ];
  return { count: 'SUM(is_missing)', keep: conditions.join(' AND ') };
}

/** Why there is no result; NULL where there is one. */
function problemText(
  { skipsMissing, dialect }: QueryRequest,
  { refused }: LossNodes,
  result: string,
  valueOf: (node: Node) => string,
): string {
  const problems: (readonly [condition: string, problem: string])[] = [
    ['COALESCE(row_count, 0) = 0', PROBLEMS.none],
  ];
  if (!skipsMissing) problems.push(['missing_count > 0', PROBLEMS.missing]);
  if (refused.op !== 'number') problems.push([`${valueOf(refused)} > 0`, PROBLEMS.invalid]);
  if (dialect.nanOrder === 'null') problems.push([`${result} IS NULL`, PROBLEMS.notANumber]);
  const branches = problems.map(
    ([condition, problem]) => `WHEN ${condition} THEN ${dialect.text(problem)}`,
  );
  return `CASE ${branches.join(' ')} END`;
}

/** The rows of results: one for each loss of the whole and of each segment. */
function resultRows(
  { dialect }: QueryRequest,
  losses: readonly LossNodes[],
  segments: Segments,
  valueOf: (node: Node) => string,
  from: string,
): string {
  const { double, integer } = dialect.types;
  const words = (of: (loss: LossNodes) => string): string =>
    byNumber(losses.map((loss) => dialect.text(of(loss))));
  const unlessProblem = (of: (loss: LossNodes, k: number) => string | undefined): string =>
    byNumber(
      losses.map((loss, k) => {
        const value = of(loss, k);
        return value === undefined
          ? `CAST(NULL AS ${double})`
          : `CASE WHEN problem_${k + 1} IS NULL THEN CAST(${value} AS ${double}) END`;
      }),
    );
  const count = (of: (loss: LossNodes) => Node): string =>
    losses.every((loss) => of(loss).op === 'number')
      ? `CAST(0 AS ${integer})`
      : `CAST(COALESCE(${byNumber(losses.map((loss) => valueOf(of(loss))))}, 0) AS ${integer})`;
  const mostSums = Math.max(...losses.map(({ sums }) => sums.length));
  const columns: readonly (readonly [name: string, text: string])[] = [
    ['loss', words(({ name }) => name)],
    ['convention', words(({ request }) => request.compat)],
    ['reduction', words(({ request }) => request.reduction)],
    [
      'part',
      `CASE WHEN division = 0 THEN ${dialect.text(PARTS[0])} ELSE ${dialect.text(PARTS[1])} END`,
    ],
    ...segments.results,
    ['result', unlessProblem((_loss, k) => `r${k + 1}`)],
    ['problem', byNumber(losses.map((_, k) => `problem_${k + 1}`))],
    ['samples', `CAST(COALESCE(row_count, 0) AS ${integer})`],
    ['missing', `CAST(COALESCE(missing_count, 0) AS ${integer})`],
    ['clipped', count(({ clipped }) => clipped)],
    ['outside', count(({ outside }) => outside)],
    ['denominator', unlessProblem(({ denominator }) => denominator && valueOf(denominator))],
    ...Array.from({ length: mostSums }, (_, k): [string, string] => [
      `sum_${k + 1}`,
      unlessProblem(({ sums }) => sums[k] && valueOf(sums[k])),
    ]),
  ];
  const numbers = losses.map((_, k) => `SELECT ${k + 1} AS loss_number`).join(' UNION ALL ');
  return select(
    columns.map(([name, text]) => `${text} AS ${dialect.quote(name)}`),
    [
      `FROM ${from}`,
      ...(losses.length === 1 ? [] : [`CROSS JOIN (${numbers}) AS losscalc_losses`]),
    ],
  );
}
