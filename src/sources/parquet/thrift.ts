import { DamageError } from '../columnar/damage.ts';

/** The types of fields that are read; others are passed over. */
const TRUE = 1;
const FALSE = 2;
const BYTE = 3;
const I16 = 4;
const I32 = 5;
const I64 = 6;
const DOUBLE = 7;
const BINARY = 8;
const LIST = 9;
const SET = 10;
const STRUCT = 12;

/** Structures within structures at most, so that damaged bytes do not nest for ever. */
const DEEPEST = 32;

/** A field of a structure: its type, and what its value is read by. */
export type Field =
  | { readonly kind: 'integer'; readonly read: (value: number) => void }
  | { readonly kind: 'boolean'; readonly read: (value: boolean) => void }
  | { readonly kind: 'struct'; readonly fields: Fields };

/** The fields that are read of a structure, by number. */
export type Fields = Readonly<Record<number, Field>>;

/**
 * Reads Thrift's compact protocol, and holds each field to its type: what is of another one is damage, whose value would
 * be some number as well.
 * Source: apache/thrift, doc/specs/thrift-compact-protocol.md.
 */
export class CompactReader {
  readonly #bytes: Uint8Array;
  /** Where the next byte is. */
  at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** @throws DamageError if the bytes end, or are none of such a structure */
  struct(fields: Fields, depth = 0): void {
    if (depth > DEEPEST) throw damage();
    for (let id = 0; ;) {
      const byte = this.#byte();
      const type = byte & 0x0f;
      if (type === 0) return;
      id = byte >>> 4 === 0 ? this.#integer() : id + (byte >>> 4);
      const field = fields[id];
      if (field === undefined) this.#skip(type, depth);
      else this.#field(field, type, depth);
    }
  }

  #field(field: Field, type: number, depth: number): void {
    if (field.kind === 'integer' && type === I32) field.read(this.#integer());
    else if (field.kind === 'boolean' && (type === TRUE || type === FALSE)) {
      field.read(type === TRUE);
    } else if (field.kind === 'struct' && type === STRUCT) this.struct(field.fields, depth + 1);
    else throw damage();
  }

  #skip(type: number, depth: number): void {
    switch (type) {
      case TRUE:
      case FALSE:
        return;
      case BYTE:
        this.#pass(1);
        return;
      case I16:
      case I32:
      case I64:
        while (this.#byte() >= 0x80);
        return;
      case DOUBLE:
        this.#pass(8);
        return;
      case BINARY:
        this.#pass(this.#varint());
        return;
      case LIST:
      case SET:
        this.#skipList(depth + 1);
        return;
      case STRUCT:
        this.struct({}, depth + 1);
        return;
      default:
        throw damage();
    }
  }

  #skipList(depth: number): void {
    if (depth > DEEPEST) throw damage();
    const byte = this.#byte();
    const type = byte & 0x0f;
    const count = byte >>> 4 === 15 ? this.#varint() : byte >>> 4;
    // In lists, unlike in fields, a boolean takes a byte.
    const elementType = type === TRUE || type === FALSE ? BYTE : type;
    for (let i = 0; i < count; i++) this.#skip(elementType, depth);
  }

  /** A zigzag integer of 32 bits. */
  #integer(): number {
    const value = this.#varint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  #varint(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.#byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80 && value < 2 ** 32) return value;
    }
    throw damage();
  }

  #pass(count: number): void {
    this.at += count;
    if (this.at > this.#bytes.length) throw damage();
  }

  #byte(): number {
    const byte = this.#bytes[this.at++];
    if (byte === undefined) throw damage();
    return byte;
  }
}

function damage(): DamageError {
  return new DamageError('expected the header of a page, found bytes that are none');
}
