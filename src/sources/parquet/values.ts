import type { Encoding } from 'hyparquet';
import { deltaBinaryUnpack } from 'hyparquet/src/delta.js';
import type { ColumnTexts } from '../columnar/column-texts.ts';
import type { ValueType } from './column-types.ts';
import { DamageError } from '../columnar/damage.ts';
import { DOUBLE, type FixedType } from './fixed-types.ts';
import { deltaCount, ofLength, piecesOf, undelta } from './pieces.ts';
import { endOfPage, RunReader } from './runs.ts';
import type { Scratch } from './scratch.ts';

/** Reads the values of a page, without those that are missing, as numbers. */
export interface ValueReader {
  /**
   * Puts the next values into `target`, as many as it has room for.
   * @throws DamageError if there are fewer
   */
  read(target: Float64Array): void;
  /** Of those read last, the integers that a double does not hold: their digits, by place. */
  readonly rounded: ReadonlyMap<number, string>;
}

/** What outlives the pages of a column. */
export interface ColumnMemory {
  readonly texts: ColumnTexts;
  readonly scratch: Scratch;
  /** The last text of a page, where the first one of the next page may begin as it does. */
  readonly last?: { text?: Uint8Array };
}

/** The distinct values of a column chunk, which its pages point to. */
export interface Dictionary {
  readonly values: Float64Array;
  readonly rounded: ReadonlyMap<number, string>;
}

const NONE: ReadonlyMap<number, string> = new Map();

/**
 * Reads the values of a data page.
 * @param limit how many there are at most
 * @throws DamageError for an encoding that does not go with the type
 */
export function valueReader(
  type: ValueType,
  encoding: Encoding | undefined,
  bytes: Uint8Array,
  limit: number,
  memory: ColumnMemory,
  dictionary: Dictionary | undefined,
): ValueReader {
  if (encoding === 'PLAIN_DICTIONARY' || encoding === 'RLE_DICTIONARY') {
    if (!dictionary) throw new DamageError('expected a dictionary before what points to it');
    return new DictionaryValues(bytes, dictionary, memory.scratch);
  }
  const reader =
    type.kind === 'fixed'
      ? fixedReader(type, encoding, bytes, limit, memory.scratch)
      : type.kind === 'boolean'
        ? booleanReader(encoding, bytes, memory.scratch)
        : textReader(encoding, bytes, limit, memory);
  if (reader) return reader;
  throw new DamageError(`expected an encoding of such values, found ${encoding ?? 'none known'}`);
}

/** Reads the `count` values of a dictionary page. */
export function readDictionary(
  type: ValueType,
  bytes: Uint8Array,
  count: number,
  memory: ColumnMemory,
): Dictionary {
  const reader = valueReader(type, 'PLAIN', bytes, count, memory, undefined);
  // A value takes a byte at least, but for booleans, which have no dictionaries.
  if (count > bytes.length) throw endOfPage();
  const values = memory.scratch.dictionary(count);
  reader.read(values);
  memory.texts.keep();
  return { values, rounded: new Map(reader.rounded) };
}

function fixedReader(
  type: FixedType,
  encoding: Encoding | undefined,
  bytes: Uint8Array,
  limit: number,
  scratch: Scratch,
): ValueReader | undefined {
  const { byteArrays } = type;
  if (encoding === 'PLAIN' && byteArrays !== 'any length')
    return new FixedValues(type, bytes, scratch);
  if (encoding === 'BYTE_STREAM_SPLIT') {
    return new FixedValues(type, joined(bytes, type.bytes), scratch);
  }
  const pieces = byteArrays && piecesOf(encoding, bytes, limit, undefined);
  if (pieces) {
    const joined = ofLength(pieces, type.bytes, byteArrays === 'any length');
    return new FixedValues(type, joined, scratch);
  }
  if (encoding !== 'DELTA_BINARY_PACKED' || type.integer === undefined) return undefined;
  const count = deltaCount(bytes, limit);
  const values = type.integer === 32 ? new Int32Array(count) : new BigInt64Array(count);
  undelta(bytes, (reader) => {
    deltaBinaryUnpack(reader, count, values);
  });
  return new FixedValues(type, new Uint8Array(values.buffer), scratch);
}

function booleanReader(
  encoding: Encoding | undefined,
  bytes: Uint8Array,
  scratch: Scratch,
): ValueReader | undefined {
  if (encoding === 'PLAIN') return new SmallIntegers(new RunReader(bytes, 1, true), scratch);
  if (encoding !== 'RLE') return undefined;
  // Here, unlike in a dictionary's page, the runs are preceded by their length.
  return new SmallIntegers(new RunReader(bytes.subarray(4), 1), scratch);
}

function textReader(
  encoding: Encoding | undefined,
  bytes: Uint8Array,
  limit: number,
  { texts, last }: ColumnMemory,
): ValueReader | undefined {
  if (encoding === 'PLAIN') return new PlainTexts(bytes, texts);
  const pieces = piecesOf(encoding, bytes, limit, last?.text);
  // The bytes of the page are those of the next one later.
  if (last && pieces?.length) last.text = new Uint8Array(pieces.at(-1)!);
  return pieces && new PiecedTexts(pieces, texts);
}

