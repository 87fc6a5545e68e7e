import type { Progress } from '../bytes/byte-source.ts';
import type { ClassColumns } from '../input/class-columns.ts';
import type { Columns } from '../input/columns.ts';
import type { ReadOptions } from '../input/read-options.ts';
import type { Selection } from '../input/selection.ts';
import type { Feed } from '../input/tensor-reader.ts';
import { openColumns, rowsAtOnce, type ColumnInput, type ColumnTable } from './open-columns.ts';
import type { ReadableColumn } from './readable-column.ts';

/** A file of columns that lie apart, which is read group by group of its rows. */
export abstract class ColumnFeed<Reader extends ReadableColumn> implements Feed {
  abstract readonly progress: Progress;
  protected abstract readonly readerOf: ColumnTable<Reader>['readerOf'];
  /** Those of the file, by which inputs choose. */
  protected readonly fileColumns: Columns;
  #inputs: readonly ColumnInput<Reader>[] = [];
  #rowsAtOnce = 0;
  #rowsLeft = 0;
  #ended = false;
  /** What is wrong with the file is said to each input that is read on. */
  #failure: Error | undefined;

  constructor(columns: Columns) {
    this.fileColumns = columns;
  }

  get columns(): readonly string[] | undefined {
    return this.fileColumns.names;
  }

  /**
   * Opens the inputs that are read from now on; see {@link openColumns}.
   * @throws UserError if a column is not found or holds not what an input takes
   */
  async open(
    selections: readonly Selection[],
    options: ReadOptions,
    fileClasses: ClassColumns | undefined,
  ): Promise<readonly ColumnInput<Reader>[]> {
    const table = { columns: this.fileColumns, readerOf: this.readerOf };
    this.#inputs = await openColumns(table, selections, options, fileClasses);
    this.#rowsAtOnce = rowsAtOnce(this.#inputs);
    return this.#inputs;
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
