import { readSync } from 'node:fs';
import { LONGEST_TEXT } from '../bytes/lines.ts';
import type { Board, ChunkResult, SharedFile } from './board.ts';
import { type ScannedRows } from './csv-scanner.ts';
import { possibleStarts, scannerOf, storePlanes, storeTexts } from './plan.ts';

const NEWLINE = 0x0a;
/** Which part of a chunk is read beyond it for the end of its last row at first, and how many times as much then. */
const LEAST_TAIL = 1 / 256;
const MORE_TAIL = 4;
/** Chunks that are read beyond one at most where its last row is not whole: a quote may be closed nowhere. */
const LONGEST_TAIL = 4;

/** Scans chunks of one file, in one thread. A chunk stands for the lines that begin in it. */
export class ChunkScanner {
  readonly board: Board;
  readonly #scanner: ReturnType<typeof scannerOf>;
  #tail: number;

  constructor(board: Board, module: WebAssembly.Module) {
    this.board = board;
    this.#tail = Math.ceil(LEAST_TAIL * board.file.chunkBytes);
    this.#scanner = scannerOf(module, board.file.plan);
  }

  /** Claims and scans a chunk; false where there is none to claim. */
  work(): boolean {
    const chunk = this.board.claim();
    if (chunk === undefined) return false;
    this.board.publish(chunk, this.#scan(chunk));
    return true;
  }

  /**
   * Scans a chunk that has been scanned from where no row begins; `start` is where its first row does. Returns the result,
   * which takes the place of the other.
   */
  scanAgain(chunk: number, start: number): ChunkResult {
    const result = this.#scan(chunk, start);
    this.board.publish(chunk, result);
    return result;
  }

  /** @param known where the first row of the chunk begins, where that is known */
  #scan(chunk: number, known = chunk === 0 ? this.board.startOf(0) : undefined): ChunkResult {
    const { end: last, plan, chunkBytes } = this.board.file;
    const low = this.board.startOf(chunk);
    const high = this.board.endOf(chunk);
    // A line begins here when the byte before is the end of another.
    const from = known ?? low - 1;
    const until = high - from;
    for (let tail = this.#tail; ; tail *= MORE_TAIL) {
      const to = Math.min(last, high + tail, from + LONGEST_TEXT);
      const text = this.#read(from, to);
      if (text.length < to - from) return rowless('unreadable', low, high);
      const starts = known === undefined ? possibleStarts(plan, text, until) : [0].values();
      const first = starts.next().value;
      if (first === undefined) return rowless(0, high, high);
      const newline = text.indexOf(NEWLINE, until - 1);
      const linesEnd = newline < 0 ? text.length : newline + 1;
      const asText = rowless('text', from + first, from + linesEnd);
      if (newline < 0 && to < last) {
        if (text.length === LONGEST_TEXT) return asText;
        this.#tail = tail * MORE_TAIL;
        continue;
      }
      const end = to === last ? text.length : text.lastIndexOf(NEWLINE) + 1;
      let isCut = false;
      for (
        let start: number | undefined = first;
        start !== undefined;
        start = starts.next().value
      ) {
        const scanned = this.#scanner.scan(start, end, until);
        if (scanned && scanned.end >= until) {
          const { rows, lines } = scanned;
          const isStored = this.#store(chunk, scanned);
          return isStored ? { start: from + start, end: from + scanned.end, rows, lines } : asText;
        }
        isCut ||= scanned !== undefined;
      }
      if (!isCut || to === last || tail >= LONGEST_TAIL * chunkBytes) return asText;
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

function rowless(rows: ChunkResult['rows'], start: number, end: number): ChunkResult {
  return { rows, start, end, lines: 0 };
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
