import { UserError } from '../../messages/errors.ts';
import { moveAxis, moveAxisOfShape } from '../../tensor/axis.ts';
import { elementCount, type Shape } from '../../tensor/shape.ts';
import type { ByteReader } from '../bytes/byte-reader.ts';
import type { Progress } from '../bytes/bytes.ts';
import { NumberBlocks } from './json-numbers.ts';
import { readJsonTensor } from './json-tensor.ts';
import { JsonNumbers, JsonTexts } from './json-values.ts';
import { fileLabel, partLabel } from '../bytes/file-label.ts';
import { Labels, type ClassColumns } from '../input/labels.ts';
import { axisToMove, rowWidth } from '../input/layout.ts';
import { NumberQueue } from '../input/number-queue.ts';
import { TensorReader, type Feed } from '../input/tensor-reader.ts';
import { TextQueue } from '../input/text-queue.ts';
import { requireText, skipByteOrderMark } from '../bytes/text.ts';
import type { ReadOptions, Selection } from '../input/types.ts';

const LARGEST = 2 ** 31;

/** An input of the loss that a document holds. */
interface Tensor {
  readonly selection: Selection;
  readonly shape: Shape;
  /** Numbers in a row. */
  readonly width: number;
  /** The numbers that are not in the queue yet, in order. */
  readonly blocks: Float64Array[];
  readonly queue: NumberQueue;
  /** Where the input is text; the queue then holds the codes of all of it. */
  readonly texts: TextQueue | undefined;
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
    throw new UserError({ where: bytes.label, problem: 'no rows: the file is empty' });
  }
  requireText(document, bytes.label);
  await bytes.close();
  const tensors = selections.map((selection) => readTensor(document, selection, options, classes));
  const feed = new DocumentFeed(tensors, bytes.progress);
  return tensors.map(({ selection: { input, path, part }, shape, width, queue, texts }) => {
    const info = { label: partLabel(fileLabel(path), 'key', part), axes: shape.slice(1) };
    const textOf = texts?.textOf;
    return new TensorReader({ input, info, width, queue, textOf, feed, shape: () => shape });
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
      const block = queue.length < width ? blocks.shift() : undefined;
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
  selection: Selection,
  options: ReadOptions,
  classes: ClassColumns | undefined,
): Tensor {
  const { path, part, layout } = selection;
  const queue = new NumberQueue(options);
  const texts = layout === 'text' ? new TextQueue(queue) : undefined;
  const numbers = new NumberBlocks(options);
  const labels = selection.labels && new Labels(selection.labels, classes);
  const keys = part?.split('.') ?? [];
  const values = texts ? new JsonTexts(texts) : new JsonNumbers(numbers, labels);
  const stored = readJsonTensor(document, fileLabel(path), keys, values);
  const axis = axisToMove(selection, stored);
  const blocks = numbers.take();
  const isMoved = axis !== undefined;
  const last = stored.length - 1;
  const shape = isMoved ? moveAxisOfShape(stored, axis, last) : stored;
  return {
    selection,
    shape,
    width: rowWidth(selection, shape),
    blocks: isMoved ? [moveAxis(joined(blocks, stored), stored, axis, last)] : blocks,
    queue,
    texts,
  };
}

/** The numbers of a tensor in one array. */
function joined(blocks: readonly Float64Array[], shape: Shape): Float64Array {
  const values = new Float64Array(elementCount(shape));
  let at = 0;
  for (const block of blocks) {
    values.set(block, at);
    at += block.length;
  }
  return values;
}
