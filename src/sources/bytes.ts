import { existsSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { open, readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { quote, UserError } from '../errors.ts';
import { closest } from '../suggest.ts';
import { fileLabel } from './label.ts';

const CHUNK_BYTES = 64 * 1024;

const FAILURES: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  ENOTDIR: 'no such file',
  EISDIR: 'expected a file, found a directory',
  EACCES: 'the file may not be read: permission denied',
  EPERM: 'the file may not be read: permission denied',
  ENAMETOOLONG: 'no such file: the name is too long',
  ELOOP: 'no such file: too many symbolic links',
  EMFILE: 'too many open files',
};

/**
 * The bytes of a file, which is closed when they end or the reader stops early.
 * @throws UserError if the file cannot be opened or read
 */
export async function* fileChunks(path: string): AsyncGenerator<Uint8Array, void> {
  const handle = await openFile(path);
  try {
    for (;;) {
      // A new buffer for each chunk, as readers keep parts of the one before.
      const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
      const { bytesRead } = await handle.read(chunk, 0, CHUNK_BYTES, null);
      if (bytesRead === 0) return;
      yield chunk.subarray(0, bytesRead);
    }
  } catch (error) {
    throw unreadable(path, error);
  } finally {
    await handle.close();
  }
}

/**
 * The bytes of standard input. It is not destroyed when the reader stops early: it belongs to the caller.
 * @throws UserError if it cannot be read
 */
export async function* standardInputChunks(
  stdin: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void> {
  const chunks = stdin[Symbol.asyncIterator]();
  for (;;) {
    let next: IteratorResult<Uint8Array>;
    try {
      next = await chunks.next();
    } catch (error) {
      throw unreadable('-', error);
    }
    if (next.done) return;
    yield next.value;
  }
}

/** Whether there is a file, or a folder, of this name. */
export function fileExists(path: string): boolean {
  return existsSync(path);
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    return await open(path);
  } catch (error) {
    throw unreadable(
      path,
      error,
      errorCode(error) === 'ENOENT' ? await nearbyFile(path) : undefined,
    );
  }
}

function unreadable(path: string, error: unknown, nearby?: string): unknown {
  const code = errorCode(error);
  if (code === undefined) return error;
  return new UserError(
    {
      where: fileLabel(path),
      // Codes other than those of the system are about the path itself, such as a NUL character in it.
      problem: FAILURES[code] ?? (code.startsWith('ERR_') ? 'no such file' : 'cannot be read'),
      hint: nearby === undefined ? undefined : `did you mean ${quote(nearby)}?`,
    },
    { cause: error },
  );
}

function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
}

/** The file in the same folder whose name is most like that of a missing one. */
async function nearbyFile(path: string): Promise<string | undefined> {
  const folder = dirname(path);
  const names = await readdir(folder).catch(() => []);
  const nearest = closest(basename(path), names);
  return nearest === undefined ? undefined : join(folder, nearest);
}
