import { quote, UserError } from '../../messages/errors.ts';
import type { Shape } from '../../tensor/shape.ts';
import { requireText } from '../bytes/utf8.ts';
import { CHAR, JsonCursor } from '../json/cursor.ts';
import { ElementType } from '../npy/element-type.ts';

/** A tensor of a file, as its header has it. */
export interface StoredTensor {
  /** As the format calls it: `F32`. */
  readonly dtype: string;
  /** Undefined for a dtype that is not read. */
  readonly type: ElementType | undefined;
  readonly shape: Shape;
  /** Where its elements begin and end, counted from the end of the header. */
  readonly start: number;
  readonly end: number;
}

/** By what the format calls them; others there are (8-bit floats and smaller, complex numbers) are not read. */
const TYPES: ReadonlyMap<string, ElementType> = new Map([
  ['F64', ElementType.of('<f8')!],
  ['F32', ElementType.of('<f4')!],
  ['F16', ElementType.of('<f2')!],
  ['BF16', ElementType.brainFloat()],
  ['I64', ElementType.of('<i8')!],
  ['I32', ElementType.of('<i4')!],
  ['I16', ElementType.of('<i2')!],
  ['I8', ElementType.of('<i1')!],
  ['U64', ElementType.of('<u8')!],
  ['U32', ElementType.of('<u4')!],
  ['U16', ElementType.of('<u2')!],
  ['U8', ElementType.of('<u1')!],
  ['BOOL', ElementType.of('|b1')!],
]);

const METADATA = '__metadata__';
const MOST_AXES = 64;

/**
 * The tensors that a header lists, by name. They must fill the rest of the file, one after the other and each of the
 * size that its shape takes.
 * Source: huggingface/safetensors, README.md, "Format".
 * @param size the bytes after the header
 * @throws UserError if it is no such header
 */
export function parseHeader(
  text: Buffer,
  size: number,
  label: string,
): ReadonlyMap<string, StoredTensor> {
  requireText(text, label);
  const cursor = new JsonCursor(text, `${label}, header`);
  if (cursor.peek() !== CHAR.openBrace) throw cursor.unexpected('an object');
  const tensors = new Map<string, StoredTensor>();
  const names = new Set<string>();
  cursor.sequence(CHAR.closeBrace, () => {
    const name = cursor.text(cursor.key());
    if (names.has(name))
      throw cursor.error(`expected each tensor once, found ${quote(name)} again`);
    names.add(name);
    if (name === METADATA) cursor.skip();
    else tensors.set(name, tensorAt(cursor, name));
  });
  cursor.end();
  requireFilled(tensors, size, label);
  return tensors;
}

function tensorAt(cursor: JsonCursor, name: string): StoredTensor {
  if (cursor.peek() !== CHAR.openBrace) throw cursor.unexpected(`an object for ${quote(name)}`);
  let dtype: string | undefined;
  let shape: readonly number[] | undefined;
  let offsets: readonly number[] | undefined;
  cursor.sequence(CHAR.closeBrace, () => {
    const key = cursor.text(cursor.key());
    if (key === 'dtype' && dtype === undefined) dtype = textAt(cursor);
    else if (key === 'shape' && shape === undefined) shape = integersAt(cursor);
    else if (key === 'data_offsets' && offsets === undefined) offsets = integersAt(cursor);
    else {
      throw cursor.error(
        `expected dtype, shape and data_offsets of ${quote(name)}, each once, found ${quote(key)}`,
      );
    }
  });
  const [start, end, ...more] = offsets ?? [];
  const isWhole = dtype !== undefined && shape !== undefined && end !== undefined;
  if (!isWhole || start === undefined || more.length > 0) {
    throw cursor.error(`expected dtype, shape and two data_offsets of ${quote(name)}`);
  }
  return { dtype: dtype!, type: TYPES.get(dtype!), shape: shape!, start, end };
}

function textAt(cursor: JsonCursor): string {
  if (cursor.peek() !== CHAR.quote) throw cursor.unexpected('a string');
  return cursor.text(cursor.string());
}

function integersAt(cursor: JsonCursor): number[] {
  if (cursor.peek() !== CHAR.openBracket) throw cursor.unexpected('an array of integers');
  const integers: number[] = [];
  cursor.sequence(CHAR.closeBracket, () => {
    if (integers.length === MOST_AXES) throw cursor.error(`expected at most ${MOST_AXES} axes`);
    const integer = Number(cursor.number());
    if (!Number.isSafeInteger(integer) || integer < 0) throw cursor.error('expected an integer');
    integers.push(integer);
  });
  return integers;
}

function requireFilled(
  tensors: ReadonlyMap<string, StoredTensor>,
  size: number,
  label: string,
): void {
  let filled = 0;
  const inOrder = [...tensors].sort(([, a], [, b]) => a.start - b.start || a.end - b.end);
  for (const [name, { type, shape, start, end }] of inOrder) {
    const expected = type && elementBytes(shape, type);
    if (
      start !== filled ||
      end < start ||
      (expected ?? BigInt(end - start)) !== BigInt(end - start)
    ) {
      throw new UserError({
        where: `${label}, tensor ${quote(name)}`,
        problem: `expected ${expected ?? 'its'} bytes from ${filled} on, found bytes ${start} to ${end} in the header`,
        hint: 'the file is damaged; write or copy it again',
      });
    }
    filled = end;
  }
  if (filled === size) return;
  throw new UserError({
    where: label,
    problem: `expected ${filled} bytes of numbers after the header, found ${size}`,
    hint: 'the file was cut short or written over; copy or download it again',
  });
}

function elementBytes(shape: Shape, { size }: ElementType): bigint {
  return shape.reduce((product, length) => product * BigInt(length), BigInt(size));
}
