import { quote, UserError } from '../../messages/errors.ts';
import { ByteReader } from '../bytes/byte-reader.ts';
import type { ByteSource, Progress } from '../bytes/byte-source.ts';
import { partLabel } from '../bytes/file-label.ts';
import type { ClassColumns } from '../input/class-columns.ts';
import { listNames, suggestion } from '../input/columns.ts';
import type { ReadOptions } from '../input/read-options.ts';
import { isPred, type Selection } from '../input/selection.ts';
import type { TensorReader } from '../input/tensor-reader.ts';
import { openArray } from './npy.ts';
import { ZipArchive } from './zip-archive.ts';

/** Bytes handed on at once. */
const PIECE_BYTES = 256 * 1024;
const EXTENSION = '.npy';

/**
 * Opens the inputs that come from one NPZ file, each an array of it, by reading those arrays into memory.
 * @throws UserError if it is no archive of arrays, or it is unclear which array is meant
 */
export async function openNpz(
  bytes: ByteReader,
  selections: readonly Selection[],
  options: ReadOptions,
  fileClasses: ClassColumns | undefined,
): Promise<TensorReader[]> {
  const { label } = bytes;
  const archive = await ZipArchive.open(bytes);
  const arrays = arraysOf(archive, label);
  const readers: TensorReader[] = [];
  let classes = fileClasses;
  for (const selection of selections) {
    const name = choose([...arrays.keys()], selection.part, label);
    const array = await archive.read(arrays.get(name)!);
    const source = new MemorySource(array, partLabel(label, 'array', name));
    const opened = await openArray(new ByteReader(source), [selection], options, classes);
    // Pred comes first.
    const [{ width, info }] = opened as [TensorReader];
    if (isPred(selection)) classes = { count: width, names: undefined, axes: info.axes };
    readers.push(...opened);
  }
  await bytes.close();
  return readers;
}

/** The places of the arrays in the archive, by name. */
function arraysOf(archive: ZipArchive, label: string): ReadonlyMap<string, number> {
  const arrays = new Map<string, number>();
  archive.names.forEach((member, index) => {
    if (!member.endsWith(EXTENSION)) return;
    const name = member.slice(0, -EXTENSION.length);
    if (arrays.has(name)) {
      const problem = `expected each array once, found ${quote(name)} again`;
      throw new UserError({ where: label, problem });
    }
    arrays.set(name, index);
  });
  if (arrays.size > 0) return arrays;
  const found = archive.names.length === 0 ? 'an empty archive' : listNames(archive.names);
  throw new UserError({
    where: label,
    problem: `expected arrays, which are called *${EXTENSION} in the archive, found ${found}`,
  });
}

/** The name of the array that is meant. */
function choose(names: readonly string[], part: string | undefined, label: string): string {
  const listed = `its arrays are ${listNames(names)}`;
  const [only, ...others] = names;
  if (part === undefined) {
    if (only !== undefined && others.length === 0) return only;
    throw new UserError({
      where: label,
      problem: `expected one array, found ${names.length}`,
      hint: `choose one with #name; ${listed}`,
    });
  }
  if (names.includes(part)) return part;
  const near = suggestion(
    part.endsWith(EXTENSION) ? part.slice(0, -EXTENSION.length) : part,
    names,
  );
  throw new UserError({
    where: label,
    problem: `no array ${quote(part)}`,
    hint: (near === undefined ? '' : `did you mean ${quote(near)}? `) + listed,
  });
}

/** Bytes in memory, in pieces. */
class MemorySource implements ByteSource {
  readonly #bytes: Buffer;
  readonly label: string;
  #position = 0;

  constructor(bytes: Buffer, label: string) {
    this.#bytes = bytes;
    this.label = label;
  }

  next(): Promise<Uint8Array | undefined> {
    const piece = this.#bytes.subarray(this.#position, this.#position + PIECE_BYTES);
    this.#position += piece.length;
    return Promise.resolve(piece.length === 0 ? undefined : piece);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  get progress(): Progress {
    return { done: this.#position, total: this.#bytes.length };
  }
}
