import type { ColumnChunk, CompressionCodec, FileMetaData, RowGroup } from 'hyparquet';
import { UserError } from '../../messages/errors.ts';
import type { ByteReader } from '../bytes/byte-reader.ts';
import type { Progress } from '../bytes/byte-source.ts';
import type { ClassColumns } from '../input/class-columns.ts';
import { Columns } from '../input/columns.ts';
import { NoRows } from '../input/no-rows.ts';
import type { ReadOptions } from '../input/read-options.ts';
import type { Selection } from '../input/selection.ts';
import { tableReader } from '../input/table-reader.ts';
import type { TensorReader } from '../input/tensor-reader.ts';
import { ColumnFeed } from '../columnar/column-feed.ts';
import type { ColumnInput } from '../columnar/open-columns.ts';
import { boundsOf, unscaled } from './bounds.ts';
import { chunkRange } from './chunk-range.ts';
import { decompressorOf } from './codecs.ts';
import { ColumnTexts } from '../columnar/column-texts.ts';
import { ColumnReader, firstListLength } from './column.ts';
import { reporting } from '../columnar/damage.ts';
import { ParquetFile } from './file.ts';
import { groupsWithRows, requireConsistent } from './metadata.ts';
import { PageReader, type StoredColumn } from './pages.ts';
import { columnsOf, type ParquetColumn } from './schema.ts';
import { Scratch } from './scratch.ts';
import { textColumn } from './text-column.ts';
import type { ColumnMemory } from './values.ts';
import { writerOf, type Writer } from './writer.ts';

/**
 * Opens the inputs that come from one Parquet file, a table whose columns are the leaves of its schema. A list
 * column holds the numbers of a row.
 * @param classes the columns of pred, where pred is elsewhere
 * @throws UserError if it is no Parquet file or a damaged one, or has no such columns of numbers
 */
export async function openParquet(
  bytes: ByteReader,
  selections: readonly Selection[],
  options: ReadOptions,
  classes: ClassColumns | undefined,
): Promise<TensorReader[]> {
  const file = await ParquetFile.open(bytes);
  const table = new ParquetTable(file, await file.metadata());
  const inputs = await table.open(selections, options, classes);
  return inputs.map((input) => tableReader(input, table));
}

/** A Parquet file that is being read, row group by row group and only in the columns that were chosen. */
class ParquetTable extends ColumnFeed<ColumnReader> {
  readonly #file: ParquetFile;
  readonly #writer: Writer;
  readonly #groups: readonly RowGroup[];
  readonly #all: readonly ParquetColumn[];
  readonly #scratches: Scratch[] = [];
  /** Row groups started. */
  #started = 0;

  /** @throws UserError if it is a damaged file */
  constructor(file: ParquetFile, metadata: FileMetaData) {
    const all = reporting(file.label, () => columnsOf(metadata));
    const names = all.map(({ name }) => name);
    super(new Columns(file.label, names.length, names));
    this.#file = file;
    this.#writer = writerOf(metadata.created_by);
    this.#all = all;
    reporting(file.label, () => {
      requireConsistent(metadata, this.#all);
    });
    this.#groups = groupsWithRows(metadata);
    if (this.#groups.length === 0) throw new NoRows({ where: file.label, problem: 'no rows' });
  }

  /** @throws UserError if a column is not found or holds no numbers */
  override async open(
    selections: readonly Selection[],
    options: ReadOptions,
    fileClasses: ClassColumns | undefined,
  ): Promise<readonly ColumnInput<ColumnReader>[]> {
    const inputs = await super.open(selections, options, fileClasses);
    this.#file.expect(this.#bytesOf(this.readers));
    return inputs;
  }

  /** Bytes of the columns that some readers read, as they are stored. */
  #bytesOf(readers: readonly ColumnReader[]): number {
    const sizes = this.#groups.flatMap(({ columns }) =>
      readers.map(({ column }) => Number(columns[column.chunk]!.meta_data!.total_compressed_size)),
    );
    return sizes.reduce((sum, size) => sum + size, 0);
  }

