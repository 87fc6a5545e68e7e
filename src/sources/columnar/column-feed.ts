import type { Progress } from '../bytes/byte-source.ts';
import type { Feed } from '../input/tensor-reader.ts';
import { rowsAtOnce, type ColumnInput } from './open-columns.ts';
import type { ReadableColumn } from './readable-column.ts';

/** A file of columns that lie apart, which is read group by group of its rows. */
export abstract class ColumnFeed<Reader extends ReadableColumn> implements Feed {
  abstract readonly columns: readonly string[] | undefined;
  abstract readonly progress: Progress;
  #inputs: readonly ColumnInput<Reader>[] = [];
  #rowsAtOnce = 0;
  #rowsLeft = 0;
  #ended = false;
  /** What is wrong with the file is said to each input that is read on. */
  #failure: Error | undefined;

  /** Reads for these inputs from now on. */
  protected feed(inputs: readonly ColumnInput<Reader>[]): void {
    this.#inputs = inputs;
    this.#rowsAtOnce = rowsAtOnce(inputs);
  }

  /** The readers of the columns of all inputs. */
  protected get readers(): readonly Reader[] {
    return this.#inputs.flatMap(({ readers }) => readers);
  }

  /**
   * Lets the readers begin with the next group.
   * @returns how many rows it has; undefined after the last one
   */
  protected abstract nextGroup(): Promise<number | undefined>;

  /** Closes the file. */
  protected abstract closeFile(): Promise<void>;

  async more(): Promise<boolean> {
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#ended) return false;
    try {
      if (this.#rowsLeft === 0) {
        const rows = await this.nextGroup();
        if (rows === undefined) {
          this.#ended = true;
          await this.close();
          return false;
        }
        this.#rowsLeft = rows;
      }
      const rows = Math.min(this.#rowsAtOnce, this.#rowsLeft);
      for (const input of this.#inputs) input.fill(rows);
      this.#rowsLeft -= rows;
      return true;
    } catch (error) {
      this.#failure = error as Error;
      await this.close();
      throw error;
    }
  }

  close(): Promise<void> {
    for (const input of this.#inputs) input.close();
    return this.closeFile();
  }
}
