import {
  closeSync,
  existsSync,
  fstatSync,
  lstatSync,
  openSync,
  readSync,
  statSync,
  realpathSync,
  type Stats,
} from 'node:fs';
import { open as openHandle, readdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { closest } from '../../messages/closest.ts';
import { quote, UserError } from '../../messages/errors.ts';
import { hintForScheme, isWebAddress } from '../web/address.ts';
import { fileLabel } from './file-label.ts';

/** Bytes read at once; Node reads a cached file fastest in chunks from 256 KiB to 1 MiB. */
const CHUNK_BYTES = 256 * 1024;

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

/** How far the reading of a file is, in bytes as they are stored. */
export interface Progress {
  readonly done: number;
  /** Unknown for a pipe. */
  readonly total?: number | undefined;
}

/** What bytes come from, in order. */
export interface ByteSource {
  /** For messages: `pred.csv`, `standard input`. */
  readonly label: string;
  /** The next bytes, valid until the next call; undefined at the end. */
  next(): Promise<Uint8Array | undefined>;
  close(): Promise<void>;
  readonly progress: Progress;
  /** The file that holds just these bytes, where there is one on a disk that can be read at any place. */
  readonly file?: RegularFile | undefined;
  /** The same of a file on a server that sends parts of it. */
  readonly remote?: RemoteFile | undefined;
  /** What a server says that it is: `text/csv`. */
  readonly mediaType?: string | undefined;
}

/** Bytes from a position on, and up to another. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** A file that can be read at any place. */
export interface StoredFile {
  readonly label: string;
  readonly size: number;
  /**
   * Makes ranges of it ready, until others are. What comes from afar is read only when it is ready.
   * @throws UserError if they cannot be had
   */
  load(ranges: readonly ByteRange[]): Promise<void>;
  /** Reads as many bytes as `target` holds, fewer only at the end; returns how many. */
  read(target: Uint8Array, position: number): number;
  readAll(start: number, end: number): Buffer;
  /** @throws UserError if the file is no more what it was when it was opened */
  requireUnchanged(): void;
}

/** Such a file on a server. */
export interface RemoteFile extends StoredFile {
  /** A range that is read from its beginning to its end, beside others. */
  range(label: string, range: ByteRange): ByteSource;
}

/**
 * Opens a file on this machine, or standard input for `-`.
 * @throws UserError if it cannot be opened
 */
export async function openLocal(
  path: string,
  stdin: () => AsyncIterable<Uint8Array>,
): Promise<ByteSource> {
  if (path === '-') return new StreamSource(path, stdin());
  try {
    // Opening a named pipe waits for its writer, which must not hold up the program.
    return statSync(path).isFile()
      ? new FileSource(new RegularFile(path))
      : new StreamSource(path, pipeChunks(path));
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw unreadable(path, error);
    if (lstatSync(path, { throwIfNoEntry: false })) {
      throw new UserError({
        where: fileLabel(path),
        problem: 'expected a file, found a link that leads to none',
      });
    }
    throw unreadable(path, error, hintForScheme(path) ?? (await nearbyFile(path)));
  }
}

/** Whether a path names a folder. */
export function isFolder(path: string): boolean {
  return statsOf(path)?.isDirectory() ?? false;
}

/** What the system knows of a path; undefined where there is nothing, or it can be no path. */
function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return undefined;
  }
}

/** The bytes of a file as it is stored; undefined where it is no regular file, or is not there. */
export function fileBytes(path: string): number | undefined {
  const stats = statsOf(path);
  return stats?.isFile() ? stats.size : undefined;
}

/** Whether there is a file, or a folder, of this name. */
export function fileExists(path: string): boolean {
  return existsSync(path);
}

/** The file that a path names, there or not, whatever links lead to it: two paths of one file give the same. */
export function canonicalPath(path: string): string {
  if (isWebAddress(path)) return path;
  const whole = resolve(path);
  if (existsSync(whole)) return realpathSync(whole);
  const folder = dirname(whole);
  return existsSync(folder) ? join(realpathSync(folder), basename(whole)) : whole;
}

/** Whether what a path names can be read but once: a pipe or a device. */
export function isPipe(path: string): boolean {
  const stats = statsOf(path);
  return stats !== undefined && !stats.isFile() && !stats.isDirectory();
}

/** A file on a disk, which can be read at any place and must stay as it is meanwhile. */
export class RegularFile implements StoredFile {
  readonly #path: string;
  readonly #opened: Stats;
  #isOpen = true;
  /** Also good for reading in other threads. */
  readonly descriptor: number;

  constructor(path: string) {
    this.#path = path;
    this.descriptor = openSync(path, 'r');
    this.#opened = fstatSync(this.descriptor);
  }

