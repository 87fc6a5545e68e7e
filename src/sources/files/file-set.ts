import { withoutSecrets } from '../../messages/addresses.ts';
import { UserError } from '../../messages/errors.ts';
import { formatCounted } from '../../text/format-number.ts';
import { canonicalPath, fileExists, isFolder } from '../bytes/byte-source.ts';
import { fileLabel } from '../bytes/file-label.ts';
import { isWebAddress } from '../web/address.ts';
import type { DataFile } from './data-file.ts';
import { filesIn } from './folder.ts';
import { isPattern, matchesOf } from './pattern.ts';
import { keysOf, requireSameKeys, type PartitionKeys } from './partitions.ts';

/** Files that are read as one, their rows one after the other. */
export interface FileSet {
  /** As messages and headings call them all: `preds/*.csv (12 files)`; of one file its path. */
  readonly title: string;
  readonly files: readonly DataFile[];
  /** The columns that are written in the names of folders (`region=eu/`), as Hive and Spark do: those of each file. */
  readonly keys: readonly PartitionKeys[];
}

/**
 * The files that paths stand for: each a file, `-`, a folder, or a pattern such as `preds/*.parquet`; those of a folder
 * or a pattern in the order of their names.
 * @throws UserError for a pattern or a folder without a file, and a file that is named twice
 */
export function fileSet(paths: readonly string[]): FileSet {
  const files = paths.flatMap(filesOf);
  requireOnce(files);
  const keys = files.map(({ path }) => keysOf(path));
  requireSameKeys(files, keys);
  return { title: files.length === 1 ? files[0]!.path : titleOf(paths, files.length), files, keys };
}

/** Whether the files of a set are read otherwise than one file is. */
export function isPlain({ files, keys }: FileSet): boolean {
  return files.length === 1 && keys[0]!.size === 0;
}

function filesOf(path: string): readonly DataFile[] {
  if (isFolder(path)) return filesIn(path);
  // A file whose very name looks like a pattern wins; an address that is one is refused when it is opened.
  const isOne = path === '-' || isWebAddress(path) || !isPattern(path) || fileExists(path);
  if (isOne) return [{ path, name: path }];
  return matchesOf(path);
}

function requireOnce(files: readonly DataFile[]): void {
  if (files.length < 2) return;
  const seen = new Map<string, string>();
  for (const { path } of files) {
    const file = path === '-' ? path : canonicalPath(path);
    const before = seen.get(file);
    if (before === undefined) {
      seen.set(file, path);
      continue;
    }
    const name = before === path ? '' : `: it is ${fileLabel(before)}`;
    throw new UserError({
      where: fileLabel(path),
      problem: `expected each file once, found it again${name}`,
      hint: 'its rows would count twice; name it, or a pattern or folder that it is in, once',
    });
  }
}

/** What so many files are called that are named by some paths. */
export function titleOf([first, ...others]: readonly string[], files: number): string {
  if (files === 1) return first!;
  const count = formatCounted(files, 'file');
  const shown = withoutSecrets(first!);
  return others.length === 0 ? `${shown} (${count})` : `${shown} and others (${count})`;
}
