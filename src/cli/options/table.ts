import { fileSet, listedFiles, type FileSet, type Origins } from '../../sources/index.ts';
import type { Terminal } from '../terminal/terminal.ts';

/** The options that say where files come from. */
export interface OriginOptions {
  readonly httpHeader?: readonly string[] | undefined;
}

/** The option that names a list of files. */
export interface TableOptions extends OriginOptions {
  readonly filesFrom?: string | undefined;
}

/** Where files come from that are not on this machine. */
export function originsOf({ httpHeader }: OriginOptions, terminal: Terminal): Required<Origins> {
  // Standard input is opened when it is read.
  return { stdin: () => terminal.stdin, web: { headers: httpHeader, env: terminal.env } };
}

/**
 * The table whose columns the inputs are: the files that arguments and `--files-from` name, read as one; undefined where
 * there are none.
 * @throws UserError for a pattern, a folder or a list without a file
 */
export async function tableOf(
  paths: readonly string[],
  { filesFrom, httpHeader }: TableOptions,
  terminal: Terminal,
): Promise<FileSet | undefined> {
  const origins = originsOf({ httpHeader }, terminal);
  const listed = filesFrom === undefined ? [] : await listedFiles(filesFrom, origins);
  const all = [...paths, ...listed];
  return all.length === 0 ? undefined : fileSet(all);
}
