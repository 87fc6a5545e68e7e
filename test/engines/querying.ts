import type { LossRequest } from '../../src/engine/request.ts';
import { DIALECTS } from '../../src/formula/sql/dialects/index.ts';
import type { DialectName } from '../../src/formula/sql/dialects/names.ts';
import type { QueryRequest, SourceColumn } from '../../src/sql/query-request.ts';
import type { Cell, ColumnKind, Table } from './engine-process.ts';
import type { Numbers } from './computed.ts';

/** A table with the numbers of inputs, and the columns that each input is. */
export interface Made {
  readonly table: Table;
  readonly columns: ReadonlyMap<string, readonly SourceColumn[]>;
}

/** The columns of inputs side by side, and others beside them. */
export function tableOf(
  name: readonly string[],
  numbers: Numbers,
  others: Readonly<Record<string, readonly (string | null)[]>> = {},
): Made {
  const columns = new Map<string, readonly SourceColumn[]>();
  const listed: [name: string, kind: ColumnKind, cells: readonly Cell[]][] = [];
  for (const [input, rows] of Object.entries(numbers)) {
    const width = rows[0]!.length;
    const names = Array.from({ length: width }, (_, j) => `${input}${width > 1 ? `_${j}` : ''}`);
    columns.set(
      input,
      names.map((column) => ({ name: column })),
    );
    names.forEach((column, j) => listed.push([column, 'double', rows.map((row) => row[j]!)]));
  }
  for (const [column, texts] of Object.entries(others)) listed.push([column, 'text', texts]);
  const count = listed[0]![2].length;
  const rows = Array.from({ length: count }, (_, i) => listed.map(([, , cells]) => cells[i]!));
  return {
    table: { name, columns: listed.map(([column, kind]) => [column, kind]), rows },
    columns,
  };
}

/** A query of losses of a table. */
export function queryOf(
  engine: string,
  { table, columns }: Made,
  losses: readonly { readonly name: string; readonly request: LossRequest }[],
  more: Partial<QueryRequest> = {},
): QueryRequest {
  return {
    dialect: DIALECTS[engine as DialectName],
    losses,
    table: table.name,
    columns,
    by: [],
    skipsMissing: false,
    ...more,
  };
}
