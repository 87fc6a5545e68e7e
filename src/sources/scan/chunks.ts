import type { Progress } from '../bytes/bytes.ts';
import type { DistinctTexts } from './distinct-texts.ts';

/** Some whole lines of a text. */
export interface Chunk {
  /** The values of each input, where the lines are plain; valid until the next chunk is asked for. */
  readonly planes: readonly Float64Array[] | undefined;
  readonly rows: number;
  /** Of each column of text the distinct texts, of which the values are the codes; valid as long. */
  readonly texts?: readonly DistinctTexts[] | undefined;
  /** The text of the lines, valid until the next chunk is asked for. */
  text(): Buffer;
}

/** The lines of a text of numbers, scanned where they are plain. */
export interface Chunks {
  /** The next lines; undefined at the end. */
  next(): Promise<Chunk | undefined>;
  close(): Promise<void>;
  readonly progress: Progress;
}
