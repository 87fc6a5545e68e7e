import { ColumnFacts } from '../../src/inspect/column-facts.ts';
import type { RoleContent } from '../../src/inspect/inspection.ts';

/** An input of a loss that consists of columns with these cells. */
export function roleOf(
  columns: Readonly<Record<string, readonly (number | string)[]>>,
): RoleContent {
  const names = Object.keys(columns);
  const cells = Object.values(columns);
  const rows = cells[0]!.map((_, i) => cells.map((column) => Number(column[i])));
  const off = rows.filter((row) => Math.abs(row.reduce((sum, x) => sum + x, 0) - 1) > 1e-9);
  return {
    source: names.join(','),
    columns: names,
    summaries: cells.map((column) => {
      const facts = new ColumnFacts();
      for (const cell of column) {
        if (typeof cell === 'number') facts.addNumber(cell, 1);
        else facts.addText(cell, 1);
      }
      return facts.summary();
    }),
    rows: rows.length,
    width: names.length,
    unnormalised: names.length > 1 ? off.length : undefined,
  };
}

/** Numbers from 0 to 1 that are more than a few. */
export const SCORES = Array.from({ length: 16 }, (_, i) => i / 16);
