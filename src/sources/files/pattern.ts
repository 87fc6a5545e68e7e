import { join } from 'node:path';
import picomatch from 'picomatch';
import { UserError } from '../../messages/errors.ts';
import { isFolder } from '../bytes/byte-source.ts';
import { fileLabel } from '../bytes/file-label.ts';
import type { DataFile } from './data-file.ts';
import { walk } from './folder.ts';

/** Whether a path has wildcards, as shells know them: `*`, `?`, `[0-9]`, `{a,b}`. */
export function isPattern(path: string): boolean {
  // A bracket that is never closed is itself.
  return /[*?[{]/.test(path) && picomatch.scan(path).glob !== '';
}

/**
 * The files that a pattern matches, in the order of their paths; `**` stands for any folders.
 * @throws UserError where there is none
 */
export function matchesOf(pattern: string): readonly DataFile[] {
  const { base, glob } = picomatch.scan(pattern);
  const folder = base === '' ? '.' : base;
  const levels = glob.includes('**') ? Infinity : glob.split('/').length;
  const expression = picomatch.makeRe(glob, { capture: true });
  const files = (isFolder(folder) ? walk(folder, levels) : []).flatMap((name) => {
    const match = expression.exec(name);
    if (!match) return [];
    const captured = match.slice(1).filter((part) => typeof part === 'string');
    return [{ path: join(base, name), name: captured.length > 0 ? captured.join('/') : name }];
  });
  if (files.length > 0) return files;
  throw new UserError({
    where: fileLabel(pattern),
    problem: 'no file matches the pattern',
    hint: hintFor(pattern, folder, glob),
  });
}

function hintFor(pattern: string, folder: string, glob: string): string {
  if (!isFolder(folder)) return `there is no folder ${fileLabel(folder)}`;
  const within = picomatch.makeRe(`${glob}/**`);
  return walk(folder, Infinity).some((name) => within.test(name))
    ? `it matches folders: ${fileLabel(`${pattern}/**`)} matches the files in them`
    : 'in quotes, * stands for any text but /, ** for any folders';
}
