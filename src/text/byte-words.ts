import { mix } from '../tensor/hash.ts';

/** Bytes as words of 32 bits, wherever they lie: several times as fast as one byte after the other. */

/** What reads words of some bytes. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** A hash, signed, of the bytes of a view from `start` to `end`. */
export function hashBytes(view: DataView, start: number, end: number): number {
  const length = end - start;
  let hash = length;
  if (length < WORD) {
    for (let at = start; at < end; at++) hash = hashOn(hash, view.getUint8(at));
    return mix(hash);
  }
  const last = end - WORD;
  for (let at = start; at < last; at += WORD) hash = hashOn(hash, view.getInt32(at, true));
  // It may begin within the word before.
  return mix(hashOn(hash, view.getInt32(last, true)));
}

/** Whether the bytes of a view from `start` on are those of another from `from` on. */
export function areEqual(
  view: DataView,
  start: number,
  other: DataView,
  from: number,
  length: number,
): boolean {
  if (length < WORD) {
    for (let i = 0; i < length; i++) {
      if (view.getUint8(start + i) !== other.getUint8(from + i)) return false;
    }
    return true;
  }
  const last = length - WORD;
  for (let i = 0; i < last; i += WORD) {
    if (view.getInt32(start + i, true) !== other.getInt32(from + i, true)) return false;
  }
  return view.getInt32(start + last, true) === other.getInt32(from + last, true);
}

const WORD = Int32Array.BYTES_PER_ELEMENT;

/** The hash goes on with one more word; one to one in each of the two. */
function hashOn(hash: number, word: number): number {
  const product = Math.imul(hash ^ word, 0x9e3779b1);
  return product ^ (product >>> 15);
}
