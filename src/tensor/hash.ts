import type { TextKeys, Utf8Texts } from './block.ts';

/**
 * A seeded 32-bit hash, signed, of a text: FNV-1a of Fowler, Noll and Vo over its UTF-16 units, begun at `basis`, and then
 * mixed, so that all bits depend on all of the text.
 */
export function hashText(text: string, basis: number): number {
  return mix(fnv1a(text, basis));
}

/**
 * {@link hashText} of the text of a code, without a string of it where it is in memory in ASCII, whose bytes are its
 * UTF-16 units.
 */
export function hashCode({ textOf, utf8 }: TextKeys, code: number, basis: number): number {
  return (utf8 && hashAscii(utf8, code, basis)) ?? hashText(textOf(code), basis);
}

/** {@link hashText} of the text of a code; undefined where it is not ASCII. */
function hashAscii({ bytes, ends }: Utf8Texts, code: number, basis: number): number | undefined {
  const end = ends[code]!;
  let hash = basis | 0;
  for (let i = code === 0 ? 0 : ends[code - 1]!; i < end; i++) {
    const byte = bytes[i]!;
    if (byte >= 0x80) return undefined;
    hash = hashOn(hash, byte);
  }
  return mix(hash);
}

/**
 * A seeded 32-bit hash, signed, of a whole number: a step of splitmix, with `basis` for its seed. For one number after
 * the other {@link mix} of {@link wordOf} and then of each {@link wordAfter} is the same, and faster.
 */
export function hashNumber(number: number, basis: number): number {
  return mix(wordOf(number, basis));
}

/** The word that {@link mix} makes the hash of a number of. */
export function wordOf(number: number, basis: number): number {
  return (basis + Math.imul(number, 0x9e3779b9)) | 0;
}

/** The word of the next number. */
export function wordAfter(word: number): number {
  return (word + 0x9e3779b9) | 0;
}

/** FNV-1a; the published one, of ASCII text, begins at {@link FNV_BASIS}. */
export function fnv1a(text: string, basis: number): number {
  let hash = basis | 0;
  for (let i = 0; i < text.length; i++) hash = hashOn(hash, text.charCodeAt(i));
  return hash;
}

/** A step of FNV-1a: the hash of a text that goes on with one more unit, or byte. */
function hashOn(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, FNV_PRIME);
}

/** The hash of the empty text, signed. */
export const FNV_BASIS = 0x811c9dc5 | 0;
const FNV_PRIME = 0x01000193;

/** The end of Appleby's MurmurHash3: one to one, and each bit of the input changes half of the bits. */
export function mix(word: number): number {
  let mixed = word;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
