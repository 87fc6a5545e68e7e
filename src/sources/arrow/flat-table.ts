import { DamageError } from '../columnar/damage.ts';

/** A position, a length of 32 bits and as many bits of nothing, and another length. */
const BLOCK_BYTES = 24;

/**
 * A table of a flatbuffer, in which fields have places from 0 on. Reading beyond the bytes is a RangeError.
 * Source: google/flatbuffers, docs/source/internals.md.
 */
export class FlatTable {
  readonly #bytes: Buffer;
  readonly #at: number;
  readonly #offsets: number;
  readonly #offsetsEnd: number;

  private constructor(bytes: Buffer, at: number) {
    this.#bytes = bytes;
    this.#at = at;
    this.#offsets = at - bytes.readInt32LE(at);
    this.#offsetsEnd = this.#offsets + bytes.readUInt16LE(this.#offsets);
  }

  /** The table that a flatbuffer is. */
  static root(bytes: Buffer): FlatTable {
    return new FlatTable(bytes, bytes.readUInt32LE(0));
  }

  int8(place: number, otherwise: number): number {
    const at = this.#field(place);
    return at === undefined ? otherwise : this.#bytes.readInt8(at);
  }

  int16(place: number, otherwise: number): number {
    const at = this.#field(place);
    return at === undefined ? otherwise : this.#bytes.readInt16LE(at);
  }

  int32(place: number, otherwise: number): number {
    const at = this.#field(place);
    return at === undefined ? otherwise : this.#bytes.readInt32LE(at);
  }

  /** A count or a position; none is beyond 2^53 or negative. */
  long(place: number): number {
    const at = this.#field(place);
    return at === undefined ? 0 : countAt(this.#bytes, at);
  }

  /** A 64-bit integer of any size, as text. */
  id(place: number): string {
    const at = this.#field(place);
    return at === undefined ? '0' : String(this.#bytes.readBigInt64LE(at));
  }

  text(place: number): string | undefined {
    const at = this.#follow(place);
    if (at === undefined) return undefined;
    const start = at + 4;
    const end = start + this.#bytes.readUInt32LE(at);
    if (end > this.#bytes.length) throw new RangeError('a text ends beyond the bytes');
    return this.#bytes.toString('utf8', start, end);
  }

  table(place: number): FlatTable | undefined {
    const at = this.#follow(place);
    return at === undefined ? undefined : new FlatTable(this.#bytes, at);
  }

  /** The elements of a vector of tables. */
  tables(place: number): FlatTable[] {
    const [start, count] = this.#vector(place, 4);
    return Array.from({ length: count }, (_, i) => {
      const at = start + 4 * i;
      return new FlatTable(this.#bytes, at + this.#bytes.readUInt32LE(at));
    });
  }

  /** The elements of a vector of counts: so many for each element. */
  longs(place: number, each: number): number[][] {
    const [start, count] = this.#vector(place, 8 * each);
    return Array.from({ length: count }, (_, i) =>
      Array.from({ length: each }, (_, k) => countAt(this.#bytes, start + 8 * (each * i + k))),
    );
  }

  /** The elements of a vector of places of messages in a file. */
  blocks(place: number): { offset: number; metadata: number; body: number }[] {
    const [start, count] = this.#vector(place, BLOCK_BYTES);
    return Array.from({ length: count }, (_, i) => {
      const at = start + BLOCK_BYTES * i;
      const metadata = this.#bytes.readUInt32LE(at + 8);
      return { offset: countAt(this.#bytes, at), metadata, body: countAt(this.#bytes, at + 16) };
    });
  }

  #vector(place: number, size: number): readonly [start: number, count: number] {
    const at = this.#follow(place);
    if (at === undefined) return [0, 0];
    const count = this.#bytes.readUInt32LE(at);
    const start = at + 4;
    if (start + count * size > this.#bytes.length) {
      throw new RangeError('a vector ends beyond the bytes');
    }
    return [start, count];
  }

  /** Where a field is that says where something is. */
  #follow(place: number): number | undefined {
    const at = this.#field(place);
    return at === undefined ? undefined : at + this.#bytes.readUInt32LE(at);
  }

  /** Where a field is; undefined where it was left out. */
  #field(place: number): number | undefined {
    const entry = this.#offsets + 4 + 2 * place;
    if (entry + 2 > this.#offsetsEnd) return undefined;
    const offset = this.#bytes.readUInt16LE(entry);
    return offset === 0 ? undefined : this.#at + offset;
  }
}

function countAt(bytes: Buffer, at: number): number {
  const count = Number(bytes.readBigInt64LE(at));
  if (Number.isSafeInteger(count) && count >= 0) return count;
  throw new DamageError(`expected a count, found ${count}`);
}
