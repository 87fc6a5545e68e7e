import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import type { ReadOptions } from '../input/read-options.ts';
import { Bell } from './bell.ts';
import { Board, type ChunkResult, type SharedFile } from './board.ts';
import { ChunkScanner, workOnAny, type WorkerData } from './chunk-scanner.ts';
import { scannerModule } from './csv-scanner.ts';
import { scannerOf, type ScanPlan, type Scanner } from './plan.ts';

/** What opening a file takes. */
export interface OpenOptions extends ReadOptions {
  /** The threads of the whole run. */
  readonly pool: Threads;
}

/** One thread computes as fast as about four can read, and each takes memory. */
const MOST_BY_DEFAULT = 4;
/** Slots for chunks of a file that are scanned but not yet taken, for each thread. */
const SLOTS_PER_THREAD = 8;
/** Bytes of a chunk: about where reading a cached file is fastest, and small enough for a processor's cache. */
const CHUNK_BYTES = 256 * 1024;
/** Chunks from which on a file is worth a thread: it takes about 20 ms to start, in which this one reads as many. */
const WORTH_A_THREAD = 32;
/** The share of a chunk that is parsed in the time that it takes to make a scanner: 8 KiB. */
const WORTH_A_SCANNER = 1 / 32;
/** Milliseconds between looks whether a worker has failed. */
const PATIENCE = 100;

/** How many threads to use where so many are asked for: by default as many as help on this machine. */
export function threadCount(asked?: number): number {
  return asked ?? Math.min(MOST_BY_DEFAULT, availableParallelism());
}

/** The threads that scan the files of one run: this one, and workers where files are large. */
export class Threads {
  readonly #given: number | undefined;
  readonly #chunkBytes: number;
  readonly #bell = new Bell();
  readonly #scanners: ChunkScanner[] = [];
  /** Scanners of this thread that are free, by plan. */
  readonly #idle = new Map<string, Scanner>();
  /** What closes the files that are done with. */
  readonly #left = new Map<Board, () => void>();
  #workers: Worker[] = [];
  #failure: Error | undefined;

  /**
   * @param count of threads, this one included; by default as many as help on this machine
   * @param chunkBytes what a thread scans at once
   */
  constructor(count?: number, chunkBytes = CHUNK_BYTES) {
    this.#given = count;
    this.#chunkBytes = chunkBytes;
  }

  /** How many threads there are. A small file does without the answer of the system. */
  get count(): number {
    return threadCount(this.#given);
  }

  /** Whether so many bytes are worth a scanner. */
  isWorthAScanner(bytes: number): boolean {
    return bytes >= WORTH_A_SCANNER * this.#chunkBytes;
  }

  /** What scans lines of a plan in this thread: what did so in a file before, where that had the same plan. */
  takeScanner(plan: ScanPlan): Scanner {
    const key = JSON.stringify(plan);
    const idle = this.#idle.get(key);
    this.#idle.delete(key);
    return idle ?? scannerOf(scannerModule(), plan);
  }

  /** Leaves a scanner to the next file of the same plan; what it has scanned is not valid any more. */
  giveBackScanner(plan: ScanPlan, scanner: Scanner): void {
    this.#idle.set(JSON.stringify(plan), scanner);
  }

  /** Whether a file with so many bytes is worth being scanned by several threads. */
  areWorth(bytes: number): boolean {
    return bytes >= WORTH_A_THREAD * this.#chunkBytes && this.count > 1;
  }

  /** Takes a file in, before the workers are started. */
  share(file: Omit<SharedFile, 'memory' | 'slots' | 'chunkBytes'>): Board {
    const slots = SLOTS_PER_THREAD * this.count;
    const board = Board.create({ ...file, chunkBytes: this.#chunkBytes, slots });
    this.#scanners.push(new ChunkScanner(board, scannerModule()));
    return board;
  }

  /** Starts the workers, where there is something to scan. */
  async start(): Promise<void> {
    if (this.#scanners.length === 0) return;
    const [{ Worker }, { WORKER_SOURCE }] = await Promise.all([
      import('node:worker_threads'),
      import('./generated/worker.ts'),
    ]);
    const files = this.#scanners.map(({ board }) => board.file);
    const { memory } = this.#bell;
    const workerData: WorkerData = { files, module: scannerModule(), memory };
    // No more than there is work for: each takes its time to start, and memory.
    const chunks = this.#scanners.reduce((sum, { board }) => sum + board.chunkCount, 0);
    const helpers = Math.min(this.count - 1, Math.ceil(chunks / WORTH_A_THREAD));
    this.#workers = Array.from({ length: helpers }, () => {
      const worker = new Worker(WORKER_SOURCE, { eval: true, workerData });
      worker.on('error', (error) => {
        this.#failure ??= error;
      });
      return worker;
    });
  }

  /** The result of a chunk; meanwhile this thread scans as well. */
  async result(board: Board, chunk: number): Promise<ChunkResult> {
    for (;;) {
      const { count } = this.#bell;
      const result = board.result(chunk);
      if (result) return result;
      if (workOnAny(this.#scanners)) continue;
      if (this.#failure !== undefined) throw this.#failure;
      // What a worker died of is told between waits only.
      if (!this.#bell.wait(count, PATIENCE)) await new Promise(setImmediate);
    }
  }

  /**
   * Scans a chunk whose result is known in this thread, from where a row begins for certain; returns the result, which takes
   * the place of the other.
   */
  scanAgain(board: Board, chunk: number, start: number): ChunkResult {
    const scanner = this.#scanners.find((one) => one.board === board)!;
    return scanner.scanAgain(chunk, start);
  }

  /** Frees the slots of the chunks of a file before this one. */
  release(board: Board, chunk: number): void {
    board.release(chunk);
    this.#bell.ring();
  }

  /**
   * Says that a file is done with, and how it is closed. When all are, the workers are ended and the files closed: not
   * before, as a worker may have claimed a chunk of another file, or be reading this one.
   */
  async leave(board: Board, close: () => void): Promise<void> {
    this.#left.set(board, close);
    if (this.#left.size < this.#scanners.length) return;
    await this.#end();
    for (const closeFile of this.#left.values()) closeFile();
  }

  async #end(): Promise<void> {
    this.#bell.stop();
    const workers = this.#workers;
    this.#workers = [];
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}
