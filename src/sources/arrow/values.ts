import { losesDigits } from '../../text/parse-number.ts';
import type { ElementType } from '../npy/element-type.ts';
import type { ColumnTexts } from '../columnar/column-texts.ts';
import { DamageError } from '../columnar/damage.ts';
import type { FieldData } from './batch.ts';
import type { FieldType } from './types.ts';

/** Where the values of a column go, as numbers; NaN stands for a missing one. */
export interface Target {
  readonly values: Float64Array;
  /** The place of the first. */
  readonly at: number;
  /** By place, the digits of integers that a double does not hold. */
  readonly rounded: Map<number, string>;
  /** Told of the places where a value is missing. */
  readonly missing: (place: number) => void;
  /** Gives texts the numbers that stand for them. */
  readonly texts: ColumnTexts;
}

/** A view: the length of its text, and the text or where it is. */
const VIEW_BYTES = 16;
const LONGEST_INLINE = 12;
/** The powers of ten that a double holds exactly, so that dividing by them rounds correctly. */
const LARGEST_EXACT_POWER = 22;

/**
 * Puts `count` values from `start` on into a target.
 * @throws DamageError if there are not as many, or they are none of the type
 */
export function readValues(
  type: FieldType,
  data: FieldData,
  start: number,
  count: number,
  target: Target,
): void {
  if (start + count > data.length) throw new DamageError('expected more values than there are');
  // A buffer of no values may be left out.
  if (count === 0) return;
  switch (type.kind) {
    case 'number':
      readNumbers(type.element, data, start, count, target);
      break;
    case 'boolean':
      readBits(data.buffers[1]!, start, count, (i, isSet) => {
        target.values[target.at + i] = isSet ? 1 : 0;
      });
      break;
    case 'decimal':
      readDecimals(type, data, start, count, target);
      break;
    case 'time':
      readTimes(type, data, start, count, target);
      break;
    case 'text':
      readTexts(type.offsets, data, start, count, target);
      break;
    case 'view':
      readViews(data, start, count, target);
      break;
    case 'nothing':
      for (let i = 0; i < count; i++) setMissing(target, i);
      return;
    default:
      throw new DamageError('expected a column of values');
  }
  markMissing(data, start, count, target);
}

/** Makes missing what a field says is missing of as many rows. */
export function markMissing(
  { missing, buffers }: FieldData,
  start: number,
  count: number,
  target: Target,
  width = 1,
): void {
  if (missing === 0) return;
  readBits(buffers[0]!, start, count, (i, isSet) => {
    if (isSet) return;
    for (let k = i * width; k < (i + 1) * width; k++) setMissing(target, k);
  });
}

function setMissing({ values, at, rounded, missing }: Target, i: number): void {
  values[at + i] = NaN;
  rounded.delete(at + i);
  missing(at + i);
}

/** Whether each of some rows is missing; undefined where none is. */
export function missingRows(
  { missing, buffers }: FieldData,
  start: number,
  count: number,
): Uint8Array | undefined {
  if (missing === 0) return undefined;
  const rows = new Uint8Array(count);
  readBits(buffers[0]!, start, count, (i, isSet) => {
    rows[i] = isSet ? 0 : 1;
  });
  return rows;
}

function readBits(
  bits: FieldData['buffers'][number],
  start: number,
  count: number,
  take: (index: number, isSet: boolean) => void,
): void {
  const first = Math.floor(start / 8);
  const bytes = bits.slice(first, Math.ceil((start + count) / 8));
  const shift = start - 8 * first;
  for (let i = 0; i < count; i++) {
    const bit = shift + i;
    take(i, ((bytes[bit >> 3]! >> (bit & 7)) & 1) === 1);
  }
}

/** Places of elements, or of bytes, as doubles: one more than there are rows. */
export function readOffsets(
  offsets: ElementType,
  data: FieldData,
  start: number,
  count: number,
): Float64Array {
  const { size } = offsets;
  const places = offsets.decode(data.buffers[1]!.slice(start * size, (start + count + 1) * size));
  if (places[0]! < 0) throw new DamageError(`expected a place, found ${places[0]!}`);
  for (let i = 0; i < count; i++) {
    if (places[i]! > places[i + 1]!) throw new DamageError('expected places in ascending order');
  }
  return places;
}

