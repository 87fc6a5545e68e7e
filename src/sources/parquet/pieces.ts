import type { Encoding } from 'hyparquet';
import { deltaBinaryUnpack } from 'hyparquet/src/delta.js';
import { readVarInt } from 'hyparquet/src/thrift.js';
import { DamageError, guarded } from '../columnar/damage.ts';
import { endOfPage } from './runs.ts';

interface DeltaReader {
  readonly view: DataView;
  offset: number;
}

/**
 * Finds the values of a page that are of different lengths: all of them, or those up to the end of the page.
 * @param limit how many there are at most
 * @param before the last value of the page before, where the first one may begin as it does
 * @returns undefined for an encoding of other values
 * @throws DamageError if the page ends before they do
 */
export function piecesOf(
  encoding: Encoding | undefined,
  bytes: Uint8Array,
  limit: number,
  before: Uint8Array | undefined,
): Uint8Array[] | undefined {
  if (encoding === 'PLAIN') return plainPieces(bytes);
  if (encoding !== 'DELTA_LENGTH_BYTE_ARRAY' && encoding !== 'DELTA_BYTE_ARRAY') return undefined;
  const count = deltaCount(bytes, limit);
  if (count === 0) return [];
  return undelta(bytes, (reader) => {
    if (encoding === 'DELTA_LENGTH_BYTE_ARRAY') return suffixes(bytes, reader, count);
    const prefixes = new Int32Array(count);
    deltaBinaryUnpack(reader, count, prefixes);
    let last = before ?? new Uint8Array(0);
    return suffixes(bytes, reader, count).map((suffix, i) => {
      const prefix = prefixes[i]!;
      if (prefix < 0 || prefix > last.length) throw new RangeError('beyond the value before');
      if (prefix > 0) last = Buffer.concat([last.subarray(0, prefix), suffix]);
      else last = suffix;
      return last;
    });
  });
}

/** Values one after the other, each after its length. */
function plainPieces(bytes: Uint8Array): Uint8Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    const start = at + 4;
    if (start > bytes.length) throw endOfPage();
    at = start + view.getUint32(at, true);
    if (at > bytes.length) throw endOfPage();
    pieces.push(bytes.subarray(start, at));
  }
  return pieces;
}

function suffixes(bytes: Uint8Array, reader: DeltaReader, count: number): Uint8Array[] {
  const lengths = new Int32Array(count);
  deltaBinaryUnpack(reader, count, lengths);
  return Array.from(lengths, (length) => {
    const start = reader.offset;
    reader.offset += length;
    if (length < 0 || reader.offset > bytes.length) throw new RangeError('beyond the page');
    return bytes.subarray(start, reader.offset);
  });
}

/** How many values there are in bytes that begin with differences. */
export function deltaCount(bytes: Uint8Array, limit: number): number {
  return undelta(bytes, (reader) => {
    const blockSize = readVarInt(reader);
    const miniblocks = readVarInt(reader);
    const count = readVarInt(reader);
    const isBlock = blockSize > 0 && blockSize % 128 === 0 && blockSize <= 2 ** 20;
    const isDivided = miniblocks > 0 && (blockSize / miniblocks) % 32 === 0;
    if (!isBlock || !isDivided || count < 0 || count > limit) throw new RangeError('out of range');
    return count;
  });
}

/** Runs what reads differences from the beginning of some bytes. */
export function undelta<T>(bytes: Uint8Array, read: (reader: DeltaReader) => T): T {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return guarded('values encoded as differences', () => {
    const reader = { view, offset: 0 };
    const values = read(reader);
    if (reader.offset > bytes.length) throw new RangeError('beyond the end of the page');
    return values;
  });
}

/**
 * Puts values one after the other that must have a length, or as two's complement of at most that length are given it.
 * @throws DamageError for another length
 */
export function ofLength(
  pieces: readonly Uint8Array[],
  length: number,
  isVariable: boolean,
): Uint8Array {
  const bytes = new Uint8Array(pieces.length * length);
  pieces.forEach((piece, i) => {
    const missing = length - piece.length;
    if (missing < 0 || (missing > 0 && (!isVariable || piece.length === 0))) {
      throw new DamageError(`expected a value of ${length} bytes, found one of ${piece.length}`);
    }
    if (missing > 0 && piece[0]! >= 0x80) bytes.fill(0xff, i * length, i * length + missing);
    bytes.set(piece, i * length + missing);
  });
  return bytes;
}
