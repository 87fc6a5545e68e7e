import { UserError } from '../../messages/errors.ts';
import { ByteReader } from '../bytes/byte-reader.ts';
import { openBytes, type Origins } from '../bytes/open-bytes.ts';

const LONGEST_LIST = 64 * 1024 * 1024;

/**
 * The paths that a file lists, one a line, or standard input for `-`; where it has NUL characters they end the paths, as
 * `find -print0` writes them.
 * @throws UserError where it lists none
 */
export async function listedFiles(path: string, origins: Origins): Promise<readonly string[]> {
  const bytes = new ByteReader(await openBytes(path, origins));
  try {
    const text = (await bytes.rest('a list of files', LONGEST_LIST)).toString();
    const lines = text.split(text.includes('\0') ? '\0' : /\r?\n/);
    const paths = lines.filter((line) => line !== '');
    if (paths.length > 0) return paths;
    throw new UserError({
      where: bytes.label,
      problem: 'expected the paths of files, one a line, found none',
    });
  } finally {
    await bytes.close();
  }
}
