import { quote } from '../../messages/errors.ts';
import type { Feed } from './tensor-reader.ts';

/** Names of columns that tell which row is which. */
const IDENTIFIES =
  /^(?:(?:.*[_\s-])?(?:id|ids|uuid|guid|key)|index|idx|filename|file_name|path)$|[a-z](?:Id|ID)$/;

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
      const shared = columns.find((name) => IDENTIFIES.test(name) && other.columns.includes(name));
      if (shared === undefined) continue;
      return (
        `${label} and ${other.label} are put together row by row, though both have a column ${quote(shared)}; ` +
        `--on ${shared} puts together the rows that are equal in it`
      );
    }
  }
  return undefined;
}
