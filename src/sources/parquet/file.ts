import { parquetMetadata, type FileMetaData } from 'hyparquet';
import { UserError } from '../../messages/errors.ts';
import type { ByteReader } from '../bytes/byte-reader.ts';
import type { ByteRange, Progress, StoredFile } from '../bytes/byte-source.ts';
import { asComplaint, DamageError, guarded } from '../columnar/damage.ts';
import { Scratch } from './scratch.ts';

const LARGEST_IN_MEMORY = 2 ** 31;
const MAGIC = Buffer.from('PAR1', 'latin1');
const ENCRYPTED_MAGIC = Buffer.from('PARE', 'latin1');
/** The length of the metadata and the magic number, at the end. */
const FOOTER_BYTES = 8;

/** The bytes of a Parquet file, which is read here and there: in memory only where it can be read in no other way. */
export class ParquetFile {
  readonly label: string;
  readonly #bytes: ByteReader;
  readonly #stored: StoredFile | Buffer;
  #scratch: Scratch | undefined;
  #done = 0;
  #expected: number | undefined;

  private constructor(bytes: ByteReader, stored: StoredFile | Buffer) {
    this.label = bytes.label;
    this.#bytes = bytes;
    this.#stored = stored;
  }

  /** @throws UserError if the bytes do not come from a file and are too many for the memory */
  static async open(bytes: ByteReader): Promise<ParquetFile> {
    return new ParquetFile(bytes, bytes.stored ?? (await bytes.rest('Parquet', LARGEST_IN_MEMORY)));
  }

  get #size(): number {
    return Buffer.isBuffer(this.#stored) ? this.#stored.length : this.#stored.size;
  }

  get progress(): Progress {
    return { done: this.#done, total: this.#expected };
  }

  /** Begins to count for the progress: this many bytes will be read. */
  expect(count: number): void {
    this.#done = 0;
    this.#expected = count;
  }

  /** Where the column chunks must end: before the footer. */
  get dataEnd(): number {
    return this.#size - FOOTER_BYTES;
  }

  /** Makes ranges ready to be read, until others are. */
  async load(ranges: readonly ByteRange[]): Promise<void> {
    if (!Buffer.isBuffer(this.#stored)) await this.#stored.load(ranges);
  }

  /**
   * The bytes from a position on, until the next call.
   * @param scratch where there is room for them, if they should stay longer
   * @throws DamageError if there are fewer
   */
  read(position: number, length: number, scratch?: Scratch): Buffer {
    if (position < 0 || length < 0 || position + length > this.#size) {
      throw new DamageError(
        `expected ${length} bytes at ${position}, found the end of the file at ${this.#size}`,
      );
    }
    this.#done += length;
    if (Buffer.isBuffer(this.#stored)) return this.#stored.subarray(position, position + length);
    const chunk = (scratch ?? (this.#scratch ??= Scratch.take())).page(length);
    if (this.#stored.read(chunk, position) < length) {
      throw new DamageError('expected a file that stays as it is, found its end too early');
    }
    return chunk;
  }

  /**
   * What the end of the file says about the rest.
   * @throws UserError if it is no Parquet file, or is encrypted or damaged
   */
  async metadata(): Promise<FileMetaData> {
    try {
      return await this.#metadata();
    } catch (error) {
      throw asComplaint(error, this.label, 'Parquet');
    }
  }

  async #metadata(): Promise<FileMetaData> {
    const size = this.#size;
    if (size < MAGIC.length + FOOTER_BYTES) throw this.#notParquet('a file too short for one');
    const magic = Buffer.from(this.read(0, MAGIC.length));
    if (magic.equals(ENCRYPTED_MAGIC)) throw this.encrypted();
    if (!magic.equals(MAGIC)) throw this.#notParquet('a file that begins otherwise');
    await this.load([{ start: size - FOOTER_BYTES, end: size }]);
    const footer = this.read(size - FOOTER_BYTES, FOOTER_BYTES);
    if (!footer.subarray(4).equals(MAGIC)) {
      throw new DamageError('expected "PAR1" at the end of the file, found other bytes');
    }
    const length = footer.readUInt32LE(0);
    if (length > size - MAGIC.length - FOOTER_BYTES) {
      throw new DamageError(
        `expected metadata in the file, found ${length} bytes of them announced`,
      );
    }
    const start = size - FOOTER_BYTES - length;
    await this.load([{ start, end: size }]);
    const bytes = this.read(start, length + FOOTER_BYTES);
    return guarded('metadata', () => parquetMetadata(bytes, { geoparquet: false }));
  }

  encrypted(): UserError {
    return new UserError({
      where: this.label,
      problem: 'expected Parquet that can be read, found an encrypted file',
      hint: 'write it again without encryption',
    });
  }

  #notParquet(found: string): UserError {
    return new UserError({
      where: this.label,
      problem: `expected Parquet, found ${found}`,
      hint: '--input-format names another format',
    });
  }

  /** @throws UserError if something was written to the file since it was opened */
  requireUnchanged(): void {
    if (!Buffer.isBuffer(this.#stored)) this.#stored.requireUnchanged();
  }

  close(): Promise<void> {
    this.#scratch?.giveBack();
    this.#scratch = undefined;
    return this.#bytes.close();
  }
}
