import { quote, UserError } from '../../messages/errors.ts';
import { ByteReader } from '../bytes/byte-reader.ts';
import { partLabel } from '../bytes/file-label.ts';
import { columnsOfPred, type ClassColumns } from '../input/class-columns.ts';
import { listNames } from '../input/columns.ts';
import type { ReadOptions } from '../input/read-options.ts';
import { isPred, type Selection } from '../input/selection.ts';
import type { TensorReader } from '../input/tensor-reader.ts';
import { chooseArray } from './choose-array.ts';
import { MemorySource } from './memory-source.ts';
import { openArray } from './npy.ts';
import { ZipArchive } from './zip-archive.ts';

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
    const name = chooseArray([...arrays.keys()], selection.part, label);
    const array = await archive.read(arrays.get(name)!);
    const source = new MemorySource(array, partLabel(label, 'array', name));
    const opened = await openArray(new ByteReader(source), [selection], options, classes);
    // Pred comes first.
    if (isPred(selection)) classes = columnsOfPred(opened[0]!.info);
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
    hint: 'unzip -p FILE | losscalc ... - reads what is in an archive of one table',
  });
}
