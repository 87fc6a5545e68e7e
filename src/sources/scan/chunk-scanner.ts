import { readSync } from 'node:fs';
import { LONGEST_TEXT } from '../bytes/lines.ts';
import type { Board, ChunkResult, SharedFile } from './board.ts';
import { type ScannedRows } from './csv-scanner.ts';
import { scannerOf, storePlanes, storeTexts } from './plan.ts';

const NEWLINE = 0x0a;
/** Bytes read beyond a chunk for the end of its last line, at first. */
const LEAST_TAIL = 1024;

/** Scans chunks of one file, in one thread. A chunk stands for the lines that begin in it. */
export class ChunkScanner {
  readonly board: Board;
  readonly #scanner: ReturnType<typeof scannerOf>;
  #tail = LEAST_TAIL;

  constructor(board: Board, module: WebAssembly.Module) {
    this.board = board;
    this.#scanner = scannerOf(module, board.file.plan);
  }

  /** Claims and scans a chunk; false where there is none to claim. */
  work(): boolean {
    const chunk = this.board.claim();
    if (chunk === undefined) return false;
    this.board.publish(chunk, this.#scan(chunk));
    return true;
  }

  #scan(chunk: number): ChunkResult {
    const { start: first, end: last, chunkBytes } = this.board.file;
    const low = first + chunk * chunkBytes;
    const high = Math.min(last, low + chunkBytes);
    // A line begins here when the byte before is the end of another.
    const from = chunk === 0 ? low : low - 1;
    for (;;) {
      const to = Math.min(last, high + this.#tail, from + LONGEST_TEXT);
      const text = this.#read(from, to);
      if (text.length < to - from) return { start: low, end: high, rows: 'unreadable' };
      const start = chunk === 0 ? 0 : text.indexOf(NEWLINE) + 1;
      const isWithinLine = (chunk > 0 && start === 0) || from + start >= high;
      if (isWithinLine) return { start: high, end: high, rows: 0 };
      const newline = text.indexOf(NEWLINE, high - 1 - from);
      const isWhole = newline >= 0 || to === last;
      if (!isWhole && to - from < LONGEST_TEXT) {
        this.#tail *= 4;
        continue;
      }
      const end = newline < 0 ? text.length : newline + 1;
      const scanned = isWhole ? this.#scanner.scan(start, end) : undefined;
      const isStored = scanned !== undefined && this.#store(chunk, scanned);
      return { start: from + start, end: from + end, rows: isStored ? scanned.rows : 'text' };
    }
  }

  /** Puts the values and texts of a chunk where they are taken from; false where they do not fit. */
  #store(chunk: number, { planes, texts }: ScannedRows): boolean {
    storePlanes(planes, this.board.room(chunk));
    return storeTexts(texts, this.board.textRoom(chunk));
  }

  /** The bytes of a part of the file; fewer where it has shrunk or cannot be read. */
  #read(from: number, to: number): Buffer {
    const room = this.#scanner.reserve(to - from);
    let length = 0;
    try {
      while (length < room.length) {
        const { descriptor } = this.board.file;
        const read = readSync(descriptor, room, length, room.length - length, from + length);
        if (read === 0) break;
        length += read;
      }
    } catch {
      // The thread that takes the chunks out tells what is wrong with the file.
      length = 0;
    }
    return Buffer.from(room.buffer, room.byteOffset, length);
  }
}

/** What a worker thread is given. */
export interface WorkerData {
  readonly files: readonly SharedFile[];
  readonly module: WebAssembly.Module;
  /** That of the {@link Bell} which rings for every chunk that is scanned or taken out. */
  readonly memory: SharedArrayBuffer;
}

/** Scans one chunk of the file that is furthest behind; false where nothing can be claimed. */
export function workOnAny(scanners: readonly ChunkScanner[]): boolean {
  const furthestBehindFirst = scanners.toSorted(
    (a, b) => a.board.claimedShare - b.board.claimedShare,
  );
  return furthestBehindFirst.some((scanner) => scanner.work());
}
