/** The loss of each segment of a CSV file. */
import * as data from '../datasets/index.js';
import { duckdb, polars } from '../peers.js';
import { mseBy } from './arguments.js';

export const SEGMENT_CASES = [
  {
    ...segments('100 segments by a quoted text', 1e6, data.quoted, 'name', duckdb, polars),
    isShown: true,
  },
  segments('1,000 segments', 2e6, data.pairsOfUsers(1e3), 'user', polars, duckdb),
  segments('100,000 segments', 2e6, data.pairsOfUsers(1e5), 'user', polars, duckdb),
];

function segments(name, rows, table, key, ...peers) {
  return {
    name,
    rows,
    files: { table },
    prints: 'segments',
    losscalc: (files) => mseBy(key, files.table),
    peers: (files) => peers.map((peer) => peer('mse_by', files.table, key)),
  };
}
