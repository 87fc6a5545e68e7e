import type { ByteReader } from '../bytes/byte-reader.ts';
import type { Progress } from '../bytes/byte-source.ts';
import { LineReader, LONGEST_TEXT } from '../bytes/lines.ts';
import type { Feed } from '../input/tensor-reader.ts';
import type { Chunks } from './chunks.ts';
import type { ScannedRows } from './csv-scanner.ts';
import type { ScanPlan } from './plan.ts';
import { SerialChunks } from './serial-chunks.ts';
import { SharedChunks } from './shared-chunks.ts';
import type { Threads } from './threads.ts';

/** Takes the lines of a text, in order, into the queues of its inputs. */
export interface LineTaker {
  /** Takes lines that were scanned, one or more; false where they, or what they stand for, have to be parsed. */
  takeScanned(lines: ScannedRows): boolean;
  /**
   * Parses lines; the last may be cut where it is too long.
   * @throws UserError for what is wrong with them, when those before have been taken
   */
  parse(lines: Buffer): void | Promise<void>;
  /** Whether the lines that were parsed last end within a row. */
  readonly isWithinRow?: boolean;
  /** All lines have been taken. */
  finish?(): Promise<void>;
  /** What the columns of the lines are called, where they are those of a table. */
  readonly columns?: readonly string[] | undefined;
  /** Their first row where it counts the columns, as some headers do, and is taken for numbers. */
  readonly countedRow?: string | undefined;
}

/** Reads on in a text whose lines are scanned where they are plain, by several threads where it is large. */
export class LineFeed implements Feed {
  readonly #chunks: Chunks;
  readonly #taker: LineTaker;
  #ended = false;
  /** Thrown when all that was read before it has been taken, lest errors depend on how the bytes arrive. */
  #failure: Error | undefined;

  /** @param plan what to scan; without one all lines are parsed */
  constructor(bytes: ByteReader, plan: ScanPlan | undefined, pool: Threads, taker: LineTaker) {
    const { file, position } = bytes;
    this.#chunks =
      plan && file && pool.areWorth(file.size - position)
        ? new SharedChunks(file, position, plan, pool)
        : new SerialChunks(bytes, new LineReader(bytes, LONGEST_TEXT), plan, pool);
    this.#taker = taker;
  }

  get columns(): readonly string[] | undefined {
    return this.#taker.columns;
  }

  get countedRow(): string | undefined {
    return this.#taker.countedRow;
  }

  async more(): Promise<boolean> {
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#ended) return false;
    try {
      await this.#takeChunk();
    } catch (error) {
      this.#failure = error as Error;
      await this.close();
    }
    return true;
  }

  async #takeChunk(): Promise<void> {
    const chunk = await this.#chunks.next(this.#taker.isWithinRow ?? false);
    if (chunk === undefined) {
      this.#ended = true;
      await this.#taker.finish?.();
      await this.close();
      return;
    }
    const { scanned } = chunk;
    const isTaken = scanned && (scanned.rows === 0 || this.#taker.takeScanned(scanned));
    if (!isTaken) await this.#taker.parse(chunk.text());
  }

  close(): Promise<void> {
    return this.#chunks.close();
  }

  get progress(): Progress {
    return this.#chunks.progress;
  }
}
