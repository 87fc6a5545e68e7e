import { arrayOf } from '../../reduce/number-list.ts';
import { reordered, reorderedShape } from '../../tensor/axis.ts';
import type { Shape } from '../../tensor/shape.ts';
import { fileLabel, partLabel } from '../bytes/file-label.ts';
import { SpillingStore } from '../bytes/spilling-store.ts';
import { cellLabels } from '../input/cell-labels.ts';
import { columnsOfPred, type ClassColumns } from '../input/class-columns.ts';
import { dependsOnShape, fitted } from '../input/class-mask.ts';
import { orderOf, rowWidth } from '../input/layout.ts';
import type { ReadOptions } from '../input/read-options.ts';
import { isPred, type Selection } from '../input/selection.ts';
import type { TensorReader } from '../input/tensor-reader.ts';
import { ValueQueue } from '../input/value-queue.ts';
import { readersOf, type DocumentTensor } from './document-feed.ts';
import { scanDocument } from './document-scan.ts';
import { NamedRows } from './named-rows.ts';
import type { ReadAt } from './text-window.ts';

/** Bytes of a document from which on it is worth a kernel, which takes about a millisecond to start. */
const WORTH_SCANNING = 64 * 1024;

/** A document that can be read at any place. */
export interface DocumentText {
  readonly read: ReadAt;
  /** Where it begins. */
  readonly position: number;
  readonly size: number;
}

/**
 * Opens the inputs that come from one JSON document, where it is long and its elements are all written alike; else
 * undefined. It is not kept, and of the numbers no more than fit little memory: the others go to a temporary file.
 * @throws UserError for axes that a tensor does not have
 */
export function openScanned(
  text: DocumentText,
  selections: readonly Selection[],
  options: ReadOptions,
  classes: ClassColumns | undefined,
): TensorReader[] | undefined {
  // Those that are scanned are not looked at one by one.
  const isOdd = options.notation?.missing ?? selections.some(({ layout }) => layout === 'text');
  if (isOdd || options.areLists || text.size < WORTH_SCANNING) return undefined;
  const stores = selections.map(() => new SpillingStore());
  const release = (): void => {
    for (const store of stores) store.close();
  };
  const shapes = scanDocument(
    text.read,
    text.position,
    selections.map((selection, k) => ({
      keys: selection.part?.split('.') ?? [],
      store: stores[k]!,
      named: new NamedRows(selection, classes).readers,
    })),
    { allowMissing: options.missing !== 'error', allowsNan: options.jsonNan ?? false },
  );
  let ofPred = classes;
  const tensors: DocumentTensor[] = [];
  for (const [k, shape] of (shapes ?? []).entries()) {
    const tensor = tensorOf(selections[k]!, shape, stores[k]!, ofPred);
    if (!tensor) break;
    // Pred comes first.
    if (isPred(selections[k]!)) ofPred = columnsOfPred(tensor.info);
    tensors.push(tensor);
  }
  if (tensors.length === selections.length) {
    return readersOf(tensors, { done: text.size, total: text.size }, release);
  }
  release();
  return undefined;
}

/** An input with the numbers that were scanned for it; undefined where they stand for something else. */
function tensorOf(
  asked: Selection,
  stored: Shape,
  store: SpillingStore,
  classes: ClassColumns | undefined,
): DocumentTensor | undefined {
  const { path, part } = asked;
  const selection = dependsOnShape(asked) ? fitted(asked, stored.slice(1), classes) : asked;
  const labels = cellLabels(selection, classes);
  const areNumbers = labels?.attempt(() => {
    const place = { where: () => fileLabel(path) };
    if (labels.keepsNumbers) for (const block of store.blocks()) labels.noteNumbers(block, place);
    return labels.keepsNumbers;
  });
  if (areNumbers === false) return undefined;
  const order = orderOf(selection, stored);
  const shape = order ? reorderedShape(stored, order) : stored;
  const blocks = order ? [reordered(arrayOf(store), stored, order)] : store.blocks();
  return {
    selection,
    shape,
    width: rowWidth(selection, shape),
    blocks: blocks[Symbol.iterator](),
    queue: new ValueQueue(),
    info: { label: partLabel(fileLabel(path), 'key', part), axes: shape.slice(1), labels },
  };
}
