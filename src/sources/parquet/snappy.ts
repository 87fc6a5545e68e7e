import { DamageError } from '../columnar/damage.ts';

/** Copies shorter than this are faster byte by byte than by a call of the engine's. */
const SHORT = 32;

/**
 * Decompresses Snappy's block format into exactly `target`. Numbers hardly compress and so are mostly literals of
 * up to 64 KiB, which are copied whole here.
 * Source: google/snappy, format_description.txt.
 * @throws DamageError if the bytes are not Snappy's, or not that many
 */
export function decompressSnappy(stored: Uint8Array, target: Uint8Array): void {
  let from = afterLength(stored);
  let to = 0;
  while (from < stored.length) {
    const tag = stored[from++]!;
    if ((tag & 3) === 0) {
      let length = (tag >>> 2) + 1;
      if (length > 60) {
        const bytes = length - 60;
        length = littleEndian(stored, from, bytes) + 1;
        from += bytes;
      }
      if (from + length > stored.length || to + length > target.length) throw damage();
      copy(stored, from, target, to, length);
      from += length;
      to += length;
      continue;
    }
    const isNear = (tag & 3) === 1;
    const bytes = isNear ? 1 : (tag & 3) === 2 ? 2 : 4;
    const length = isNear ? ((tag >>> 2) & 7) + 4 : (tag >>> 2) + 1;
    const distance = littleEndian(stored, from, bytes) + (isNear ? (tag >>> 5) << 8 : 0);
    from += bytes;
    if (distance === 0 || distance > to || to + length > target.length) throw damage();
    // What is copied may overlap with its copy, and then repeats.
    for (let i = 0; i < length; i++) target[to + i] = target[to + i - distance]!;
    to += length;
  }
  if (to !== target.length) throw damage();
}

/** Where the data begin, after the length that they will have. */
function afterLength(stored: Uint8Array): number {
  const last = stored.findIndex((byte) => byte < 0x80);
  if (last === -1 || last > 4) throw damage();
  return last + 1;
}

function littleEndian(bytes: Uint8Array, at: number, count: number): number {
  if (at + count > bytes.length) throw damage();
  let value = 0;
  for (let i = count - 1; i >= 0; i--) value = value * 256 + bytes[at + i]!;
  return value;
}

function copy(
  source: Uint8Array,
  from: number,
  target: Uint8Array,
  to: number,
  length: number,
): void {
  if (length > SHORT) target.set(source.subarray(from, from + length), to);
  else for (let i = 0; i < length; i++) target[to + i] = source[from + i]!;
}

function damage(): DamageError {
  return new DamageError(
    'expected Snappy data of the length in the page header, found other bytes',
  );
}
