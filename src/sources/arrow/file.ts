import { UserError } from '../../messages/errors.ts';
import type { ByteReader } from '../bytes/byte-reader.ts';
import type { Progress } from '../bytes/byte-source.ts';
import { asComplaint, DamageError } from '../columnar/damage.ts';
import { batchOf, type Batch } from './batch.ts';
import { placesOf } from './column.ts';
import { Dictionaries } from './dictionaries.ts';
import { FileMessages, MAGIC } from './file-messages.ts';
import { MESSAGE, type Messages } from './message.ts';
import { StreamMessages } from './stream-messages.ts';
import { columnsOf, fieldsOf, type ArrowColumn, type Field } from './schema.ts';
import { NoRows } from '../input/no-rows.ts';

/** An Arrow file or stream that is read batch by batch. */
export class ArrowFile {
  readonly #bytes: ByteReader;
  readonly #messages: Messages;
  readonly #fields: readonly Field[];
  readonly columns: readonly ArrowColumn[];
  readonly dictionaries: Dictionaries;

  private constructor(bytes: ByteReader, messages: Messages) {
    this.#bytes = bytes;
    this.#messages = messages;
    this.#fields = fieldsOf(messages.schema);
    this.columns = columnsOf(this.#fields);
    this.dictionaries = new Dictionaries(this.#fields, messages.replaces);
  }

  /** @throws UserError if it does not begin with a schema, or is cut short */
  static open(bytes: ByteReader, warn: (message: string) => void): Promise<ArrowFile> {
    return reportingArrow(bytes.label, async () => {
      const start = (await bytes.peek(MAGIC.length)).toString('latin1', 0, MAGIC.length);
      if (start === '') {
        throw new NoRows({ where: bytes.label, problem: 'no rows: the file is empty' });
      }
      if (start.startsWith('FEA1')) throw oldFeather(bytes.label);
      const isFile = start === MAGIC;
      const messages = await (isFile ? FileMessages.open(bytes) : StreamMessages.open(bytes, warn));
      return new ArrowFile(bytes, messages);
    });
  }

  get label(): string {
    return this.#bytes.label;
  }

  /**
   * The next record batch that has rows, after the dictionaries before it; undefined at the end.
   * @throws UserError for damage
   */
  nextBatch(): Promise<Batch | undefined> {
    return reportingArrow(this.label, async () => {
      for (let message; (message = await this.#messages.next()) !== undefined;) {
        if (message.type === MESSAGE.dictionary) await this.dictionaries.take(message);
        else if (message.type === MESSAGE.batch) {
          const batch = await batchOf(message.header, message.body, this.#fields);
          if (batch.rows > 0) return batch;
        } else throw new DamageError('expected a record batch, found another message');
      }
      this.#bytes.stored?.requireUnchanged();
      return undefined;
    });
  }

  /** Makes the values of some columns in a batch ready to be read. */
  async load(batch: Batch, columns: readonly ArrowColumn[]): Promise<void> {
    await this.#bytes.remote?.load(columns.flatMap((column) => placesOf(batch, column)));
  }

  close(): Promise<void> {
    return this.#bytes.close();
  }

  get progress(): Progress {
    const { stored } = this.#bytes;
    return stored ? { done: this.#messages.position, total: stored.size } : this.#bytes.progress;
  }
}

function oldFeather(where: string): UserError {
  return new UserError({
    where,
    problem: 'expected version 2 of Feather, which is Arrow, found version 1',
    hint: 'pandas.read_feather(...).to_feather(...) writes version 2',
  });
}

/** Runs what may find damage; see `reporting`. */
async function reportingArrow<T>(where: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw asComplaint(error, where, 'Arrow');
  }
}
