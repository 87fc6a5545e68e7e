import { UserError } from '../../messages/errors.ts';
import type { ByteSource, Progress, RegularFile, RemoteFile, StoredFile } from './byte-source.ts';

const NOTHING = Buffer.alloc(0);

/** Takes the bytes of a source one after the other, with a look ahead. */
export class ByteReader implements ByteSource {
  readonly #source: ByteSource;
  #ahead: Buffer = NOTHING;
  #taken = 0;

  constructor(source: ByteSource) {
    this.#source = source;
  }

  /** For messages: `pred.csv`, `standard input`. */
  get label(): string {
    return this.#source.label;
  }

  /** Bytes taken so far. */
  get position(): number {
    return this.#taken;
  }

  /** The file that holds just these bytes, where there is one on a disk that can be read at any place. */
  get file(): RegularFile | undefined {
    return this.#source.file;
  }

  get remote(): RemoteFile | undefined {
    return this.#source.remote;
  }

  /** What holds just these bytes and can be read at any place, wherever it is. */
  get stored(): StoredFile | undefined {
    return this.file ?? this.remote;
  }

  get mediaType(): string | undefined {
    return this.#source.mediaType;
  }

  get progress(): Progress {
    return this.#source.progress;
  }

  /** The next `count` bytes or more, without taking them; fewer only at the end. */
  async peek(count: number): Promise<Buffer> {
    while (this.#ahead.length < count) {
      const chunk = await this.#source.next();
      if (chunk === undefined) break;
      this.#ahead = Buffer.concat([this.#ahead, chunk]);
    }
    return this.#ahead;
  }

  /**
   * The first `count` bytes or more, before any have been taken; fewer only at the end. Of a file no more than these are
   * read, as what it holds may be read here and there.
   */
  async start(count: number): Promise<Buffer> {
    const { file } = this;
    if (!file || this.#ahead.length > 0) return this.peek(count);
    const bytes = Buffer.allocUnsafe(count);
    return bytes.subarray(0, file.read(bytes, 0));
  }

  /** Takes the next bytes, valid until the next call; undefined at the end. */
  async next(): Promise<Buffer | undefined> {
    if (this.#ahead.length > 0) return this.take(this.#ahead.length);
    const chunk = await this.#source.next();
    if (chunk === undefined) return undefined;
    this.#taken += chunk.length;
    return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
  }

  /** Takes as many of the bytes that a look ahead has shown. */
  take(count: number): Buffer {
    const bytes = this.#ahead.subarray(0, count);
    this.#ahead = this.#ahead.subarray(count);
    this.#taken += count;
    return bytes;
  }

  /**
   * Takes all that is left into one buffer.
   * @param what for the message: `JSON`
   * @throws UserError if that is more than `limit` bytes
   */
  async rest(what: string, limit: number): Promise<Buffer> {
    const expected = this.file === undefined ? 0 : this.file.size - this.#taken;
    let bytes = Buffer.allocUnsafeSlow(Math.min(limit, Math.max(expected, 64 * 1024)));
    let length = 0;
    for (let chunk = await this.next(); chunk !== undefined; chunk = await this.next()) {
      if (length + chunk.length > limit) throw this.#tooLarge(what, limit);
      if (length + chunk.length > bytes.length) {
        const larger = Buffer.allocUnsafeSlow(
          Math.min(limit, Math.max(2 * bytes.length, length + chunk.length)),
        );
        bytes.copy(larger, 0, 0, length);
        bytes = larger;
      }
      length += chunk.copy(bytes, length);
    }
    return bytes.subarray(0, length);
  }

  #tooLarge(what: string, limit: number): UserError {
    return new UserError({
      where: this.label,
      problem: `expected ${what} of at most ${limit / 2 ** 30} GiB, as it is read into memory`,
      hint: 'CSV, NDJSON and NPY are read in blocks, whatever their size',
    });
  }

  close(): Promise<void> {
    return this.#source.close();
  }
}
