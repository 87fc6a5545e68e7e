import { quote } from '../../messages/errors.ts';
import type { Feed } from './tensor-reader.ts';

/**
 * What is doubtful about the first rows of all files of a run: each counts the columns, as pandas does of columns without
 * names, and is taken for numbers; undefined where one does not, which is so of most files without a header.
 * @param files the feeds of the files by what these are called
 */
export function countedFirstRows(files: ReadonlyMap<string, Feed>): string | undefined {
  const rows = [...files.values()].map(({ countedRow }) => countedRow);
  if (rows.some((row) => row === undefined)) return undefined;
  const shown = [...new Set(rows)].map((row) => quote(row!)).join(' and ');
  return (
    `${[...files.keys()].join(', ')}: the first row, ${shown}, is taken for numbers, though it counts the columns as ` +
    'headers of columns without names do; --header or --no-header settles it'
  );
}
