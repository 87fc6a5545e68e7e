import type { ByteReader } from '../bytes/byte-reader.ts';
import type { Progress } from '../bytes/byte-source.ts';
import { LONGEST_TEXT, type LineReader } from '../bytes/lines.ts';
import type { Chunk, Chunks } from './chunks.ts';
import { scannerModule, type ScannedRows } from './csv-scanner.ts';
import { scannerOf, type ScanPlan } from './plan.ts';

/** Lines as they arrive, scanned by this thread. */
export class SerialChunks implements Chunks {
  readonly #bytes: ByteReader;
  readonly #lines: LineReader;
  readonly #scanner: ReturnType<typeof scannerOf> | undefined;

  /** @param plan what to scan; without one no line is plain */
  constructor(bytes: ByteReader, lines: LineReader, plan: ScanPlan | undefined) {
    this.#bytes = bytes;
    this.#lines = lines;
    this.#scanner = plan && scannerOf(scannerModule(), plan);
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
    return this.#bytes.close();
  }

  get progress(): Progress {
    return this.#bytes.progress;
  }
}
