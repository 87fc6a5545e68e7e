import type { Progress } from '../bytes/byte-source.ts';
import type { ScannedRows } from './csv-scanner.ts';

/** Some whole lines of a text; valid until the next are asked for. */
export interface Chunk {
  /** What they hold, where they are plain. */
  readonly scanned: ScannedRows | undefined;
  text(): Buffer;
}

/** The lines of a text of numbers, scanned where they are plain. */
export interface Chunks {
  /**
   * The next lines; undefined at the end.
   * @param isWithinRow whether the last row is not whole, so that these are not scanned
   */
  next(isWithinRow: boolean): Promise<Chunk | undefined>;
  close(): Promise<void>;
  readonly progress: Progress;
}
