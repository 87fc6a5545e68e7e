import { UserError } from '../errors.ts';
import { axisAt, moveAxis, moveAxisOfShape } from '../tensor/axis.ts';
import { elementCount, formatShape, type Shape } from '../tensor/shape.ts';
import { readJsonTensor } from './json-tensor.ts';
import { fileLabel, partLabel } from './label.ts';
import { Labels, type ClassColumns } from './labels.ts';
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
  classes: ClassColumns | undefined,
): Promise<TensorReader[]> {
  const bytes = await readWhole(text, fileLabel(selections[0]!.path));
  return selections.map((selection) => documentReader(bytes, selection, options, classes));
}

function documentReader(
  bytes: Buffer,
  selection: Selection,
  options: ReadOptions,
  classes: ClassColumns | undefined,
): TensorReader {
  const { input, path, part, layout } = selection;
  const queue = new NumberQueue(options);
  const labels = selection.labels && new Labels(selection.labels, classes);
  const keys = part?.split('.') ?? [];
  const stored = readJsonTensor(bytes, fileLabel(path), keys, queue, labels);
  const shape = layout === 'rows' ? rowsAlong(selection.axis ?? -1, stored, queue) : stored;
  return new TensorReader({
    input,
    info: { label: partLabel(fileLabel(path), 'key', part), axes: shape.slice(1) },
    width: widthOf(shape, layout),
    queue,
    feed: READ_WHOLE,
    shape: () => shape,
  });
}

/** Moves the axis of the rows to the end, and returns the new shape. */
function rowsAlong(axis: number, shape: Shape, queue: NumberQueue): Shape {
  const rank = Math.max(2, shape.length);
  const place = axisAt(axis, rank);
  if (place === undefined) {
    throw new UserError({
      where: `--axis ${axis}`,
      problem: `expected an axis from ${-rank} to ${rank - 1}, as the shape is ${formatShape(shape)}`,
    });
  }
  const last = shape.length - 1;
  if (shape.length < 2 || place === last) return shape;
  const values = new Float64Array(queue.length);
  queue.shift(values, values.length);
  queue.refill(moveAxis(values, shape, place, last));
  return moveAxisOfShape(shape, place, last);
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
