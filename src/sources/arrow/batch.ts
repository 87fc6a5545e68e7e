import { DamageError, guarded } from '../columnar/damage.ts';
import type { FlatTable } from './flat-table.ts';
import type { Message } from './message.ts';
import type { Field } from './schema.ts';
import { MemoryBytes, type StoredBytes } from './stored-bytes.ts';

/** The values of a field in a record batch. */
export interface FieldData {
  readonly length: number;
  /** How many are missing. */
  readonly missing: number;
  readonly buffers: readonly StoredBytes[];
  readonly children: readonly FieldData[];
}

export interface Batch {
  readonly rows: number;
  readonly fields: readonly FieldData[];
}

/** Decompresses the bytes of a buffer into exactly `target`. */
type Decompress = (stored: Buffer, target: Buffer) => void;

/** Bytes that a buffer may have when it has been decompressed. */
const LARGEST_BUFFER = 2 ** 31;
/** Before compressed bytes: how many they are decompressed; -1 where they are not compressed. */
const LENGTH_BYTES = 8;

/**
 * What a record batch holds, of the schema's fields or those of a dictionary.
 * @throws DamageError if it is none of such fields
 */
export async function batchOf(
  header: FlatTable,
  body: Message['body'],
  fields: readonly Field[],
): Promise<Batch> {
  const { rows, nodes, regions, views, codec } = guarded('a record batch', () => ({
    rows: header.long(0),
    nodes: header.longs(1, 2),
    regions: header.longs(2, 2),
    codec: header.table(3)?.int8(0, 0),
    views: header.longs(4, 1).flat(),
  }));
  const decompress = codec === undefined ? undefined : await decompressorOf(codec);
  const buffers = regions.map(([start, length]) => {
    const stored = body.part(start!, start! + length!);
    return decompress === undefined ? stored : new CompressedBytes(stored, decompress);
  });
  const walk = new Walk(nodes, buffers, views);
  const data = fields.map((field) => walk.next(field));
  walk.end();
  if (data.some(({ length }) => length !== rows)) {
    throw new DamageError(`expected columns of ${rows} rows, found another length`);
  }
  return { rows, fields: data };
}

/** Gives fields, each before its children, what comes next in the lists of a batch. */
class Walk {
  readonly #nodes: number[][];
  readonly #buffers: StoredBytes[];
  /** How many buffers more each field of views has. */
  readonly #views: number[];
  #node = 0;
  #buffer = 0;
  #view = 0;

  constructor(nodes: number[][], buffers: StoredBytes[], views: number[]) {
    this.#nodes = nodes;
    this.#buffers = buffers;
    this.#views = views;
  }

  next(field: Field): FieldData {
    const { type, dictionary, children } = field;
    const node = this.#nodes[this.#node++];
    if (!node) throw new DamageError('expected as many columns as the schema has, found fewer');
    const [length, missing] = node as [number, number];
    if (missing > length)
      throw new DamageError(`expected ${length} values, found ${missing} missing`);
    if (dictionary) return { length, missing, buffers: this.#take(2), children: [] };
    const hasViews = type.kind === 'view' || (type.kind === 'refused' && type.hasViews === true);
    const buffers = this.#take(type.buffers + (hasViews ? (this.#views[this.#view++] ?? 0) : 0));
    return { length, missing, buffers, children: children.map((child) => this.next(child)) };
  }

  end(): void {
    if (this.#node === this.#nodes.length && this.#buffer === this.#buffers.length) return;
    throw new DamageError('expected as many columns as the schema has, found more');
  }

  #take(count: number): StoredBytes[] {
    if (this.#buffer + count > this.#buffers.length) {
      throw new DamageError('expected as many buffers as the columns have, found fewer');
    }
    const taken = this.#buffers.slice(this.#buffer, this.#buffer + count);
    this.#buffer += count;
    return taken;
  }
}

/** A buffer that is decompressed as a whole, when something of it is asked for. */
class CompressedBytes implements StoredBytes {
  readonly #stored: StoredBytes;
  readonly #decompress: Decompress;
  #bytes: StoredBytes | undefined;

  constructor(stored: StoredBytes, decompress: Decompress) {
    this.#stored = stored;
    this.#decompress = decompress;
  }

  get length(): number {
    return this.#decompressed().length;
  }

  get place(): StoredBytes['place'] {
    return this.#stored.place;
  }

  slice(start: number, end: number): Buffer {
    return this.#decompressed().slice(start, end);
  }

  #decompressed(): StoredBytes {
    return (this.#bytes ??= new MemoryBytes(this.#read()));
  }

  #read(): Buffer {
    if (this.#stored.length === 0) return Buffer.alloc(0);
    const stored = this.#stored.slice(0, this.#stored.length);
    if (stored.length < LENGTH_BYTES) throw new DamageError('expected the length of a buffer');
    const length = Number(stored.readBigInt64LE());
    const rest = stored.subarray(LENGTH_BYTES);
    if (length === -1) return rest;
    if (length < 0 || length > LARGEST_BUFFER) {
      throw new DamageError(`expected the length of a buffer, found ${length}`);
    }
    const target = Buffer.allocUnsafeSlow(length);
    guarded('compressed data of the length that was said', () => {
      this.#decompress(rest, target);
    });
    return target;
  }
}

async function decompressorOf(codec: number): Promise<Decompress> {
  if (codec === 0) return (await import('../compression/lz4.ts')).decompressLz4Frame;
  if (codec === 1) return (await import('../compression/zstd.ts')).decompressZstd;
  throw new DamageError(`expected LZ4 or Zstandard, found compression ${codec}`);
}
