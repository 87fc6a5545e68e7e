import { concatenated } from '../../tensor/arrays.ts';
import { reordered, reorderedShape } from '../../tensor/axis.ts';
import type { Shape } from '../../tensor/shape.ts';
import type { ByteReader } from '../bytes/byte-reader.ts';
import type { Progress } from '../bytes/byte-source.ts';
import { fileLabel, partLabel } from '../bytes/file-label.ts';
import { requireText, skipByteOrderMark } from '../bytes/utf8.ts';
import { columnsOfPred, type ClassColumns } from '../input/class-columns.ts';
import { cellLabels } from '../input/cell-labels.ts';
import { asMask } from '../input/class-mask.ts';
import { orderOf, rowWidth } from '../input/layout.ts';
import type { TensorInfo } from '../input/inputs.ts';
import { NoRows } from '../input/no-rows.ts';
import type { ReadOptions } from '../input/read-options.ts';
import { isPred, type Selection } from '../input/selection.ts';
import { QueueReader, type Feed, type TensorReader } from '../input/tensor-reader.ts';
import { TextQueue } from '../input/text-queue.ts';
import { ValueQueue } from '../input/value-queue.ts';
import { JsonCursor } from './cursor.ts';
import { RowLabels } from './frame.ts';
import { NamedRows } from './named-rows.ts';
import { NumberBlocks } from './number-blocks.ts';
import { ANY_VALUES, readJsonTensor } from './tensor-walk.ts';
import { JsonNumbers, JsonTexts } from './values.ts';

const LARGEST = 2 ** 31;

/** An input of the loss that a document holds. */
interface Tensor {
  readonly selection: Selection;
  readonly shape: Shape;
  /** Numbers in a row. */
  readonly width: number;
  /** The numbers that are not in the queue yet, in order. */
  readonly blocks: Float64Array[];
  /** Where the input is text, it holds all of it. */
  readonly queue: ValueQueue | TextQueue;
  readonly info: TensorInfo;
}

/**
 * Opens the inputs that come from one JSON document, by reading it whole. Of each tensor the numbers are kept, or the
 * distinct texts, once; the document is not.
 * @throws UserError if it is not JSON, or a part is no tensor
 */
export async function openDocument(
  bytes: ByteReader,
  selections: readonly Selection[],
  options: ReadOptions,
  classes: ClassColumns | undefined,
): Promise<TensorReader[]> {
  await skipByteOrderMark(bytes);
  const document = await bytes.rest('JSON', LARGEST);
  if (document.length === 0) {
    throw new NoRows({ where: bytes.label, problem: 'no rows: the file is empty' });
  }
  requireText(document, bytes.label);
  await bytes.close();
  let ofPred = classes;
  const rowLabels = new RowLabels();
  const tensors = selections.map((selection) => {
    const tensor = readTensor(document, selection, options, ofPred, rowLabels);
    // Pred comes first.
    if (isPred(selection)) ofPred = columnsOfPred(tensor.info);
    return tensor;
  });
  const feed = new DocumentFeed(tensors, bytes.progress);
  return tensors.map(({ selection: { input }, shape, width, queue, info }) => {
    return new QueueReader({ input, info, width, queue, feed, shape: () => shape });
  });
}

/** Hands over the numbers of a document that was read to its end when it was opened. */
class DocumentFeed implements Feed {
  readonly #tensors: readonly Tensor[];
  readonly progress: Progress;

  constructor(tensors: readonly Tensor[], progress: Progress) {
    this.#tensors = tensors;
    this.progress = progress;
  }

  /** Gives a block to each input that has run short of a row. */
  more(): Promise<boolean> {
    let hasMore = false;
    for (const { blocks, queue, width } of this.#tensors) {
      if (queue instanceof TextQueue || queue.length >= width) continue;
      const block = blocks.shift();
      if (block === undefined) continue;
      queue.append(block);
      hasMore = true;
    }
    return Promise.resolve(hasMore);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

function readTensor(
  document: Buffer,
  asked: Selection,
  options: ReadOptions,
  classes: ClassColumns | undefined,
  rowLabels: RowLabels,
): Tensor {
  const { path, part } = asked;
  const keys = part?.split('.') ?? [];
  const cursor = new JsonCursor(document, fileLabel(path), undefined, options.jsonNan);
  const look = (): Shape =>
    readJsonTensor(cursor.at(cursor.position), keys, ANY_VALUES, rowLabels).slice(1);
  const selection = asked.mask ? asMask(asked, look(), classes) : asked;
  const { layout } = selection;
  const queue = layout === 'text' ? new TextQueue() : new ValueQueue();
  const numbers = new NumberBlocks(options, selection.booleans);
  const labels = cellLabels(selection, classes);
  const named = new NamedRows(selection, classes);
  const values =
    queue instanceof TextQueue
      ? new JsonTexts(queue)
      : new JsonNumbers(numbers, labels, named.readers);
  const stored = readJsonTensor(cursor, keys, values, rowLabels);
  const order = orderOf(selection, stored);
  const blocks = numbers.take();
  const shape = order ? reorderedShape(stored, order) : stored;
  return {
    selection,
    shape,
    width: rowWidth(selection, shape),
    blocks: order ? [reordered(concatenated(blocks), stored, order)] : blocks,
    queue,
    info: {
      label: partLabel(fileLabel(path), 'key', part),
      axes: shape.slice(1),
      labels,
      ...named.info,
    },
  };
}
