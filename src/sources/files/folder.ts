import { readdirSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../messages/errors.ts';
import {
  canonicalPath,
  fileBytes,
  fileExists,
  isFolder,
  unreadable,
} from '../bytes/byte-source.ts';
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

/**
 * The paths, relative to a folder, of the files at most so many levels within it, in their order as bytes; through links
 * to folders too. A link that leads nowhere is taken for a file, so that opening it says so.
 */
export function walk(folder: string, levels: number): readonly string[] {
  const found: string[] = [];
  /** @param around the folders that this one is in, whatever links lead to it: a link may lead back to one of them */
  const visit = (within: string, left: number, around: readonly string[]): void => {
    const here = join(folder, within);
    const real = canonicalPath(here);
    if (around.includes(real)) return;
    for (const entry of entriesOf(here)) {
      const name = within === '' ? entry.name : `${within}/${entry.name}`;
      const path = join(folder, name);
      const isLink = entry.isSymbolicLink();
      if (entry.isFile() || (isLink && isFileOrNothing(path))) found.push(name);
      else if (left > 1 && (isLink ? isFolder(path) : entry.isDirectory())) {
        visit(name, left - 1, [...around, real]);
      }
    }
  };
  visit('', levels, []);
  return found.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

/** What is in a folder. @throws UserError where it cannot be read */
function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    throw unreadable(folder, error);
  }
}

function isFileOrNothing(path: string): boolean {
  return fileBytes(path) !== undefined || !fileExists(path);
}

function isHidden(name: string): boolean {
  return name.split('/').some((part) => part.startsWith('.') || part.startsWith('_'));
}
