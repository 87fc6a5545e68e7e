import type { Progress, RegularFile } from '../bytes/byte-source.ts';
import type { Board, ChunkResult } from './board.ts';
import type { Chunk, Chunks } from './chunks.ts';
import { loadPlanes, loadTexts, type ScanPlan } from './plan.ts';
import type { Threads } from './threads.ts';

/** The lines of a large file, scanned by several threads and handed out in order. */
export class SharedChunks implements Chunks {
  readonly #file: RegularFile;
  readonly #plan: ScanPlan;
  readonly #threads: Threads;
  readonly #board: Board;
  #next = 0;
  #position: number;

  /** @param start where the rows begin */
  constructor(file: RegularFile, start: number, plan: ScanPlan, threads: Threads) {
    this.#file = file;
    this.#plan = plan;
    this.#threads = threads;
    this.#board = threads.share({ descriptor: file.descriptor, start, end: file.size, plan });
    this.#position = start;
  }

  async next(isWithinRow: boolean): Promise<Chunk | undefined> {
    for (;;) {
      this.#threads.release(this.#board, this.#next);
      if (this.#next === this.#board.chunkCount) {
        this.#file.requireUnchanged();
        return undefined;
      }
      const chunk = this.#next++;
      const result = await this.#threads.result(this.#board, chunk);
      // A row that began before may end beyond the whole chunk.
      if (this.#position < this.#board.endOf(chunk)) return this.#take(chunk, result, isWithinRow);
    }
  }

  #take(chunk: number, claimed: ChunkResult, isWithinRow: boolean): Chunk {
    const start = this.#position;
    // Where rows begin is known for certain only now: whoever scanned the chunk did not know what is within quotes.
    const isRight = isWithinRow || claimed.start === start || claimed.rows === 'unreadable';
    const { rows, lines, end } = isRight
      ? claimed
      : this.#threads.scanAgain(this.#board, chunk, start);
    this.#position = end;
    const text = (): Buffer => this.#file.readAll(start, end);
    if (rows === 'unreadable') text();
    if (typeof rows !== 'number' || isWithinRow) return { scanned: undefined, text };
    const planes = loadPlanes(this.#board.room(chunk), rows, this.#plan);
    const texts = loadTexts(this.#board.textRoom(chunk), this.#plan);
    return { scanned: { rows, lines, planes, texts }, text };
  }

  async close(): Promise<void> {
    await this.#threads.leave(this.#board, () => this.#file.close());
  }

  get progress(): Progress {
    return { done: this.#position, total: this.#file.size };
  }
}
