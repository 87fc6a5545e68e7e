import { quote } from '../../messages/errors.ts';
import { tellsRows } from '../../tensor/index-column.ts';
import type { Feed } from './tensor-reader.ts';

/**
 * What is doubtful about tables that are read side by side: a column in two of them that tells which row is which, so that
 * their rows may be in other orders; undefined where there is none.
 * @param files the feeds of the tables by what their files are called
 */
export function unpairedTables(
  files: ReadonlyMap<string, Pick<Feed, 'columns'>>,
): string | undefined {
  const tables = [...files].flatMap(([label, { columns }]) =>
    columns ? [{ label, columns }] : [],
  );
  for (const [i, { label, columns }] of tables.entries()) {
    for (const other of tables.slice(i + 1)) {
      const shared = columns.find((name) => tellsRows(name) && other.columns.includes(name));
      if (shared === undefined) continue;
      return (
        `${label} and ${other.label} are put together row by row, though both have a column ${quote(shared)}; ` +
        `--on ${shared} puts together the rows that are equal in it`
      );
    }
  }
  return undefined;
}
