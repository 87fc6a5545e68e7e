import { concatenated } from '../../tensor/arrays.ts';
import { reordered, reorderedShape } from '../../tensor/axis.ts';
import type { Shape } from '../../tensor/shape.ts';
import type { ByteReader } from '../bytes/byte-reader.ts';
import { fileLabel, partLabel } from '../bytes/file-label.ts';
import { requireText, skipByteOrderMark } from '../bytes/utf8.ts';
import { columnsOfPred, type ClassColumns } from '../input/class-columns.ts';
import { cellLabels } from '../input/cell-labels.ts';
import { dependsOnShape, fitted } from '../input/class-mask.ts';
import { orderOf, rowWidth } from '../input/layout.ts';
import { NoRows } from '../input/no-rows.ts';
import type { ReadOptions } from '../input/read-options.ts';
import { isPred, type Selection } from '../input/selection.ts';
import type { TensorReader } from '../input/tensor-reader.ts';
import { TextQueue } from '../input/text-queue.ts';
import { ValueQueue } from '../input/value-queue.ts';
import { JsonCursor } from './cursor.ts';
import { readersOf, type DocumentTensor } from './document-feed.ts';
import { RowLabels } from './frame.ts';
import { NamedRows } from './named-rows.ts';
import { NumberBlocks } from './number-blocks.ts';
import { openScanned } from './scanned-document.ts';
import { ANY_VALUES, readJsonTensor } from './tensor-walk.ts';
import type { ReadAt } from './text-window.ts';
import { JsonNumbers, JsonTexts } from './values.ts';

const LARGEST = 2 ** 31;

/**
 * Opens the inputs that come from one JSON document, by reading it to its end. Of each tensor the numbers are kept, or the
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
  const { file, position } = bytes;
  const open = (read: ReadAt, position: number, size: number): TensorReader[] | undefined => {
    return openScanned({ read, position, size }, selections, options, classes);
  };
  const ofFile = file && open((target, at) => file.read(target, at), position, file.size);
  if (ofFile) {
    file.requireUnchanged();
    await bytes.close();
    return ofFile;
  }
  const document = await bytes.rest('JSON', LARGEST);
  if (document.length === 0) {
    throw new NoRows({ where: bytes.label, problem: 'no rows: the file is empty' });
  }
  const ofBytes = file
    ? undefined
    : open((target, at) => document.copy(target, 0, at), 0, document.length);
  if (ofBytes) {
    await bytes.close();
    return ofBytes;
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
  return readersOf(tensors, bytes.progress);
}

function readTensor(
  document: Buffer,
  asked: Selection,
  options: ReadOptions,
  classes: ClassColumns | undefined,
  rowLabels: RowLabels,
): DocumentTensor {
  const { path, part } = asked;
  const keys = part?.split('.') ?? [];
  const cursor = new JsonCursor(document, fileLabel(path), undefined, options.jsonNan);
  const look = (): Shape =>
    readJsonTensor(cursor.at(cursor.position), keys, ANY_VALUES, rowLabels).slice(1);
  const selection = dependsOnShape(asked) ? fitted(asked, look(), classes) : asked;
  const { layout } = selection;
  const queue = layout === 'text' ? new TextQueue() : new ValueQueue();
  const numbers = new NumberBlocks(options, selection.booleans);
  const labels = cellLabels(selection, classes);
  const named = new NamedRows(selection, classes);
  const values =
    queue instanceof TextQueue
      ? new JsonTexts(queue)
      : new JsonNumbers(numbers, labels, named.readers);
  const lengths = options.areLists && layout === 'rows' ? new ValueQueue() : undefined;
  const stored = readJsonTensor(cursor, keys, values, rowLabels, lengths);
  const order = orderOf(selection, stored);
  const blocks = numbers.take();
  const shape = order ? reorderedShape(stored, order) : stored;
  const ofRows = lengths && stored.length === 2 ? lengths : undefined;
  return {
    selection,
    shape,
    lengths: ofRows,
    width: ofRows?.waiting.reduce((a, b) => Math.max(a, b)) ?? rowWidth(selection, shape),
    blocks: (order ? [reordered(concatenated(blocks), stored, order)] : blocks).values(),
    queue,
    info: {
      label: partLabel(fileLabel(path), 'key', part),
      axes: shape.slice(1),
      labels,
      ...named.info,
    },
  };
}
