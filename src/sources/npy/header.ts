import { quote, UserError } from '../../messages/errors.ts';
import { formatShape, type Shape } from '../../tensor/shape.ts';
import type { ByteReader } from '../bytes/byte-reader.ts';
import { NoRows } from '../input/no-rows.ts';
import { ElementType } from './element-type.ts';

/** What an NPY file says of its array before the elements. Source: NEP 1, the format's specification. */
export interface NpyHeader {
  readonly type: ElementType;
  /** Whether the first axis varies fastest, instead of the last. */
  readonly isFortran: boolean;
  readonly shape: Shape;
  /** Bytes of all elements. */
  readonly size: number;
}

const MAGIC = Buffer.from('\x93NUMPY', 'latin1');
/** Magic, two bytes of version, and the length of the text: two bytes in version 1, then four. */
const LONGEST_START = MAGIC.length + 2 + 4;
/** NumPy pads its headers to a few hundred bytes, but other programs may leave room for the shape to grow. */
const LONGEST_HEADER = 2 ** 20;
const CUT_SHORT = 'the file was cut short; copy or download it again';
/** As in NumPy 2. */
const MOST_AXES = 64;

/**
 * Takes the header, so that the elements are what comes next.
 * @throws UserError if it is none, or that of an array that cannot be read
 */
export async function takeNpyHeader(bytes: ByteReader): Promise<NpyHeader> {
  const { label } = bytes;
  const start = await bytes.peek(LONGEST_START);
  if (start.length === 0) {
    throw new NoRows({ where: label, problem: 'no rows: the file is empty' });
  }
  const found = start.subarray(0, MAGIC.length);
  if (!found.equals(MAGIC.subarray(0, found.length))) {
    throw new UserError({
      where: label,
      problem: 'expected an NPY file, found what does not begin like one',
      hint: '--input-format names another format',
    });
  }
  if (start.length < LONGEST_START) throw cutShort(label);
  const version = start[MAGIC.length]!;
  if (version < 1 || version > 3) {
    const problem = `expected version 1, 2 or 3 of the NPY format, found ${version}`;
    throw new UserError({ where: label, problem });
  }
  const lengthAt = MAGIC.length + 2;
  const length = version === 1 ? start.readUInt16LE(lengthAt) : start.readUInt32LE(lengthAt);
  if (length > LONGEST_HEADER) {
    const problem = `expected a header of at most ${LONGEST_HEADER} bytes, found one of ${length}`;
    throw new UserError({ where: label, problem });
  }
  const headerAt = lengthAt + (version === 1 ? 2 : 4);
  if ((await bytes.peek(headerAt + length)).length < headerAt + length) throw cutShort(label);
  bytes.take(headerAt);
  const text = bytes.take(length).toString(version === 3 ? 'utf8' : 'latin1');
  return new HeaderParser(text, label).parse();
}

/** The error of an array that takes more or less bytes than its shape says. */
export function wrongSize({ size, shape }: NpyHeader, label: string, found: number): UserError {
  const isShort = found < size;
  return new UserError({
    where: label,
    problem: `expected ${size} bytes of numbers for shape ${formatShape(shape)}, found ${isShort ? found : 'more'}`,
    hint: isShort ? CUT_SHORT : 'an NPY file is one array; numpy.savez writes several',
  });
}

function cutShort(label: string): UserError {
  return new UserError({
    where: label,
    problem: 'expected the header of an NPY file, found the end of the file within it',
    hint: CUT_SHORT,
  });
}

/** The header's text is a Python dictionary with three keys, of which no more than that is understood. */
class HeaderParser {
  readonly #text: string;
  readonly #label: string;
  #at = 0;

  constructor(text: string, label: string) {
    this.#text = text;
    this.#label = label;
  }