  get label(): string {
    return fileLabel(this.#path);
  }

  /** Bytes, when it was opened. */
  get size(): number {
    return this.#opened.size;
  }

  /** What another file has not, nor this one when it has been written to. */
  get version(): string {
    const { dev, ino, size, mtimeMs } = this.#opened;
    return [dev, ino, size, mtimeMs].join();
  }

  load(): Promise<void> {
    // It is read when it is read.
    return Promise.resolve();
  }

  /**
   * Reads as many bytes as `target` holds from a position on, fewer only at the end; returns how many.
   * @throws UserError if it cannot be read
   */
  read(target: Uint8Array, position: number): number {
    let count = 0;
    try {
      while (count < target.length) {
        const read = readSync(
          this.descriptor,
          target,
          count,
          target.length - count,
          position + count,
        );
        if (read === 0) break;
        count += read;
      }
    } catch (error) {
      throw unreadable(this.#path, error);
    }
    return count;
  }

  /**
   * The bytes of a part of the file.
   * @throws UserError if they cannot all be read
   */
  readAll(start: number, end: number): Buffer {
    const bytes = Buffer.allocUnsafeSlow(end - start);
    if (this.read(bytes, start) < bytes.length) this.requireUnchanged();
    return bytes;
  }

  /** @throws UserError if something was written to the file since it was opened */
  requireUnchanged(): void {
    const { size, mtimeMs } = fstatSync(this.descriptor);
    if (size === this.#opened.size && mtimeMs === this.#opened.mtimeMs) return;
    throw new UserError({
      where: this.label,
      problem: `expected a file that stays as it is, found ${size} bytes, ${this.#opened.size} when it was opened`,
      hint: 'the file was written to while it was read; run again when it is complete',
    });
  }

  close(): void {
    if (this.#isOpen) closeSync(this.descriptor);
    this.#isOpen = false;
  }
}

/** Room for the chunks of a file that has been read, for the next: many files fill the memory faster than it is cleared. */
const spareChunks: Buffer[] = [];

/** A file read from its beginning to its end. */
class FileSource implements ByteSource {
  readonly file: RegularFile;
  // The system fills pages of it only as far as there is something to read.
  #chunk: Buffer | undefined;
  #position = 0;

  constructor(file: RegularFile) {
    this.file = file;
  }

  get label(): string {
    return this.file.label;
  }

  next(): Promise<Uint8Array | undefined> {
    this.#chunk ??= spareChunks.pop() ?? Buffer.allocUnsafeSlow(CHUNK_BYTES);
    const count = this.file.read(this.#chunk, this.#position);
    this.#position += count;
    if (count === 0) this.file.requireUnchanged();
    return Promise.resolve(count === 0 ? undefined : this.#chunk.subarray(0, count));
  }

  close(): Promise<void> {
    if (this.#chunk) spareChunks.push(this.#chunk);
    this.#chunk = undefined;
    this.file.close();
    return Promise.resolve();
  }

  get progress(): Progress {
    return { done: this.#position, total: this.file.size };
  }
}

/** A pipe, or anything else that comes in chunks. */
class StreamSource implements ByteSource {
  readonly #path: string;
  readonly #chunks: AsyncIterator<Uint8Array>;
  #done = 0;

  constructor(path: string, chunks: AsyncIterable<Uint8Array>) {
    this.#path = path;
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  get label(): string {
    return fileLabel(this.#path);
  }

  async next(): Promise<Uint8Array | undefined> {
    try {
      const next = await this.#chunks.next();
      if (next.done === true) return undefined;
      this.#done += next.value.length;
      return next.value;
    } catch (error) {
      throw unreadable(this.#path, error);
    }
  }

  /** Standard input is not destroyed when the reader stops early: it belongs to the caller. */
  async close(): Promise<void> {
    if (this.#path !== '-') await this.#chunks.return?.();
  }

  get progress(): Progress {
    return { done: this.#done };
  }
}

/** What a named pipe or a device delivers; waiting for it must not hold up the program. */
async function* pipeChunks(path: string): AsyncGenerator<Uint8Array, void> {
  const handle = await openHandle(path);
  try {
    const chunk = Buffer.allocUnsafeSlow(CHUNK_BYTES);
    for (;;) {
      const { bytesRead } = await handle.read(chunk, 0, CHUNK_BYTES, null);
      if (bytesRead === 0) return;
      yield chunk.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

/** What to throw where a path cannot be read: an error that says why, or the same where the system has no part in it. */
export function unreadable(path: string, error: unknown, hint?: string): unknown {
  const code = errorCode(error);
  if (code === undefined) return error;
  return new UserError(
    {
      where: fileLabel(path),
      // Codes other than those of the system are about the path itself, such as a NUL character in it.
      problem: FAILURES[code] ?? (code.startsWith('ERR_') ? 'no such file' : 'cannot be read'),
      hint,
    },
    { cause: error },
  );
}

function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
}

/** A guess at what was meant: the file in the same folder whose name is most like that of a missing one. */
async function nearbyFile(path: string): Promise<string | undefined> {
  const folder = dirname(path);
  const names = await readdir(folder).catch(() => []);
  const nearest = closest(basename(path), names);
  return nearest === undefined ? undefined : `did you mean ${quote(join(folder, nearest))}?`;
}