/** Puts the bytes of each value together, which are stored as all their first bytes, all their second bytes, ... */
function joined(split: Uint8Array, width: number): Uint8Array {
  const count = split.length / width;
  if (!Number.isInteger(count)) throw endOfPage();
  const bytes = new Uint8Array(split.length);
  for (let k = 0; k < width; k++) {
    for (let i = 0; i < count; i++) bytes[i * width + k] = split[k * count + i]!;
  }
  return bytes;
}

class FixedValues implements ValueReader {
  readonly #type: FixedType;
  readonly #bytes: Uint8Array;
  readonly #scratch: Scratch;
  #at = 0;
  rounded = NONE;

  constructor(type: FixedType, bytes: Uint8Array, scratch: Scratch) {
    this.#type = type;
    this.#bytes = bytes;
    this.#scratch = scratch;
  }

  read(target: Float64Array): void {
    const end = this.#at + target.length * this.#type.bytes;
    if (end > this.#bytes.length) throw endOfPage();
    const stored = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    if (this.#type === DOUBLE) {
      // What is stored are the numbers themselves.
      new Uint8Array(target.buffer, target.byteOffset, target.byteLength).set(stored);
      return;
    }
    const rounded = new Map<number, string>();
    this.#type.convert(this.#scratch.aligned(stored), target.length, target, (place, digits) =>
      rounded.set(place, digits),
    );
    this.rounded = rounded;
  }
}

/** Values that are small integers themselves: booleans. */
class SmallIntegers implements ValueReader {
  readonly #runs: RunReader;
  readonly #scratch: Scratch;
  readonly rounded = NONE;

  constructor(runs: RunReader, scratch: Scratch) {
    this.#runs = runs;
    this.#scratch = scratch;
  }

  read(target: Float64Array): void {
    const integers = this.#scratch.places(target.length);
    this.#runs.read(integers, target.length);
    target.set(integers);
  }
}

class DictionaryValues implements ValueReader {
  readonly #runs: RunReader;
  readonly #dictionary: Dictionary;
  readonly #scratch: Scratch;
  rounded = NONE;

  constructor(bytes: Uint8Array, dictionary: Dictionary, scratch: Scratch) {
    this.#scratch = scratch;
    // A page whose values are all missing may be empty.
    this.#runs = new RunReader(bytes.subarray(1), bytes[0] ?? 0);
    this.#dictionary = dictionary;
  }

  read(target: Float64Array): void {
    const { values: distinct, rounded } = this.#dictionary;
    const count = target.length;
    const places = this.#scratch.places(count);
    this.#runs.read(places, count);
    const failure = lookUp(places, distinct, target);
    if (failure !== undefined) {
      throw new DamageError(
        `expected a place in a dictionary of ${distinct.length}, found ${failure}`,
      );
    }
    if (rounded.size > 0) this.rounded = roundedAt(places, rounded);
  }
}

/**
 * Puts the values at places of a dictionary into `target`; returns the first place that it does not have. Code after the
 * loop would be compiled anew after the first long page.
 */
function lookUp(
  places: Uint32Array,
  distinct: Float64Array,
  target: Float64Array,
): number | undefined {
  for (let i = 0; i < target.length; i++) {
    const place = places[i]!;
    if (place >= distinct.length) return place;
    target[i] = distinct[place]!;
  }
  return undefined;
}

function roundedAt(places: Uint32Array, digits: Dictionary['rounded']): Dictionary['rounded'] {
  const rounded = new Map<number, string>();
  places.forEach((place, i) => {
    if (digits.has(place)) rounded.set(i, digits.get(place)!);
  });
  return rounded;
}

/** Texts one after the other, each after its length. */
class PlainTexts implements ValueReader {
  readonly #bytes: Buffer;
  readonly #texts: ColumnTexts;
  #at = 0;
  readonly rounded = NONE;

  constructor(bytes: Uint8Array, texts: ColumnTexts) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#texts = texts;
  }

  read(target: Float64Array): void {
    for (let i = 0; i < target.length; i++) {
      const start = this.#at + 4;
      if (start > this.#bytes.length) throw endOfPage();
      const end = start + this.#bytes.readUInt32LE(this.#at);
      if (end > this.#bytes.length) throw endOfPage();
      target[i] = this.#texts.codeOf(this.#bytes, start, end);
      this.#at = end;
    }
  }
}

/** Texts whose bytes have been found already. */
class PiecedTexts implements ValueReader {
  readonly #pieces: readonly Uint8Array[];
  readonly #texts: ColumnTexts;
  #at = 0;
  readonly rounded = NONE;

  constructor(pieces: readonly Uint8Array[], texts: ColumnTexts) {
    this.#pieces = pieces;
    this.#texts = texts;
  }

  read(target: Float64Array): void {
    const start = this.#at;
    this.#at += target.length;
    if (this.#at > this.#pieces.length) throw endOfPage();
    for (let i = 0; i < target.length; i++) {
      target[i] = this.#texts.codeOf(this.#pieces[start + i]!);
    }
  }
}
