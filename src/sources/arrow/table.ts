import { UserError } from '../../messages/errors.ts';
import type { Progress } from '../bytes/byte-source.ts';
import type { ClassColumns } from '../input/class-columns.ts';
import { Columns } from '../input/columns.ts';
import type { ReadOptions } from '../input/read-options.ts';
import type { Selection } from '../input/selection.ts';
import { ColumnFeed } from '../columnar/column-feed.ts';
import { reporting } from '../columnar/damage.ts';
import type { ColumnInput } from '../columnar/open-columns.ts';
import type { Batch } from './batch.ts';
import { ArrowColumnReader, firstListLength } from './column.ts';
import type { ArrowFile } from './file.ts';
import type { ArrowColumn } from './schema.ts';
import { NoRows } from '../input/no-rows.ts';

/** An Arrow file that is being read, batch by batch and only in the columns that were chosen. */
export class ArrowTable extends ColumnFeed<ArrowColumnReader> {
  readonly #file: ArrowFile;
  /** Batches that were read to see how long lists are. */
  readonly #ahead: Batch[] = [];

  constructor(file: ArrowFile) {
    const names = file.columns.map(({ name }) => name);
    super(new Columns(file.label, names.length, names));
    this.#file = file;
  }

  /** @throws UserError if a column is not found or holds no numbers, or there are no rows */
  override async open(
    selections: readonly Selection[],
    options: ReadOptions,
    fileClasses: ClassColumns | undefined,
  ): Promise<readonly ColumnInput<ArrowColumnReader>[]> {
    if (!(await this.#lookAhead())) {
      throw new NoRows({ where: this.#file.label, problem: 'no rows' });
    }
    return super.open(selections, options, fileClasses);
  }

  protected closeFile(): Promise<void> {
    return this.#file.close();
  }

  get progress(): Progress {
    return this.#file.progress;
  }

  /** Goes on to the next batch. */
  protected async nextGroup(): Promise<number | undefined> {
    const batch = this.#ahead.shift() ?? (await this.#file.nextBatch());
    if (!batch) return undefined;
    const { readers } = this;
    const columns = readers.map(({ column }) => column);
    await this.#file.load(batch, columns);
    for (const reader of readers) reader.startBatch(batch);
    return batch.rows;
  }

  /** Reads one batch more before it is asked for; false at the end. */
  async #lookAhead(): Promise<boolean> {
    const batch = await this.#file.nextBatch();
    if (batch) this.#ahead.push(batch);
    return batch !== undefined;
  }

  protected override readonly readerOf = async (
    index: number,
    { layout, labels }: Selection,
  ): Promise<ArrowColumnReader> => {
    const column = this.#file.columns[index]!;
    const name = this.fileColumns.describe(index);
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
      await this.#file.load(this.#ahead[i]!, [column]);
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
