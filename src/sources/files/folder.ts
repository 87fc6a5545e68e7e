import { readdirSync, statSync, type Dirent, type Stats } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../messages/errors.ts';
import { unreadable } from '../bytes/byte-source.ts';
import { fileLabel } from '../bytes/file-label.ts';
import type { DataFile } from './data-file.ts';

/**
 * The files of a folder and those within it, in the order of their paths; what begins with a dot or an underscore is
 * passed over, as `_SUCCESS` and `.part-0.crc` beside the data that Spark writes.
 * @throws UserError where there is none
 */
export function filesIn(folder: string): readonly DataFile[] {
  const files = walk(folder, Infinity)
    .filter((name) => !isHidden(name))
    .map((name) => ({ path: join(folder, name), name }));
  if (files.length > 0) return files;
  throw new UserError({
    where: fileLabel(folder),
    problem: 'expected files in the folder, found none',
  });
}

/** The paths, relative to a folder, of the files at most so many levels within it, in their order as bytes. */
export function walk(folder: string, levels: number): readonly string[] {
  const found: string[] = [];
  const visit = (within: string, left: number): void => {
    for (const entry of entriesOf(join(folder, within))) {
      const name = within === '' ? entry.name : `${within}/${entry.name}`;
      const stats = entry.isSymbolicLink() ? targetOf(join(folder, name)) : entry;
      if (stats.isFile()) found.push(name);
      // A link to a folder may lead back to where it is.
      else if (entry.isDirectory() && left > 1) visit(name, left - 1);
    }
  };
  visit('', levels);
  return found.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    throw unreadable(folder, error);
  }
}

/** What a link leads to; one that leads nowhere is opened, and refused, where the file is wanted that it names. */
function targetOf(link: string): Pick<Stats, 'isFile'> {
  return statSync(link, { throwIfNoEntry: false }) ?? { isFile: () => true };
}

function isHidden(name: string): boolean {
  return name.split('/').some((part) => part.startsWith('.') || part.startsWith('_'));
}