  protected override readonly readerOf = async (
    index: number,
    { layout, labels }: Selection,
  ): Promise<ColumnReader> => {
    const where = `${this.#file.label}, ${this.fileColumns.describe(index)}`;
    const found = this.#all[index]!;
    const column = layout === 'text' ? textColumn(found, where) : found;
    if (layout !== 'text') requireNumbers(column, labels !== undefined, where);
    if (this.#groups.some(({ columns }) => isEncrypted(columns[index]!))) {
      throw this.#file.encrypted();
    }
    const memory = { texts: new ColumnTexts(), scratch: Scratch.take() };
    this.#scratches.push(memory.scratch);
    const isList = column.listDefinition !== undefined;
    return new ColumnReader({
      file: this.#file,
      column,
      width: isList ? await this.#listLength(column, where, memory) : 1,
      memory,
      describe: (row) =>
        row === undefined
          ? where
          : `${this.#file.label}, row ${row + 1}, ${this.fileColumns.describe(index)}`,
    });
  };

  async #listLength(column: ParquetColumn, where: string, memory: ColumnMemory): Promise<number> {
    for (const group of this.#groups) {
      await this.#load(group, [column]);
      const stored = await this.#stored(group, column, where);
      const length = reporting(where, () =>
        firstListLength(new PageReader(this.#file, stored, memory), column),
      );
      if (length > 0) return length;
    }
    throw new UserError({ where, problem: 'expected lists of numbers, found none but empty ones' });
  }

  /** Goes on to the next row group. */
  protected async nextGroup(): Promise<number | undefined> {
    const { readers } = this;
    if (this.#started > 0) for (const reader of readers) reader.endGroup();
    const group = this.#groups[this.#started++];
    if (group === undefined) {
      this.#file.requireUnchanged();
      return undefined;
    }
    await this.#load(
      group,
      readers.map(({ column }) => column),
    );
    for (const reader of readers) {
      reader.startGroup(await this.#stored(group, reader.column, reader.describe()));
    }
    return Number(group.num_rows);
  }

  /** Makes the chunks of some columns ready to be read. */
  #load({ columns }: RowGroup, chosen: readonly ParquetColumn[]): Promise<void> {
    const ranges = reporting(this.#file.label, () =>
      chosen.map(({ chunk }) =>
        chunkRange(columns[chunk]!.meta_data!, this.#writer, this.#file.dataEnd),
      ),
    );
    return this.#file.load(ranges);
  }

  async #stored(group: RowGroup, column: ParquetColumn, where: string): Promise<StoredColumn> {
    const metadata = group.columns[column.chunk]!.meta_data!;
    const codec = metadata.codec as CompressionCodec | undefined;
    const decompress = await decompressorOf(codec);
    if (decompress === undefined) {
      throw new UserError({
        where,
        problem: `expected a compression that can be read, found ${codec ?? 'an unknown one'}`,
        hint: 'write the file again with zstd, snappy, gzip, brotli, LZ4_RAW or no compression',
      });
    }
    const bounds = boundsOf(column.element, metadata, this.#writer);
    return {
      column,
      metadata,
      decompress,
      bounds: column.type === column.written?.stored ? unscaled(bounds, column.element) : bounds,
      writer: this.#writer,
    };
  }

  protected closeFile(): Promise<void> {
    for (const scratch of this.#scratches.splice(0)) scratch.giveBack();
    return this.#file.close();
  }

  get progress(): Progress {
    return this.#file.progress;
  }
}

/** @throws UserError for a column of anything but numbers, or labels where the input takes them */
function requireNumbers(
  { type, written }: ParquetColumn,
  isLabelled: boolean,
  where: string,
): void {
  if (type.kind === 'refused') {
    throw new UserError({
      where,
      problem: `expected numbers, found ${type.found}`,
      hint: written
        ? 'choose columns of numbers; this one can be a key (--on) or segments (--by)'
        : 'choose columns of numbers, or write this one as numbers',
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

function isEncrypted({ meta_data: metadata, crypto_metadata: crypto }: ColumnChunk): boolean {
  return metadata === undefined || crypto !== undefined;
}
