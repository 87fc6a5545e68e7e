import { quote, UserError } from '../../messages/errors.ts';
import { formatShape } from '../../tensor/shape.ts';
import { ByteReader } from '../bytes/byte-reader.ts';
import type { ByteRange, ByteSource } from '../bytes/byte-source.ts';
import { partLabel } from '../bytes/file-label.ts';
import { columnsOfPred, type ClassColumns } from '../input/class-columns.ts';
import type { ReadOptions } from '../input/read-options.ts';
import { isPred, type Selection } from '../input/selection.ts';
import type { TensorReader } from '../input/tensor-reader.ts';
import { chooseArray } from '../npy/choose-array.ts';
import { MemorySource } from '../npy/memory-source.ts';
import { openElements } from '../npy/npy.ts';
import { FileRange } from './file-range.ts';
import { parseHeader, type StoredTensor } from './header.ts';
import { NoRows } from '../input/no-rows.ts';

const LENGTH_BYTES = 8;
/** As the format's own reader has it. */
const LONGEST_HEADER = 100_000_000;
/** Bytes that are read into memory, where they come from no file on a disk. */
const LARGEST_IN_MEMORY = 2 ** 31;

/** The tensors of a file, and how to come by their elements. */
interface Tensors {
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  /** Their bytes, after those of the header, where they are in memory. */
  readonly elements: Buffer | undefined;
  readonly elementsAt: number;
}

/**
 * Opens the inputs that come from one safetensors file, each a tensor of it.
 * @throws UserError if it is none or a damaged one, or it is unclear which tensor is meant
 */
export async function openSafetensors(
  bytes: ByteReader,
  selections: readonly Selection[],
  options: ReadOptions,
  fileClasses: ClassColumns | undefined,
): Promise<TensorReader[]> {
  const { label } = bytes;
  const { tensors, elements, elementsAt } = await tensorsOf(bytes);
  if (tensors.size === 0) throw new UserError({ where: label, problem: 'no tensors' });
  let users = selections.length;
  const release = async (): Promise<void> => {
    if (--users === 0) await bytes.close();
  };
  const readers: TensorReader[] = [];
  let classes = fileClasses;
  for (const selection of selections) {
    const name = chooseArray([...tensors.keys()], selection.part, label);
    const { start, end, ...tensor } = tensors.get(name)!;
    const where = partLabel(label, 'tensor', name);
    const source = elements
      ? new MemorySource(elements.subarray(start, end), where)
      : rangeOf(bytes, where, { start: elementsAt + start, end: elementsAt + end }, release);
    const header = headerOf(tensor, end - start, where);
    const tensorBytes = new ByteReader(source);
    const opened = await openElements(tensorBytes, header, [selection], options, classes);
    // Pred comes first.
    if (isPred(selection)) classes = columnsOfPred(opened[0]!.info);
    readers.push(...opened);
  }
  if (elements) await bytes.close();
  return readers;
}

/** The bytes of a tensor, which may be read beside others of the file. */
function rangeOf(
  { file, remote }: ByteReader,
  where: string,
  range: ByteRange,
  release: () => Promise<void>,
): ByteSource {
  return file ? new FileRange(where, file, range, release) : remote!.range(where, range);
}

function headerOf(
  { type, dtype, shape }: Pick<StoredTensor, 'type' | 'dtype' | 'shape'>,
  size: number,
  where: string,
) {
  if (type === undefined) {
    throw new UserError({
      where,
      problem: `expected booleans, integers or floats of 1 to 8 bytes, found the dtype ${quote(dtype)}`,
      hint: 'x.to(torch.float32) makes numbers of it that can be read',
    });
  }
  if (size === 0) {
    const problem = `no samples: the tensor is empty, its shape is ${formatShape(shape)}`;
    throw new UserError({ where, problem });
  }
  return { type, shape, size, isFortran: false };
}

/**
 * What the header of a file says, which everything in the file must agree with.
 * @throws UserError if it does not
 */
export async function tensorsOf(bytes: ByteReader): Promise<Tensors> {
  const { label, stored } = bytes;
  const start = await bytes.peek(LENGTH_BYTES);
  if (start.length === 0) {
    throw new NoRows({ where: label, problem: 'no rows: the file is empty' });
  }
  if (start.length < LENGTH_BYTES) throw cutShort(label);
  const length = Number(bytes.take(LENGTH_BYTES).readBigUInt64LE());
  if (length > LONGEST_HEADER) {
    throw new UserError({
      where: label,
      problem: `expected a safetensors file, whose header has at most ${LONGEST_HEADER} bytes, found one of ${length}`,
      hint: '--input-format names another format',
    });
  }
  const elementsAt = LENGTH_BYTES + length;
  if (stored) {
    if (stored.size < elementsAt) throw cutShort(label);
    await stored.load([{ start: LENGTH_BYTES, end: elementsAt }]);
    const text = stored.readAll(LENGTH_BYTES, elementsAt);
    const tensors = parseHeader(text, stored.size - elementsAt, label);
    return { tensors, elements: undefined, elementsAt };
  }
  const rest = await bytes.rest('safetensors', LARGEST_IN_MEMORY);
  if (rest.length < length) throw cutShort(label);
  const elements = rest.subarray(length);
  const tensors = parseHeader(rest.subarray(0, length), elements.length, label);
  return { tensors, elements, elementsAt };
}

function cutShort(label: string): UserError {
  return new UserError({
    where: label,
    problem: 'expected the header of a safetensors file, found the end of the file within it',
    hint: 'the file was cut short; copy or download it again',
  });
}
