import type { ColumnMetaData, Encoding } from 'hyparquet';
import { crc32 } from 'node:zlib';
import { isWithin, type Bounds } from './bounds.ts';
import { chunkRange } from './chunk-range.ts';
import type { Decompress } from './codecs.ts';
import { DamageError } from '../columnar/damage.ts';
import type { ParquetFile } from './file.ts';
import { readPageHeader, type PageHeader } from './page-header.ts';
import { endOfPage, RunReader } from './runs.ts';
import type { ParquetColumn } from './schema.ts';
import {
  readDictionary,
  valueReader,
  type ColumnMemory,
  type Dictionary,
  type ValueReader,
} from './values.ts';
import type { Writer } from './writer.ts';

/** A page header has some tens of bytes, and more only where it holds the statistics of long texts. */
const HEADER_BYTES = 512;
const LARGEST_HEADER = 16 * 1024 * 1024;
/** How large pages may always be, since some writers state sizes of columns that are too small, or 0. */
const PLAUSIBLE_PAGE = 2 ** 28;

/** Some values of a column, those that are missing among them. */
export interface Page {
  readonly count: number;
  /** Which of them begin a new list; undefined where the column is no list. */
  readonly repetition: RunReader | undefined;
  /** Which of them are missing; undefined where none can be. */
  readonly definition: RunReader | undefined;
  /** Those that are not missing. */
  readonly values: ValueReader;
  /** What their numbers must be looked at to lie within. */
  readonly bounds: readonly Bounds[];
  /** Whether NaN may be among those that are within all bounds. */
  readonly mayHoldNaN: boolean;
}

/** A column chunk: the values of a column in a row group. */
export interface StoredColumn {
  readonly column: ParquetColumn;
  readonly metadata: ColumnMetaData;
  readonly decompress: Decompress | 'not compressed';
  readonly bounds: readonly Bounds[];
  readonly writer: Writer;
}

/** The headers of pages of some kinds. */
type Header<K extends PageHeader['kind']> = Extract<PageHeader, { readonly kind: K }>;

/** Reads the pages of a column chunk one after the other, so that no more than one is in memory. */
export class PageReader {
  readonly #file: ParquetFile;
  readonly #stored: StoredColumn;
  readonly #end: number;
  /** Bytes of a page at most. */
  readonly #largest: number;
  #at: number;
  #valuesLeft: number;
  #dictionary: Dictionary | undefined;
  /** Whether there are bounds, and all of the dictionary is within them: it may have what no row has. */
  #isDictionaryWithin = false;
  readonly #memory: ColumnMemory;

  /** @throws DamageError if the chunk is not within the file */
  constructor(file: ParquetFile, stored: StoredColumn, memory: ColumnMemory) {
    const { metadata, writer } = stored;
    const { start, end } = chunkRange(metadata, writer, file.dataEnd);
    this.#file = file;
    this.#stored = stored;
    this.#memory = writer.carriesTexts ? { ...memory, last: {} } : memory;
    this.#at = start;
    this.#end = end;
    this.#largest = Math.max(Number(metadata.total_uncompressed_size), PLAUSIBLE_PAGE);
    this.#valuesLeft = Number(metadata.num_values);
  }

