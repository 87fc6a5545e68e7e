import { fstatSync, statSync, writeSync } from 'node:fs';
import type { OutputStream } from './terminal.ts';

/** What `node:os` calls `devNull`; that module takes longer to load than this file to write to. */
const NULL_DEVICE = process.platform === 'win32' ? '\\\\.\\nul' : '/dev/null';

/**
 * An output stream of the process. Node's own streams take longer to load than a small input to read, so what is no
 * terminal is written to without them.
 * @param open opens Node's stream of the same descriptor
 */
export function outputStream(descriptor: number, open: () => OutputStream): OutputStream {
  return mayBeTerminal(descriptor) ? open() : new DirectStream(descriptor, open);
}

/** Hands what it is given to the system at once, as Node's streams of files and pipes do. */
class DirectStream implements OutputStream {
  readonly #descriptor: number;
  readonly #open: () => OutputStream;
  #stream: OutputStream | undefined;

  constructor(descriptor: number, open: () => OutputStream) {
    this.#descriptor = descriptor;
    this.#open = open;
  }

  write(chunk: string | Uint8Array, done?: (error?: Error | null) => void): boolean {
    if (this.#stream) return this.#stream.write(chunk, done);
    let rest = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    try {
      while (rest.length > 0) rest = rest.subarray(writeSync(this.#descriptor, rest));
      done?.();
    } catch (error) {
      // The pipe is full, and another process that shares it made it non-blocking: Node's stream can wait.
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') {
        this.#stream = this.#open();
        return this.#stream.write(rest, done);
      }
      done?.(error as Error);
    }
    return true;
  }
}

function mayBeTerminal(descriptor: number): boolean {
  try {
    const stats = fstatSync(descriptor);
    return stats.isCharacterDevice() && stats.rdev !== statSync(NULL_DEVICE).rdev;
  } catch {
    // The descriptor is closed; Node's stream stands in for it.
    return true;
  }
}
