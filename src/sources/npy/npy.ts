import { quote, UserError } from '../../messages/errors.ts';
import { reordered, reorderedShape } from '../../tensor/axis.ts';
import type { Shape } from '../../tensor/shape.ts';
import type { ByteReader } from '../bytes/byte-reader.ts';
import type { ClassColumns } from '../input/class-columns.ts';
import { fitted } from '../input/class-mask.ts';
import { orderOf, rowWidth } from '../input/layout.ts';
import { NumberQueue } from '../input/number-queue.ts';
import type { ReadOptions } from '../input/read-options.ts';
import type { Selection } from '../input/selection.ts';
import {
  QueueReader,
  wholeFeed,
  type Feed,
  type RowPlaces,
  type TensorReader,
} from '../input/tensor-reader.ts';
import { NpyFeed } from './feed.ts';
import { takeNpyHeader, wrongSize, type NpyHeader } from './header.ts';
import { NpyNumbers } from './numbers.ts';

/** Bytes of an array that has to be in memory as a whole. */
const LARGEST_WHOLE = 2 ** 31;

/**
 * Opens the inputs that come from one NPY file.
 * @throws UserError if it is no array of numbers, or of another size than it says
 */
export async function openNpy(
  bytes: ByteReader,
  selections: readonly Selection[],
  options: ReadOptions,
  classes: ClassColumns | undefined,
): Promise<TensorReader[]> {
  // What is wrong with the file comes first.
  const readers = await openArray(bytes, selections, options, classes);
  const part = selections.find((selection) => selection.part !== undefined)?.part;
  if (part === undefined) return readers;
  throw new UserError({
    where: bytes.label,
    problem: `expected no part of an NPY file, which is one array, found ${quote(part)}`,
    hint: 'leave #part out; an NPZ file has several arrays',
  });
}

/**
 * Opens the inputs that one array is, whatever it is in: in blocks, or as a whole where the numbers of its rows do
 * not lie one after the other.
 * @throws UserError if it is no array of numbers, or of another size than it says
 */
export async function openArray(
  bytes: ByteReader,
  selections: readonly Selection[],
  options: ReadOptions,
  classes: ClassColumns | undefined,
): Promise<TensorReader[]> {
  return openElements(bytes, await takeNpyHeader(bytes), selections, options, classes);
}

/**
 * Opens the inputs that one array is, of which the bytes hold the elements only.
 * @param classes the columns of pred, where pred is elsewhere
 * @throws UserError as {@link openArray}
 */
export async function openElements(
  bytes: ByteReader,
  header: NpyHeader,
  asked: readonly Selection[],
  options: ReadOptions,
  classes: ClassColumns | undefined,
): Promise<TensorReader[]> {
  const selections = asked.map((selection) => fitted(selection, header.shape.slice(1), classes));
  for (const selection of selections) refuseLabels(selection, bytes.label);
  const { file, label } = bytes;
  const found = file === undefined ? header.size : file.size - bytes.position;
  if (found !== header.size) throw wrongSize(header, label, found);

  const numbers = new NpyNumbers(header, label, options.missing);
  const queues = selections.map(() => new NumberQueue(options));
  const orders = selections.map((selection) => orderOf(selection, header.shape));
  if (!isColumnMajor(header) && orders.every((order) => order === undefined)) {
    const widths = selections.map((selection) => rowWidth(selection, header.shape));
    const feed = new NpyFeed(bytes, header, numbers, queues, Math.max(...widths));
    return selections.map((selection, k) => {
      const width = widths[k]!;
      const rows = header.size / header.type.size / width;
      const isAlone = file !== undefined && selections.length === 1;
      const places = isAlone ? placesIn(feed, rows, width) : undefined;
      return arrayReader(selection, label, header, header.shape, {
        queue: queues[k]!,
        feed,
        places,
      });
    });
  }

  numbers.append(await readWhole(bytes, header), 0, queues);
  await bytes.close();
  const feed = wholeFeed(bytes.progress);
  return selections.map((selection, k) => {
    const queue = queues[k]!;
    const shape = rearrange(queue, header, orders[k]);
    return arrayReader(selection, label, header, shape, { queue, feed });
  });
}

function placesIn(feed: NpyFeed, rows: number, width: number): RowPlaces {
  return {
    rows,
    version: feed.version,
    seek: (row) => feed.seek(row * width),
    requireUnchanged: () => feed.requireUnchanged(),
  };
}

function arrayReader(
  selection: Selection,
  label: string,
  { type }: NpyHeader,
  shape: Shape,
  from: {
    readonly queue: NumberQueue;
    readonly feed: Feed;
    readonly places?: RowPlaces | undefined;
  },
): TensorReader {
  return new QueueReader({
    input: selection.input,
    info: { label, axes: shape.slice(1), dtype: type.dtype },
    width: rowWidth(selection, shape),
    ...from,
    shape: () => shape,
  });
}

/** Whether the order of the elements is not that of rows; with one axis that is longer than 1 both are the same. */
function isColumnMajor({ isFortran, shape }: NpyHeader): boolean {
  return isFortran && shape.filter((length) => length > 1).length > 1;
}

async function readWhole(bytes: ByteReader, header: NpyHeader): Promise<Buffer> {
  if (header.size > LARGEST_WHOLE) {
    throw new UserError({
      where: bytes.label,
      problem: `expected at most ${LARGEST_WHOLE / 2 ** 30} GiB of numbers to put into the order of rows, found ${header.size} bytes`,
      hint: 'numpy.ascontiguousarray, with the axes of the loss last, makes an array that is read in blocks',
    });
  }
  const elements = await bytes.rest('an NPY array', LARGEST_WHOLE);
  if (elements.length === header.size) return elements;
  throw wrongSize(header, bytes.label, elements.length);
}

/** Puts the numbers of a whole array into the order of rows, those along some axes if an order of axes is given. */
function rearrange(
  queue: NumberQueue,
  header: NpyHeader,
  order: readonly number[] | undefined,
): Shape {
  let { shape } = header;
  let values = queue.take(queue.length);
  const reorder = (by: readonly number[]): void => {
    values = reordered(values, shape, by);
    shape = reorderedShape(shape, by);
  };
  if (isColumnMajor(header)) {
    // Row by row, this memory is the array with its axes in reverse.
    shape = shape.toReversed();
    reorder(shape.map((_, axis) => shape.length - 1 - axis));
  }
  if (order !== undefined) reorder(order);
  queue.append(values);
  return shape;
}

/** What numbers mean is not for the options of labels to say. */
function refuseLabels({ labels }: Selection, label: string): void {
  const where = labels?.positive === undefined ? '--labels' : '--positive';
  if (labels?.positive === undefined && labels?.names === undefined) return;
  throw new UserError({
    where,
    problem: `expected text for labels, found the numbers of ${label}`,
    hint: `leave ${where} out: numbers stand for themselves, class indices count from 0`,
  });
}