  /**
   * The next page, until the next call; undefined after the last one.
   * @throws DamageError if the pages are damaged, or hold another number of values than the column should
   */
  next(): Page | undefined {
    while (this.#valuesLeft > 0) {
      const header = this.#header();
      const { kind, stored: size } = header;
      if (size > this.#end - this.#at) {
        throw new DamageError(`expected a page within its column, found one of ${size} bytes`);
      }
      const isCompressed = this.#decompressorOf(header) !== undefined;
      // What is not compressed goes where it stays until the next page.
      const stored = this.#file.read(
        this.#at,
        size,
        isCompressed ? undefined : this.#memory.scratch,
      );
      this.#at += size;
      if (header.crc !== undefined && header.crc >>> 0 !== crc32(stored)) {
        throw new DamageError('expected a page as its checksum says, found other bytes');
      }
      if (kind === 'dictionary') this.#readDictionary(stored, header);
      else if (kind !== 'index') {
        const page =
          kind === 'data' ? this.#dataPage(stored, header) : this.#dataPageV2(stored, header);
        this.#valuesLeft -= page.count;
        if (page.count > 0) return page;
      }
    }
    return undefined;
  }

  #header(): PageHeader {
    const left = this.#end - this.#at;
    for (let length = HEADER_BYTES; ; length *= 16) {
      const bytes = this.#file.read(this.#at, Math.min(left, length));
      const isAll = length >= Math.min(left, LARGEST_HEADER);
      try {
        const { header, end } = readPageHeader(bytes);
        this.#at += end;
        return header;
      } catch (error) {
        if (isAll) throw error;
      }
    }
  }

  /** How a page is decompressed; undefined where it is not compressed. */
  #decompressorOf(header: PageHeader): Decompress | undefined {
    const { decompress, writer } = this.#stored;
    const isKept = header.kind === 'data 2' && !header.isCompressed && !writer.alwaysCompresses;
    return isKept || decompress === 'not compressed' ? undefined : decompress;
  }

  #readDictionary(stored: Buffer, header: Header<'dictionary'>): void {
    const { count, encoding } = header;
    if (this.#dictionary) throw new DamageError('expected one dictionary, found another');
    if (encoding !== 'PLAIN' && encoding !== 'PLAIN_DICTIONARY') {
      throw new DamageError(`expected a plain dictionary, found ${named(encoding)}`);
    }
    const { column, bounds } = this.#stored;
    const bytes = this.#decompressed(stored, 0, header);
    this.#dictionary = readDictionary(column.type, bytes, count, this.#memory);
    this.#isDictionaryWithin = bounds.length > 0 && isWithin(this.#dictionary.values, bounds);
  }

  /** Levels and values are compressed together, and the levels preceded by their length. */
  #dataPage(stored: Buffer, header: Header<'data'>): Page {
    const { listDefinition, definition } = this.#stored.column;
    const bytes = this.#decompressed(stored, 0, header);
    let at = 0;
    const levels = (encoding: Encoding | undefined): Buffer => {
      if (encoding !== 'RLE') {
        throw new DamageError(`expected levels encoded as RLE, found ${named(encoding)}`);
      }
      if (at + 4 > bytes.length) throw endOfPage();
      const start = at + 4;
      at = start + bytes.readUInt32LE(at);
      if (at > bytes.length) throw endOfPage();
      return bytes.subarray(start, at);
    };
    const repetition = listDefinition === undefined ? undefined : levels(header.repetitionEncoding);
    const definitions = definition === 0 ? undefined : levels(header.definitionEncoding);
    return this.#pageOf(header, repetition, definitions, bytes.subarray(at));
  }

  /** Levels are not compressed, and the header tells their lengths. */
  #dataPageV2(stored: Buffer, header: Header<'data 2'>): Page {
    const { column } = this.#stored;
    const { repetitionBytes, definitionBytes } = header;
    const levelBytes = repetitionBytes + definitionBytes;
    if (levelBytes > stored.length) throw endOfPage();
    const bytes = this.#decompressed(stored, levelBytes, header);
    return this.#pageOf(
      header,
      column.listDefinition === undefined ? undefined : bytes.subarray(0, repetitionBytes),
      column.definition === 0 ? undefined : bytes.subarray(repetitionBytes, levelBytes),
      bytes.subarray(levelBytes),
    );
  }

  #pageOf(
    { count, encoding }: Header<'data' | 'data 2'>,
    repetition: Buffer | undefined,
    definition: Buffer | undefined,
    bytes: Buffer,
  ): Page {
    if (count > this.#valuesLeft) {
      throw new DamageError(
        `expected at most ${this.#valuesLeft} more values, found a page of ${count}`,
      );
    }
    const { column, bounds } = this.#stored;
    const isDictionary = encoding === 'PLAIN_DICTIONARY' || encoding === 'RLE_DICTIONARY';
    const isWithinBounds = isDictionary && this.#isDictionaryWithin;
    return {
      count,
      repetition: repetition && new RunReader(repetition, 1),
      definition: definition && new RunReader(definition, bitsOf(column.definition)),
      values: valueReader(column.type, encoding, bytes, count, this.#memory, this.#dictionary),
      bounds: isWithinBounds ? [] : bounds,
      mayHoldNaN: !isWithinBounds && bounds.length === 0,
    };
  }

  /** The bytes of a page, decompressed but for the first `kept`. */
  #decompressed(
    stored: Buffer,
    kept: number,
    header: Header<'data' | 'data 2' | 'dictionary'>,
  ): Buffer {
    const { size } = header;
    const decompress = this.#decompressorOf(header);
    if (size > this.#largest) {
      throw new DamageError(`expected a page of at most ${this.#largest} bytes, found ${size}`);
    }
    if (decompress === undefined) {
      if (size === stored.length) return stored;
      throw new DamageError(
        `expected a page of ${size} bytes that is not compressed, found ${stored.length}`,
      );
    }
    const page = this.#memory.scratch.page(size);
    if (size < kept) throw endOfPage();
    stored.copy(page, 0, 0, kept);
    // Without values there may be nothing that was compressed.
    if (size > kept) decompress(stored.subarray(kept), page.subarray(kept));
    return page;
  }
}

function bitsOf(level: number): number {
  return 32 - Math.clz32(level);
}

function named(encoding: Encoding | undefined): string {
  return encoding ?? 'an unknown encoding';
}
