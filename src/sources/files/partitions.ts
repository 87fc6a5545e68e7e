import { quote, UserError } from '../../messages/errors.ts';
import { fileLabel } from '../bytes/file-label.ts';
import { namesIn, unescaped } from '../web/address.ts';
import type { DataFile } from './data-file.ts';

/** What the names of a file's folders say: the text of each column that is written there. */
export type PartitionKeys = ReadonlyMap<string, string>;

/** What Hive and Spark write for a value that is missing. */
const NO_VALUE = '__HIVE_DEFAULT_PARTITION__';

/**
 * The columns in the names of the folders of a path: `region` of `out/region=eu/part-0.csv`. What a folder cannot hold is
 * written as in an address.
 */
export function keysOf(path: string): PartitionKeys {
  if (!path.includes('=')) return new Map();
  const folders = namesIn(path).split('/').slice(0, -1);
  const pairs = folders.flatMap((name) => {
    const at = name.indexOf('=');
    if (at < 1) return [];
    const value = name.slice(at + 1);
    return [[unescaped(name.slice(0, at)), value === NO_VALUE ? '' : unescaped(value)] as const];
  });
  return new Map(pairs);
}

/** @throws UserError where the folders of one file have other columns in their names than those of the first */
export function requireSameKeys(files: readonly DataFile[], keys: readonly PartitionKeys[]): void {
  const listed = (each: PartitionKeys): string => [...each.keys()].map(quote).join(', ') || 'none';
  const other = keys.findIndex((each) => listed(each) !== listed(keys[0]!));
  if (other < 0) return;
  throw new UserError({
    where: fileLabel(files[other]!.path),
    problem: `expected folders with the keys of ${fileLabel(files[0]!.path)}, ${listed(keys[0]!)}, found ${listed(keys[other]!)}`,
  });
}
