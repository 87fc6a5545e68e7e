import type { ByteReader } from '../bytes/byte-reader.ts';
import type { Progress } from '../bytes/bytes.ts';
import type { LineReader } from '../bytes/lines.ts';
import type { Chunk, Chunks } from './chunks.ts';
import { scannerOf, type ScanPlan } from './plan.ts';
import { LONGEST_TEXT, scannerModule, type ScannedRows } from './scanner.ts';

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
    return text && { ...this.#scan(text), text: () => text };
  }

  #scan(text: Buffer): Pick<Chunk, 'planes' | 'rows' | 'texts'> {
    const scanned = text.length > LONGEST_TEXT ? undefined : this.#read(text);
    return scanned ?? { planes: undefined, rows: 0 };
  }

  #read(text: Buffer): ScannedRows | undefined {
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
