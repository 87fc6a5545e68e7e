import { fileSet, listedFiles, type FileSet } from '../../sources/index.ts';
import type { Terminal } from '../terminal/terminal.ts';

/** The option that names a list of files. */
export interface TableOptions {
  readonly filesFrom?: string | undefined;
}

/**
 * The table whose columns the inputs are: the files that arguments and `--files-from` name, read as one; undefined where
 * there are none.
 * @throws UserError for a pattern, a folder or a list without a file
 */
export async function tableOf(
  paths: readonly string[],
  { filesFrom }: TableOptions,
  terminal: Terminal,
): Promise<FileSet | undefined> {
  const listed = filesFrom === undefined ? [] : await listedFiles(filesFrom, () => terminal.stdin);
  const all = [...paths, ...listed];
  return all.length === 0 ? undefined : fileSet(all);
}
