import type { ByteReader } from '../bytes/byte-reader.ts';
import type { Progress } from '../bytes/byte-source.ts';
import { LONGEST_TEXT, type LineReader } from '../bytes/lines.ts';
import type { Chunk, Chunks } from './chunks.ts';
import type { ScannedRows } from './csv-scanner.ts';
import type { ScanPlan, Scanner } from './plan.ts';
import type { Threads } from './threads.ts';

/** Lines as they arrive, scanned by this thread. */
export class SerialChunks implements Chunks {
  readonly #bytes: ByteReader;
  readonly #lines: LineReader;
  readonly #plan: ScanPlan | undefined;
  readonly #threads: Threads;
  #scanner: Scanner | undefined;

  /** @param plan what to scan; without one no line is plain */
  constructor(bytes: ByteReader, lines: LineReader, plan: ScanPlan | undefined, threads: Threads) {
    this.#bytes = bytes;
    this.#lines = lines;
    this.#plan = plan;
    this.#threads = threads;
    this.#scanner = plan && threads.takeScanner(plan);
  }

  async next(): Promise<Chunk | undefined> {
    const text = await this.#lines.next();
    return text && { scanned: this.#scan(text), text: () => text };
  }

  #scan(text: Buffer): ScannedRows | undefined {
    if (text.length > LONGEST_TEXT) return undefined;
    this.#scanner?.reserve(text.length).set(text);
    return this.#scanner?.scan(0, text.length);
  }

  close(): Promise<void> {
    if (this.#plan && this.#scanner) this.#threads.giveBackScanner(this.#plan, this.#scanner);
    this.#scanner = undefined;
    return this.#bytes.close();
  }

  get progress(): Progress {
    return this.#bytes.progress;
  }
}