function readNumbers(
  element: ElementType,
  data: FieldData,
  start: number,
  count: number,
  { values, at, rounded }: Target,
): void {
  const { size } = element;
  const bytes = data.buffers[1]!.slice(start * size, (start + count) * size);
  const numbers = element.decode(bytes);
  values.set(numbers, at);
  if (!element.exceedsDouble) return;
  numbers.forEach((value, i) => {
    if (Math.abs(value) <= Number.MAX_SAFE_INTEGER) return;
    const digits = element.textAt(bytes, i);
    if (losesDigits(digits, value)) rounded.set(at + i, digits);
  });
}

function readDecimals(
  { bytes: size, scale }: { readonly bytes: number; readonly scale: number },
  data: FieldData,
  start: number,
  count: number,
  { values, at, rounded }: Target,
): void {
  const bytes = data.buffers[1]!.slice(start * size, (start + count) * size);
  const power = scale <= LARGEST_EXACT_POWER ? Number(`1e${scale}`) : undefined;
  for (let i = 0; i < count; i++) {
    const from = i * size;
    let value = bytes.readInt32LE(from + size - 4);
    for (let k = size - 8; k >= 0; k -= 4) value = value * 2 ** 32 + bytes.readUInt32LE(from + k);
    // Below 2^53 no step has been rounded, and neither number of the quotient is.
    if (Number.isSafeInteger(value) && power !== undefined) values[at + i] = value / power;
    else {
      const digits = String(exactInteger(bytes.subarray(from, from + size)));
      const number = Number(`${digits}e-${scale}`);
      values[at + i] = number;
      if (scale === 0 && losesDigits(digits, number)) rounded.set(at + i, digits);
    }
  }
}

/** The integer in some bytes, in two's complement, the lowest byte first. */
function exactInteger(bytes: Buffer): bigint {
  const unsigned = BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`);
  return BigInt.asIntN(8 * bytes.length, unsigned);
}

function readTimes(
  { element, textOf }: { readonly element: ElementType; readonly textOf: (time: bigint) => string },
  data: FieldData,
  start: number,
  count: number,
  { values, at, texts }: Target,
): void {
  const { size } = element;
  const bytes = data.buffers[1]!.slice(start * size, (start + count) * size);
  const codes = new Map<bigint, number>();
  for (let i = 0; i < count; i++) {
    const time = size === 4 ? BigInt(bytes.readInt32LE(4 * i)) : bytes.readBigInt64LE(8 * i);
    let code = codes.get(time);
    if (code === undefined) {
      code = texts.codeOf(Buffer.from(textOf(time)));
      codes.set(time, code);
    }
    values[at + i] = code;
  }
}

function readTexts(
  offsets: ElementType,
  data: FieldData,
  start: number,
  count: number,
  { values, at, texts }: Target,
): void {
  const places = readOffsets(offsets, data, start, count);
  const first = places[0]!;
  const bytes = data.buffers[2]!.slice(first, places[count]!);
  for (let i = 0; i < count; i++) {
    values[at + i] = texts.codeOf(bytes, places[i]! - first, places[i + 1]! - first);
  }
}

function readViews(
  data: FieldData,
  start: number,
  count: number,
  { values, at, texts }: Target,
): void {
  const views = data.buffers[1]!.slice(start * VIEW_BYTES, (start + count) * VIEW_BYTES);
  // What is in a view of a missing value is not to be looked at.
  const missing = missingRows(data, start, count);
  for (let i = 0; i < count; i++) {
    if (missing?.[i] === 1) continue;
    const from = i * VIEW_BYTES;
    const length = views.readInt32LE(from);
    if (length >= 0 && length <= LONGEST_INLINE) {
      values[at + i] = texts.codeOf(views, from + 4, from + 4 + length);
      continue;
    }
    const buffer = data.buffers[2 + views.readInt32LE(from + 8)];
    const place = views.readInt32LE(from + 12);
    if (!buffer || length < 0) throw new DamageError('expected the place of a text');
    values[at + i] = texts.codeOf(buffer.slice(place, place + length));
  }
}

/** The places in a dictionary that a field holds; NaN where a value is missing. */
export function readPlaces(
  index: ElementType,
  data: FieldData,
  start: number,
  count: number,
): Float64Array {
  if (start + count > data.length) throw new DamageError('expected more values than there are');
  const { size } = index;
  if (count === 0) return new Float64Array(0);
  const places = index.decode(data.buffers[1]!.slice(start * size, (start + count) * size)).slice();
  missingRows(data, start, count)?.forEach((isMissing, i) => {
    if (isMissing === 1) places[i] = NaN;
  });
  return places;
}
