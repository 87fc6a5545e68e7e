import type { Graph } from '../formula/graph.ts';
import { Extent, type Node } from '../formula/node.ts';
import type { Dialect } from '../formula/sql/dialect.ts';
import { formulaName } from '../losses/inputs.ts';
import { takesBooleans } from './label-inputs.ts';
import type { LeafOf, QueryRequest, SourceColumn } from './query-request.ts';

/** The numbers that a query takes from its table, each as a column of the first subquery. */
export class Inputs {
  readonly leafOf: LeafOf;
  /** Each column's leaf, with its name in the subquery. */
  readonly known: ReadonlyMap<Node, string>;
  /** What the subquery selects for them. */
  readonly selected: readonly { readonly text: string; readonly name: string }[];

  constructor({ dialect, columns, losses }: QueryRequest, graph: Graph, prefix = '') {
    const known = new Map<Node, string>();
    const selected: { text: string; name: string }[] = [];
    const leaves = new Map<string, readonly Node[]>();
    for (const [input, sources] of columns) {
      const isLabel = losses.some(({ request }) => takesBooleans(request, input));
      leaves.set(
        input,
        sources.map((source, position) => {
          const name = prefix + columnName(input, sources.length > 1 ? position : undefined);
          const leaf = graph.leaf('input', Extent.row, name);
          known.set(leaf, name);
          selected.push({ text: dialect.number(sourceText(source, dialect), isLabel), name });
          return leaf;
        }),
      );
    }
    this.known = known;
    this.selected = selected;
    // Whoever gives no weights weighs all samples alike.
    this.leafOf = (input, position) => leaves.get(input)?.[position] ?? graph.number(1);
  }

  /** What holds where a number of a row is missing. */
  get isMissing(): string {
    return this.selected.map(({ name }) => `${name} IS NULL`).join(' OR ');
  }
}

/** What the table is called where its columns are named: names of a query's own may be those of its columns. */
export const TABLE = 't';

/** A column of the table. */
export function ofTable(name: string, quote: Dialect['quote']): string {
  return `${TABLE}.${quote(name)}`;
}

/** What a number is called in subqueries: as in formulas, but no word of SQL. */
function columnName(input: string, position: number | undefined): string {
  const name = formulaName(input);
  const own = name.length === 1 ? name : `input_${name}`;
  return position === undefined ? own : `${own}_${position}`;
}

function sourceText(
  { name, element }: SourceColumn,
  { quote, element: elementOf }: Dialect,
): string {
  const column = ofTable(name, quote);
  return element === undefined ? column : elementOf!(column, element.position, element.length);
}
