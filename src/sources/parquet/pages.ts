import type { ColumnMetaData, Encoding, PageHeader } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { crc32 } from 'node:zlib';
import type { Decompress } from './codecs.ts';
import { DamageError, guarded } from './damage.ts';
import type { ParquetFile } from './file.ts';
import { endOfPage, RunReader } from './runs.ts';
import type { ParquetColumn } from './schema.ts';
import {
  readDictionary,
  valueReader,
  type ColumnMemory,
  type Dictionary,
  type ValueReader,
} from './values.ts';

/** A page header has some tens of bytes, and more only where it holds the statistics of long texts. */
const HEADER_BYTES = 512;
const LARGEST_HEADER = 16 * 1024 * 1024;

/** Some values of a column, those that are missing among them. */
export interface Page {
  readonly count: number;
  /** Which of them begin a new list; undefined where the column is no list. */
  readonly repetition: RunReader | undefined;
  /** Which of them are missing; undefined where none can be. */
  readonly definition: RunReader | undefined;
  /** Those that are not missing. */
  readonly values: ValueReader;
}

/** A column chunk: the values of a column in a row group. */
export interface StoredColumn {
  readonly column: ParquetColumn;
  readonly metadata: ColumnMetaData;
  readonly decompress: Decompress;
}

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
  readonly #memory: ColumnMemory;

  /** @throws DamageError if the chunk is not within the file */
  constructor(file: ParquetFile, stored: StoredColumn, memory: ColumnMemory) {
    const { metadata } = stored;
    const { dictionary_page_offset: dictionary = 0n, data_page_offset: data } = metadata;
    this.#file = file;
    this.#stored = stored;
    this.#memory = memory;
    // Some writers say 0 where there is no dictionary, others nothing where there is one.
    this.#at = Number(dictionary > 0n && dictionary < data ? dictionary : data);
    this.#end = this.#at + Number(metadata.total_compressed_size);
    this.#largest = Number(metadata.total_uncompressed_size);
    this.#valuesLeft = Number(metadata.num_values);
    if (this.#at < 4 || this.#end < this.#at || this.#end > file.dataEnd) {
      throw new DamageError(`expected a column within the file, found one up to byte ${this.#end}`);
    }
  }

  /**
   * The next page, until the next call; undefined after the last one.
   * @throws DamageError if the pages are damaged, or hold another number of values than the column should
   */
  next(): Page | undefined {
    while (this.#valuesLeft > 0) {
      const header = this.#header();
      const { type, compressed_page_size: size } = header;
      if (!isSize(size) || size > this.#end - this.#at) {
        throw new DamageError(`expected a page within its column, found one of ${size} bytes`);
      }
      const stored = this.#file.read(this.#at, size);
      this.#at += size;
      if (header.crc !== undefined && header.crc >>> 0 !== crc32(stored)) {
        throw new DamageError('expected a page as its checksum says, found other bytes');
      }
      if (type === 'DICTIONARY_PAGE') this.#readDictionary(stored, header);
      else if (type === 'DATA_PAGE' || type === 'DATA_PAGE_V2') {
        const page =
          type === 'DATA_PAGE' ? this.#dataPage(stored, header) : this.#dataPageV2(stored, header);
        this.#valuesLeft -= page.count;
        if (page.count > 0) return page;
      } else if ((type as string | undefined) !== 'INDEX_PAGE') {
        throw new DamageError('expected a page of data, found one of an unknown kind');
      }
    }
    return undefined;
  }

  #header(): PageHeader {
    const left = this.#end - this.#at;
    for (let length = HEADER_BYTES; ; length *= 16) {
      const bytes = this.#file.read(this.#at, Math.min(left, length));
      const isAll = length >= Math.min(left, LARGEST_HEADER);
      const reader = {
        view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
        offset: 0,
      };
      try {
        const header = guarded('the header of a page', () => parquetHeader(reader));
        this.#at += reader.offset;
        return header;
      } catch (error) {
        if (isAll) throw error;
      }
    }
  }

  #readDictionary(stored: Buffer, header: PageHeader): void {
    const { num_values: count } = given(header.dictionary_page_header);
    if (this.#dictionary) throw new DamageError('expected one dictionary, found another');
    if (!isSize(count)) throw endOfPage();
    const { column } = this.#stored;
    const bytes = this.#decompressed(stored, 0, header.uncompressed_page_size);
    this.#dictionary = readDictionary(column.type, bytes, count, this.#memory);
  }

  /** Levels and values are compressed together, and the levels preceded by their length. */
  #dataPage(stored: Buffer, header: PageHeader): Page {
    const data = given(header.data_page_header);
    const { listDefinition, definition } = this.#stored.column;
    const bytes = this.#decompressed(stored, 0, header.uncompressed_page_size);
    let at = 0;
    const levels = (encoding: Encoding | undefined): Buffer => {
      if (encoding !== 'RLE') {
        throw new DamageError(
          `expected levels encoded as RLE, found ${encoding ?? 'another encoding'}`,
        );
      }
      if (at + 4 > bytes.length) throw endOfPage();
      const start = at + 4;
      at = start + bytes.readUInt32LE(at);
      if (at > bytes.length) throw endOfPage();
      return bytes.subarray(start, at);
    };
    const repetition =
      listDefinition === undefined ? undefined : levels(data.repetition_level_encoding);
    const definitions = definition === 0 ? undefined : levels(data.definition_level_encoding);
    return this.#pageOf(
      data.num_values,
      data.encoding,
      repetition,
      definitions,
      bytes.subarray(at),
    );
  }

  /** Levels are not compressed, and the header tells their lengths. */
  #dataPageV2(stored: Buffer, header: PageHeader): Page {
    const data = given(header.data_page_header_v2);
    const { listDefinition, definition } = this.#stored.column;
    const repetitionBytes = data.repetition_levels_byte_length;
    const levelBytes = repetitionBytes + data.definition_levels_byte_length;
    if (!isSize(repetitionBytes) || !isSize(data.definition_levels_byte_length)) throw endOfPage();
    if (levelBytes > stored.length) throw endOfPage();
    const bytes =
      data.is_compressed === false
        ? this.#kept(stored)
        : this.#decompressed(stored, levelBytes, header.uncompressed_page_size);
    return this.#pageOf(
      data.num_values,
      data.encoding,
      listDefinition === undefined ? undefined : bytes.subarray(0, repetitionBytes),
      definition === 0 ? undefined : bytes.subarray(repetitionBytes, levelBytes),
      bytes.subarray(levelBytes),
    );
  }

  #pageOf(
    count: number,
    encoding: Encoding | undefined,
    repetition: Buffer | undefined,
    definition: Buffer | undefined,
    bytes: Buffer,
  ): Page {
    if (!isSize(count) || count > this.#valuesLeft) {
      throw new DamageError(
        `expected at most ${this.#valuesLeft} more values, found a page of ${count}`,
      );
    }
    const { column } = this.#stored;
    return {
      count,
      repetition: repetition && new RunReader(repetition, 1),
      definition: definition && new RunReader(definition, bitsOf(column.definition)),
      values: valueReader(column.type, encoding, bytes, count, this.#memory, this.#dictionary),
    };
  }

  /** The bytes of a page, decompressed but for the first `kept`. */
  #decompressed(stored: Buffer, kept: number, size: number): Buffer {
    const page = this.#room(size);
    if (size < kept) throw endOfPage();
    stored.copy(page, 0, 0, kept);
    // Without values there may be nothing that was compressed.
    if (size > kept) this.#stored.decompress(stored.subarray(kept), page.subarray(kept));
    return page;
  }

  #kept(stored: Buffer): Buffer {
    const page = this.#room(stored.length);
    stored.copy(page);
    return page;
  }

  /** Room for a page. */
  #room(size: number): Buffer {
    if (!isSize(size) || size > this.#largest) {
      throw new DamageError(`expected a page of at most ${this.#largest} bytes, found ${size}`);
    }
    return this.#memory.scratch.page(size);
  }
}

function isSize(number: number | undefined): boolean {
  return Number.isInteger(number) && number! >= 0;
}

function bitsOf(level: number): number {
  return 32 - Math.clz32(level);
}

function given<T>(header: T | undefined): T {
  if (header === undefined)
    throw new DamageError('expected the header of a page, found a part of it');
  return header;
}
