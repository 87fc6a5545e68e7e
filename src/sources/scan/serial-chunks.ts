import type { ByteReader } from '../bytes/byte-reader.ts';
import type { Progress } from '../bytes/byte-source.ts';
import { LONGEST_TEXT, type LineReader } from '../bytes/lines.ts';
import type { Chunk, Chunks } from './chunks.ts';
import type { ScannedText } from './csv-scanner.ts';
import type { ScanPlan, Scanner } from './plan.ts';
import type { Threads } from './threads.ts';

/** Bytes from which on a row that is not whole is not scanned, lest it fill the memory. */
const LONGEST_ROW = 1024 * 1024;

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

  async next(isWithinRow: boolean): Promise<Chunk | undefined> {
    for (let least = 0; ;) {
      const text = await this.#lines.next(least);
      const scanned = text && !isWithinRow ? this.#scan(text) : undefined;
      if (!text || !scanned || scanned.end === text.length) return text && chunkOf(scanned, text);
      // A row that is not whole is scanned with what comes after it.
      if (scanned.rows === 0 && (text.length < least || text.length > LONGEST_ROW)) {
        return chunkOf(undefined, text);
      }
      this.#lines.putBack(text.subarray(scanned.end));
      if (scanned.rows > 0) return chunkOf(scanned, text.subarray(0, scanned.end));
      least = 2 * text.length;
    }
  }

  #scan(text: Buffer): ScannedText | undefined {
    if (text.length > LONGEST_TEXT) return undefined;
    const scanner = this.#scannerFor(text);
    scanner?.reserve(text.length).set(text);
    return scanner?.scan(0, text.length);
  }

  #scannerFor(text: Buffer): Scanner | undefined {
    if (this.#scanner || !this.#plan) return this.#scanner;
    this.#unscanned += text.length;
    if (this.#threads.isWorthAScanner(this.#unscanned)) {
      this.#scanner = this.#threads.takeScanner(this.#plan);
    }
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

function chunkOf(scanned: ScannedText | undefined, text: Buffer): Chunk {
  return { scanned, text: () => text };
}
