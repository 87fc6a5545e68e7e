import { randomUUID } from 'node:crypto';
import { accessSync, constants, realpathSync, rmSync, statSync } from 'node:fs';
import { appendFile, chmod, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { quote, UserError } from '../../messages/errors.ts';
import { failWriting, isSystemError } from '../../messages/failed-write.ts';
import type { Page } from '../../output/layout/styles.ts';
import type { TextPiece } from '../../output/report/report.ts';
import {
  DEFAULT_WIDTH,
  terminalWidth,
  usesColor,
  type OutputStream,
  type Terminal,
} from './terminal.ts';

/** Where a result goes, and what it has to look like there. */
export interface Output extends Page {
  /** Writes all of the text. Throws a UserError when it cannot be written. */
  write(chunks: Iterable<TextPiece>): Promise<void>;
}

/** Of a thread that helps: what comes of the run, the first thread writes. */
const UNWRITTEN: Output = {
  width: DEFAULT_WIDTH,
  tableWidth: Infinity,
  color: false,
  write: () => Promise.resolve(),
};

/** Ways to say standard output; replaced as a file, what it is redirected to would lose what it holds. */
const STANDARD_OUTPUT = new Set(['-', '/dev/stdout', '/dev/fd/1', '/proc/self/fd/1']);

const FATAL_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * The output that `--output` names, or standard output without it or with `-`. A file is written whole or not
 * at all; a device or a named pipe directly. Throws a UserError where nothing can be written, so that nobody
 * waits for a result in vain.
 */
export function openOutput(path: string | undefined, terminal: Terminal): Output {
  if (terminal.helping) return UNWRITTEN;
  if (path === undefined || STANDARD_OUTPUT.has(path)) {
    return {
      width: terminalWidth(terminal),
      tableWidth: terminal.stdout.isTTY ? terminalWidth(terminal) : Infinity,
      color: usesColor(terminal),
      write: (chunks) => writeStream(terminal.stdout, chunks),
    };
  }
  const where = `--output ${quote(path)}`;
  const hint = 'name a file in an existing folder that you may write to';
  try {
    const write = fileWriter(path);
    if (write === undefined) {
      throw new UserError({ where, problem: 'expected a file, found a directory', hint });
    }
    return {
      width: DEFAULT_WIDTH,
      tableWidth: Infinity,
      color: false,
      write: (chunks) => write(chunks).catch((error: unknown) => failWriting(where, error)),
    };
  } catch (error) {
    return failWriting(where, error, hint);
  }
}

/**
 * Writes text to a stream, as fast as the stream takes it. A reader that has closed the pipe has seen enough:
 * the rest is dropped quietly. Throws a UserError on any other failure, such as a full disk.
 */
async function writeStream(stream: OutputStream, chunks: Iterable<TextPiece>): Promise<void> {
  for (const chunk of chunks) {
    const error = await new Promise<Error | null | undefined>((resolve) => {
      stream.write(chunk, resolve);
    });
    if (isSystemError(error) && error.code === 'EPIPE') return;
    if (error) failWriting('standard output', error);
  }
}

type Write = (chunks: Iterable<TextPiece>) => Promise<void>;

/** How to write to a path, or undefined when it is a directory. */
function fileWriter(path: string): Write | undefined {
  const existing = statSync(path, { throwIfNoEntry: false });
  if (existing?.isDirectory()) return undefined;
  if (existing) accessSync(path, constants.W_OK);
  if (existing && !existing.isFile()) return (chunks) => writeFile(path, chunks);
  // Through a symbolic link the file it points to is replaced, not the link.
  const target = existing ? realpathSync(path) : path;
  accessSync(dirname(target), constants.W_OK);
  return (chunks) => replaceFile(target, existing?.mode, chunks);
}

async function replaceFile(
  target: string,
  mode: number | undefined,
  chunks: Iterable<TextPiece>,
): Promise<void> {
  // In the same folder, since only within a file system is renaming atomic.
  const temporary = join(dirname(target), `.losscalc-${randomUUID()}.tmp`);
  const cleanUpAndDie = (signal: NodeJS.Signals) => {
    rmSync(temporary, { force: true });
    process.kill(process.pid, signal);
  };
  for (const signal of FATAL_SIGNALS) process.once(signal, cleanUpAndDie);
  try {
    await writeFile(temporary, chunks, { flag: 'wx' });
    if (mode !== undefined) await chmod(temporary, mode);
    await rename(temporary, target);
  } finally {
    for (const signal of FATAL_SIGNALS) process.off(signal, cleanUpAndDie);
    await rm(temporary, { force: true });
  }
}

/**
 * Adds text to the end of a file that others write to as well.
 * @param name how messages call it
 * @throws UserError when it cannot be written
 */
export async function appendToFile(name: string, path: string, text: string): Promise<void> {
  await appendFile(path, text).catch((error: unknown) =>
    failWriting(`${name} ${quote(path)}`, error),
  );
}
