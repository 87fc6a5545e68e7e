import type { Progress, RegularFile } from '../bytes/byte-source.ts';
import type { Board } from './board.ts';
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

  async next(): Promise<Chunk | undefined> {
    this.#threads.release(this.#board, this.#next);
    if (this.#next === this.#board.chunkCount) {
      this.#file.requireUnchanged();
      return undefined;
    }
    const chunk = this.#next++;
    const result = await this.#threads.result(this.#board, chunk);
    this.#position = result.end;
    const text = (): Buffer => this.#file.readAll(result.start, result.end);
    if (result.rows === 'unreadable') text();
    const { rows } = result;
    if (typeof rows !== 'number') return { scanned: undefined, text };
    const planes = loadPlanes(this.#board.room(chunk), rows, this.#plan);
    // Where no line begins, none was scanned, and the room holds what was in it before.
    const texts = rows === 0 ? [] : loadTexts(this.#board.textRoom(chunk), this.#plan);
    return { scanned: { rows, planes, texts }, text };
  }

  async close(): Promise<void> {
    await this.#threads.leave(this.#board, () => this.#file.close());
  }

  get progress(): Progress {
    return { done: this.#position, total: this.#file.size };
  }
}
