import type { ByteReader } from '../bytes/byte-reader.ts';
import { DamageError, guarded } from '../columnar/damage.ts';
import { FlatTable } from './flat-table.ts';
import {
  CONTINUATION,
  cutShort,
  MESSAGE,
  messageIn,
  type Message,
  type Messages,
} from './message.ts';
import { FileBytes, MemoryBytes, type WholeBytes } from './stored-bytes.ts';

export const MAGIC = 'ARROW1';
/** The length of the footer, and the magic once more. */
const END_BYTES = 4 + MAGIC.length;
/** Bytes that are read into memory, where they come from no file on a disk. */
const LARGEST_IN_MEMORY = 2 ** 31;

/** Where a message is in a file. */
interface Block {
  readonly offset: number;
  readonly metadata: number;
  readonly body: number;
}

/**
 * The messages of an Arrow file, as its footer lists them: first the dictionaries. Those in the file are not read one
 * after the other, as polars leaves out lengths there.
 * Source: arrow.apache.org/docs/format/Columnar.html, "IPC File Format".
 */
export class FileMessages implements Messages {
  readonly #whole: WholeBytes;
  /** Whether what is read has to be asked for before. */
  readonly #isRemote: boolean;
  readonly schema: FlatTable;
  readonly replaces = false;
  readonly #blocks: readonly Block[];
  #next = 0;
  position = 0;

  private constructor(
    whole: WholeBytes,
    isRemote: boolean,
    schema: FlatTable,
    blocks: readonly Block[],
  ) {
    this.#whole = whole;
    this.#isRemote = isRemote;
    this.schema = schema;
    this.#blocks = blocks;
  }

  /** @throws UserError, DamageError if it does not end as such a file */
  static async open(bytes: ByteReader): Promise<FileMessages> {
    const { stored, remote } = bytes;
    const whole = stored
      ? new FileBytes(stored, 0, stored.size)
      : new MemoryBytes(await bytes.rest('Arrow', LARGEST_IN_MEMORY));
    const size = whole.length;
    const end = await whole.fetch(Math.max(0, size - END_BYTES), size);
    const length = end.length < END_BYTES ? -1 : end.readInt32LE();
    const footerAt = size - END_BYTES - length;
    if (length <= 0 || footerAt < MAGIC.length || end.toString('latin1', 4) !== MAGIC) {
      throw cutShort();
    }
    const table = await whole.fetch(footerAt, footerAt + length);
    return guarded('a footer', () => {
      const footer = FlatTable.root(table);
      const schema = footer.table(1);
      if (!schema) throw new DamageError('expected a schema in the footer, found none');
      const blocks = [...footer.blocks(2), ...footer.blocks(3)];
      return new FileMessages(whole, remote !== undefined, schema, blocks);
    });
  }

  async next(): Promise<Message | undefined> {
    const block = this.#blocks[this.#next++];
    if (!block) return undefined;
    const { offset, metadata, body } = block;
    const bodyAt = offset + metadata;
    this.position = bodyAt + body;
    const bytes = await this.#whole.fetch(offset, bodyAt);
    if (bytes.length < 8) throw new DamageError('expected a message, found too few bytes');
    const start = bytes.readUInt32LE() === CONTINUATION ? 8 : 4;
    const { type, header, size } = messageIn(bytes.subarray(start));
    if (size !== body) {
      throw new DamageError(
        `expected ${body} bytes of a message, as the footer says, found ${size}`,
      );
    }
    return { type, header, body: await this.#body(type, bodyAt, bodyAt + body) };
  }

  /** The buffers of a message: those of a dictionary are needed as long as there are batches. */
  async #body(type: number, start: number, end: number): Promise<Message['body']> {
    const isKept = this.#isRemote && type === MESSAGE.dictionary;
    return isKept
      ? new MemoryBytes(await this.#whole.fetch(start, end))
      : this.#whole.part(start, end);
  }
}
