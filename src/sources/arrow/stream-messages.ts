import { UserError } from '../../messages/errors.ts';
import type { ByteReader } from '../bytes/byte-reader.ts';
import { DamageError } from '../columnar/damage.ts';
import type { FlatTable } from './flat-table.ts';
import {
  CONTINUATION,
  cutShort,
  LONGEST_METADATA,
  MESSAGE,
  messageIn,
  type Message,
  type Messages,
} from './message.ts';
import { FileBytes, MemoryBytes } from './stored-bytes.ts';

/** Bytes of a body that have to be in memory, as they come from a pipe. */
const LARGEST_BODY = 2 ** 31;
/** Room that is made before the bytes have come. */
const FIRST_ROOM = 2 ** 20;

/**
 * The messages of an Arrow stream, one after the other.
 * Source: arrow.apache.org/docs/format/Columnar.html, "IPC Streaming Format".
 */
export class StreamMessages implements Messages {
  readonly #bytes: ByteReader;
  readonly #warn: (message: string) => void;
  #schema!: FlatTable;
  readonly replaces = true;
  #at = 0;

  private constructor(bytes: ByteReader, warn: (message: string) => void) {
    this.#bytes = bytes;
    this.#warn = warn;
  }

  /** @throws UserError, DamageError if it does not begin with a schema */
  static async open(bytes: ByteReader, warn: (message: string) => void): Promise<StreamMessages> {
    const messages = new StreamMessages(bytes, warn);
    const first = await messages.next();
    if (first?.type !== MESSAGE.schema) {
      throw new DamageError('expected a schema before everything else');
    }
    messages.#schema = first.header;
    return messages;
  }

  get schema(): FlatTable {
    return this.#schema;
  }

  get position(): number {
    return this.#at;
  }

  async next(): Promise<Message | undefined> {
    const first = await this.#take(4);
    if (first.length === 0) {
      this.#warnOfEnd();
      return undefined;
    }
    const hasMark = first.length === 4 && first.readUInt32LE() === CONTINUATION;
    const prefix = hasMark ? await this.#take(4) : first;
    if (prefix.length < 4) throw cutShort();
    const length = prefix.readInt32LE();
    if (length === 0) return this.#end();
    if (length < 0 || length > LONGEST_METADATA) {
      throw new DamageError(`expected the length of a message, found ${length}`);
    }
    const metadata = await this.#take(length);
    if (metadata.length < length) throw cutShort();
    const { type, header, size } = messageIn(metadata);
    return { type, header, body: await this.#body(size) };
  }

  /** The next bytes; fewer only at the end. */
  async #take(count: number): Promise<Buffer> {
    const { file } = this.#bytes;
    if (file) {
      const end = Math.min(this.#at + count, file.size);
      const bytes = file.readAll(this.#at, end);
      this.#at = end;
      return bytes;
    }
    let taken = Buffer.allocUnsafeSlow(Math.min(count, FIRST_ROOM));
    let length = 0;
    while (length < count) {
      const ahead = await this.#bytes.peek(1);
      if (ahead.length === 0) break;
      const piece = this.#bytes.take(Math.min(ahead.length, count - length));
      if (length + piece.length > taken.length) {
        const larger = Buffer.allocUnsafeSlow(
          Math.min(count, Math.max(2 * taken.length, length + piece.length)),
        );
        taken.copy(larger, 0, 0, length);
        taken = larger;
      }
      length += piece.copy(taken, length);
    }
    this.#at += length;
    return taken.subarray(0, length);
  }

  async #body(size: number): Promise<Message['body']> {
    const { file, label } = this.#bytes;
    if (file) {
      const start = this.#at;
      if (start + size > file.size) throw cutShort();
      this.#at += size;
      return new FileBytes(file, start, size);
    }
    if (size > LARGEST_BODY) {
      throw new UserError({
        where: label,
        problem: `expected record batches of at most ${LARGEST_BODY / 2 ** 30} GiB, found one of ${size} bytes`,
        hint: 'from a file on a disk, batches that are not compressed are read in parts, however large they are',
      });
    }
    const body = await this.#take(size);
    if (body.length < size) throw cutShort();
    return new MemoryBytes(body);
  }

  async #end(): Promise<undefined> {
    if ((await this.#take(1)).length === 0) return undefined;
    throw new DamageError('expected the end of the file after that of the stream, found more');
  }

  #warnOfEnd(): void {
    this.#warn(
      `${this.#bytes.label}: the Arrow stream has no mark at its end, as where it was cut short; ` +
        'its rows so far were read',
    );
  }
}
