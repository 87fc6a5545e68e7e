import { DamageError, guarded } from '../columnar/damage.ts';
import { FlatTable } from './flat-table.ts';
import type { FileBytes, MemoryBytes } from './stored-bytes.ts';

/** The kinds of messages, as the format numbers them. */
export const MESSAGE = { schema: 1, dictionary: 2, batch: 3 } as const;

export interface Message {
  readonly type: number;
  readonly header: FlatTable;
  /** The buffers of a batch; those of a file are read when they are asked for. */
  readonly body: FileBytes | MemoryBytes;
}

/** Where messages come from, one after the other. */
export interface Messages {
  readonly schema: FlatTable;
  /** Whether a dictionary may take the place of another. */
  readonly replaces: boolean;
  /**
   * The next message after the schema; undefined at the end.
   * @throws UserError, DamageError
   */
  next(): Promise<Message | undefined>;
  /** Bytes read, or passed over. */
  readonly position: number;
}

/** Before the length of a message since version 0.15 of Arrow; without it, the length comes first. */
export const CONTINUATION = 0xffffffff;
export const LONGEST_METADATA = 2 ** 28;

/** What the metadata of a message say, without the length before them. */
export function messageIn(metadata: Buffer): {
  type: number;
  header: FlatTable;
  /** Bytes of the body. */
  size: number;
} {
  return guarded('an Arrow message', () => {
    const message = FlatTable.root(metadata);
    const header = message.table(2);
    if (!header) throw new DamageError('expected a message, found an empty one');
    return { type: message.int8(1, 0), header, size: message.long(3) };
  });
}

export function cutShort(): DamageError {
  return new DamageError('expected the end of the Arrow data, found the end of the file');
}
