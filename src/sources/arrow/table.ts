import { UserError } from '../../messages/errors.ts';
import type { Progress } from '../bytes/byte-source.ts';
import type { ClassColumns } from '../input/class-columns.ts';
import { Columns } from '../input/columns.ts';
import type { ReadOptions } from '../input/read-options.ts';
import type { Selection } from '../input/selection.ts';
import type { Feed } from '../input/tensor-reader.ts';
import { reporting } from '../columnar/damage.ts';
import { openColumns, rowsAtOnce, type ColumnInput } from '../columnar/open-columns.ts';
import type { Batch } from './batch.ts';
import { ArrowColumnReader, firstListLength } from './column.ts';
import type { ArrowFile } from './file.ts';
import type { ArrowColumn } from './schema.ts';
import { NoRows } from '../input/no-rows.ts';

type Input = ColumnInput<ArrowColumnReader>;

/** An Arrow file that is being read, batch by batch and only in the columns that were chosen. */
export class ArrowTable implements Feed {
  readonly #file: ArrowFile;
  readonly #columns: Columns;
  #inputs: readonly Input[] = [];
  #rowsAtOnce = 0;
  /** Batches that were read to see how long lists are. */
  readonly #ahead: Batch[] = [];
  #rowsLeft = 0;
  #ended = false;
  /** What is wrong with the file is said to each input that is read on. */
  #failure: Error | undefined;

  constructor(file: ArrowFile) {
    this.#file = file;
    const names = file.columns.map(({ name }) => name);
    this.#columns = new Columns(file.label, names.length, names);
  }

  /** @throws UserError if a column is not found or holds no numbers, or there are no rows */
  async open(
    selections: readonly Selection[],
    options: ReadOptions,
    fileClasses: ClassColumns | undefined,
  ): Promise<readonly Input[]> {
    if (!(await this.#lookAhead())) {
      throw new NoRows({ where: this.#file.label, problem: 'no rows' });
    }
    this.#inputs = await openColumns(
      { columns: this.#columns, readerOf: this.#readerOf },
      selections,
      options,
      fileClasses,
    );
    this.#rowsAtOnce = rowsAtOnce(this.#inputs);
    return this.#inputs;
  }

  get columns(): readonly string[] | undefined {
    return this.#columns.names;
  }

  async more(): Promise<boolean> {
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#ended) return false;
    try {
      if (this.#rowsLeft === 0 && !(await this.#nextBatch())) {
        this.#ended = true;
        await this.close();
        return false;
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
    return this.#file.close();
  }

  get progress(): Progress {
    return this.#file.progress;
  }

  /** Goes on to the next batch; false after the last one. */
  async #nextBatch(): Promise<boolean> {
    const batch = this.#ahead.shift() ?? (await this.#file.nextBatch());
    if (batch === undefined) return false;
    for (const reader of this.#inputs.flatMap((input) => input.readers)) reader.startBatch(batch);
    this.#rowsLeft = batch.rows;
    return true;
  }

  /** Reads one batch more before it is asked for; false at the end. */
  async #lookAhead(): Promise<boolean> {
    const batch = await this.#file.nextBatch();
    if (batch) this.#ahead.push(batch);
    return batch !== undefined;
  }

  readonly #readerOf = async (
    index: number,
    { layout, labels }: Selection,
  ): Promise<ArrowColumnReader> => {
    const column = this.#file.columns[index]!;
    const name = this.#columns.describe(index);
    const where = `${this.#file.label}, ${name}`;
    if (layout === 'text') requireText(column, where);
    else requireNumbers(column, labels !== undefined, where);
    return new ArrowColumnReader({
      column,
      dictionaries: this.#file.dictionaries,
      width: column.isList ? await this.#listLength(column, where) : 1,
      describe: (row) =>
        row === undefined ? where : `${this.#file.label}, row ${row + 1}, ${name}`,
    });
  };

  async #listLength(column: ArrowColumn, where: string): Promise<number> {
    for (let i = 0; i < this.#ahead.length || (await this.#lookAhead()); i++) {
      const length = reporting(where, () => firstListLength(this.#ahead[i]!, column), 'Arrow');
      if (length > 0) return length;
    }
    throw new UserError({ where, problem: 'expected lists of numbers, found none but empty ones' });
  }
}

/** @throws UserError for a column of anything but numbers, or labels where the input takes them */
function requireNumbers({ type, values }: ArrowColumn, isLabelled: boolean, where: string): void {
  if (type.kind === 'refused') {
    throw new UserError({
      where,
      problem: `expected numbers, found ${type.found}`,
      hint: 'choose columns of numbers, or write this one as numbers',
    });
  }
  if (values.type.kind === 'time') {
    throw new UserError({
      where,
      problem: `expected numbers, found times (${values.type.title})`,
      hint: 'times can be the key of --on and the column of --by; choose columns of numbers',
    });
  }
  if (type.kind === 'text' && !isLabelled) {
    throw new UserError({
      where,
      problem: 'expected numbers, found text',
      hint: 'choose columns of numbers; text can only be the labels of classes, as true of a loss that takes them',
    });
  }
}

/** @throws UserError for a column whose rows are not always written in the same way, as one text */
function requireText({ type, values, isList, isWhole }: ArrowColumn, where: string): void {
  const found =
    type.kind === 'refused'
      ? type.found
      : isList
        ? 'lists'
        : values.type.kind === 'decimal' && !isWhole
          ? 'decimals'
          : undefined;
  if (found === undefined) return;
  throw new UserError({
    where,
    problem: `expected text, numbers, dates or booleans, found ${found}`,
    hint: 'choose another column, or write this one as text',
  });
}
