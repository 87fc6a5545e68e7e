import type { LossRequest } from '../engine/request.ts';
import type { Node } from '../formula/node.ts';
import type { Dialect } from '../formula/sql/dialect.ts';
import type { RowFilter } from '../sources/index.ts';

/** A number of a row: a column, or an element of one that is an array. */
export interface SourceColumn {
  readonly name: string;
  readonly element?: { readonly position: number; readonly length: number };
}

/** A loss, and what it is called in results. */
export interface QueriedLoss {
  readonly name: string;
  readonly request: LossRequest;
}

/** What a query is to compute. */
export interface QueryRequest {
  readonly dialect: Dialect;
  readonly losses: readonly QueriedLoss[];
  /** The parts of the name of the table. */
  readonly table: readonly string[];
  /** The columns of each input by name, weights and mask among them. */
  readonly columns: ReadonlyMap<string, readonly SourceColumn[]>;
  readonly where?: RowFilter | undefined;
  /** The columns of each division into segments. */
  readonly by: readonly (readonly string[])[];
  /** Whether rows in which a value is missing are left out. */
  readonly skipsMissing: boolean;
}

/** The leaf of a number of an input, which is a column of the first subquery. */
export type LeafOf = (input: string, position: number) => Node;
