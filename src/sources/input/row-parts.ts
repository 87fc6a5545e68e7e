import type { Parts } from './parts.ts';
import type { TensorReader } from './tensor-reader.ts';

/** Numbers in a part of the widest input: some milliseconds of work. */
const PART_NUMBERS = 256 * 1024;

/** Parts of so many rows each, of inputs whose rows are all known to be beforehand. */
export class RowParts implements Parts {
  readonly count: number;
  readonly #readers: readonly TensorReader[];
  readonly #rows: number;
  readonly #tell: (first: number, last: number) => void;

  /**
   * @param rows of each input
   * @param tell is told the first and the last row of a part when it is opened, counted from 1
   */
  constructor(
    readers: readonly TensorReader[],
    rows: number,
    tell: (first: number, last: number) => void,
  ) {
    const widest = Math.max(...readers.map(({ width }) => width));
    this.#rows = Math.max(1, Math.floor(PART_NUMBERS / widest));
    this.count = Math.ceil(rows / this.#rows);
    this.#readers = readers;
    this.#tell = tell;
  }

  get version(): string {
    return this.#readers.map(({ places }) => places!.version).join(' ');
  }

  open(part: number): Promise<void> {
    const row = part * this.#rows;
    for (const { places } of this.#readers) places!.seek(row);
    this.#tell(row + 1, row + this.#rows);
    return Promise.resolve();
  }

  requireUnchanged(): void {
    for (const { places } of this.#readers) places!.requireUnchanged();
  }
}