  parse(): NpyHeader {
    let type: ElementType | undefined;
    let isFortran: boolean | undefined;
    let shape: Shape | undefined;
    this.#take(/\{/y, 'a dictionary');
    while (this.#find(/\}/y) === undefined) {
      const at = this.#at;
      const key = this.#string('a key');
      this.#take(/:/y, 'a colon');
      if (key === 'descr' && type === undefined) type = this.#type();
      else if (key === 'fortran_order' && isFortran === undefined) {
        isFortran = this.#take(/True|False/y, 'True or False') === 'True';
      } else if (key === 'shape' && shape === undefined) shape = this.#shape();
      else {
        this.#at = at;
        throw this.#unexpected('"descr", "fortran_order" and "shape", each once');
      }
      if (this.#find(/,/y) !== undefined) continue;
      this.#take(/\}/y, 'a comma or the closing brace');
      break;
    }
    this.#take(/$/y, 'the end of the header');
    if (type === undefined || isFortran === undefined || shape === undefined) {
      throw this.#unexpected('"descr", "fortran_order" and "shape"');
    }
    return { type, isFortran, shape, size: this.#sizeOf(shape, type) };
  }

  #type(): ElementType {
    const start = this.#at;
    const descr = this.#find(/\[/y) === undefined ? this.#string('a dtype') : undefined;
    const type = descr === undefined ? undefined : ElementType.of(descr);
    if (type !== undefined) return type;
    throw new UserError({
      where: this.#label,
      problem: `expected booleans, integers or floats of 1 to 8 bytes, found the dtype ${quote(descr ?? this.#text.slice(start).trim())}`,
      hint: 'numpy.save("a.npy", x.astype("float64")) writes numbers; objects are never unpickled',
    });
  }

  #shape(): Shape {
    const lengths: number[] = [];
    this.#take(/\(/y, 'a tuple');
    while (this.#find(/\)/y) === undefined) {
      if (lengths.length === MOST_AXES) throw this.#unexpected(`at most ${MOST_AXES} axes`);
      // Python 2 wrote long integers with an L.
      const digits = this.#take(/(?:0|[1-9]\d{0,14})(?=L?[ ,)])/y, 'the length of an axis');
      this.#find(/L/y);
      lengths.push(Number(digits));
      if (this.#find(/,/y) !== undefined) continue;
      if (lengths.length === 1) throw this.#unexpected('a comma');
      this.#take(/\)/y, 'a comma or the closing parenthesis');
      break;
    }
    return lengths;
  }

  #sizeOf(shape: Shape, type: ElementType): number {
    const size = shape.reduce((product, length) => product * BigInt(length), BigInt(type.size));
    if (size === 0n) {
      const problem = `no samples: the array is empty, its shape is ${formatShape(shape)}`;
      throw new UserError({ where: this.#label, problem });
    }
    if (size <= BigInt(Number.MAX_SAFE_INTEGER)) return Number(size);
    throw new UserError({
      where: this.#label,
      problem: `expected the shape of an array that a file can hold, found ${formatShape(shape)}`,
    });
  }

  #string(expected: string): string {
    return this.#take(/'[^'\\]*'|"[^"\\]*"/y, expected).slice(1, -1);
  }

  #take(pattern: RegExp, expected: string): string {
    const token = this.#find(pattern);
    if (token === undefined) throw this.#unexpected(expected);
    return token;
  }

  /** Takes what a sticky pattern matches next, after white space. */
  #find(pattern: RegExp): string | undefined {
    while (this.#text[this.#at] === ' ' || this.#text[this.#at] === '\n') this.#at++;
    pattern.lastIndex = this.#at;
    const token = pattern.exec(this.#text)?.[0];
    this.#at += token?.length ?? 0;
    return token;
  }

  #unexpected(expected: string): UserError {
    const rest = this.#text.slice(this.#at).trim();
    return new UserError({
      where: this.#label,
      problem: `expected ${expected} in the NPY header, found ${rest === '' ? 'its end' : quote(rest)}`,
    });
  }
}
