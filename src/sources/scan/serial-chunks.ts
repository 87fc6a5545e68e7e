import type { ByteReader } from '../bytes/byte-reader.ts';
import type { Progress } from '../bytes/byte-source.ts';
import { LONGEST_TEXT, type LineReader } from '../bytes/lines.ts';
import type { Chunk, Chunks } from './chunks.ts';
import type { ScannedRows } from './csv-scanner.ts';
import type { ScanPlan, Scanner } from './plan.ts';
import type { Threads } from './threads.ts';

/** Bytes that are parsed in the time that it takes to make a scanner. */
const WORTH_A_SCANNER = 8 * 1024;

/** Lines as they arrive, scanned by this thread. */
export class SerialChunks implements Chunks {
  readonly #bytes: ByteReader;
  readonly #lines: LineReader;
  readonly #plan: ScanPlan | undefined;
  readonly #threads: Threads;
  #scanner: Scanner | undefined;
  /** Bytes handed out, as far as there is no scanner. */
  #unscanned = 0;

  /** @param plan what to scan; without one no line is plain */
  constructor(bytes: ByteReader, lines: LineReader, plan: ScanPlan | undefined, threads: Threads) {
    this.#bytes = bytes;
    this.#lines = lines;
    this.#plan = plan;
    this.#threads = threads;
  }

  async next(): Promise<Chunk | undefined> {
    const text = await this.#lines.next();
    return text && { scanned: this.#scan(text), text: () => text };
  }

  #scan(text: Buffer): ScannedRows | undefined {
    if (text.length > LONGEST_TEXT) return undefined;
    const scanner = this.#scannerFor(text);
    scanner?.reserve(text.length).set(text);
    return scanner?.scan(0, text.length);
  }

  #scannerFor(text: Buffer): Scanner | undefined {
    if (this.#scanner || !this.#plan) return this.#scanner;
    this.#unscanned += text.length;
    if (this.#unscanned >= WORTH_A_SCANNER) this.#scanner = this.#threads.takeScanner(this.#plan);
    return this.#scanner;
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
