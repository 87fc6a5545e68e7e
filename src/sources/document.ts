import { UserError } from '../errors.ts';
import { elementCount, type Shape } from '../tensor/shape.ts';
import { readJsonTensor } from './json-tensor.ts';
import { fileLabel, partLabel } from './label.ts';
import { NumberQueue } from './number-queue.ts';
import type { Feed } from './tensor-reader.ts';
import { TensorReader } from './tensor-reader.ts';
import type { TextReader } from './text.ts';
import type { Layout, ReadOptions, Selection } from './types.ts';

const LARGEST = 2 ** 31;

/** A document is read to its end before its inputs are. */
const READ_WHOLE: Feed = {
  more: () => Promise.resolve(false),
  close: () => Promise.resolve(),
};

/**
 * Opens the inputs that come from one JSON document, by reading it whole.
 * @throws UserError if it is not JSON, or a part is no tensor
 */
export async function openDocument(
  text: TextReader,
  selections: readonly Selection[],
  options: ReadOptions,
): Promise<TensorReader[]> {
  const bytes = await readWhole(text, fileLabel(selections[0]!.path));
  return selections.map((selection) => documentReader(bytes, selection, options));
}

function documentReader(bytes: Buffer, selection: Selection, options: ReadOptions): TensorReader {
  const { input, path, part, layout } = selection;
  const queue = new NumberQueue(options);
  const shape = readJsonTensor(bytes, fileLabel(path), part?.split('.') ?? [], queue);
  return new TensorReader({
    input,
    info: { label: partLabel(fileLabel(path), 'key', part), axes: shape.slice(1) },
    width: widthOf(shape, layout),
    queue,
    feed: READ_WHOLE,
    shape: () => shape,
  });
}

function widthOf(shape: Shape, layout: Layout): number {
  if (layout === 'scalars' || shape.length < 2) return 1;
  return layout === 'batch' ? elementCount(shape.slice(1)) : shape.at(-1)!;
}

async function readWhole(text: TextReader, label: string): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for (let piece = await text.next(); piece !== undefined; piece = await text.next()) {
    pieces.push(piece);
    size += piece.length;
    if (size > LARGEST) {
      throw new UserError({
        where: label,
        problem: 'expected JSON of at most 2 GiB, as it is read into memory',
        hint: 'CSV is read in blocks, whatever its size',
      });
    }
  }
  if (size === 0) throw new UserError({ where: label, problem: 'no rows: the file is empty' });
  return Buffer.concat(pieces);
}
