import { UserError } from '../../messages/errors.ts';
import { areLast, formatAxis, rowAxes } from '../../tensor/axis.ts';
import { elementCount, type Shape } from '../../tensor/shape.ts';
import type { DistinctTexts } from '../../text/distinct-texts.ts';
import { fileLabel, partLabel } from '../bytes/file-label.ts';
import { columnsOfPred, type ClassColumns } from '../input/class-columns.ts';
import { cellLabels, type CellLabels } from '../input/cell-labels.ts';
import { dependsOnShape, fitted } from '../input/class-mask.ts';
import type { LabelPlace } from '../input/class-labels.ts';
import { rowWidth } from '../input/layout.ts';
import { RaggedReader } from '../input/ragged-reader.ts';
import type { ReadOptions } from '../input/read-options.ts';
import type { Selection } from '../input/selection.ts';
import { requireOneColumn } from '../input/table-reader.ts';
import { QueueReader, type Feed, type TensorReader } from '../input/tensor-reader.ts';
import { TextQueue } from '../input/text-queue.ts';
import { ValueQueue } from '../input/value-queue.ts';
import type { ScannedParts } from '../scan/ndjson-layout.ts';
import type { JsonCursor } from './cursor.ts';
import { chooseParts, type RecordParts } from './ndjson-parts.ts';
import { NamedRows } from './named-rows.ts';
import { NumberBlocks } from './number-blocks.ts';
import { axesAt, TensorWalk, type KeyPath } from './tensor-walk.ts';
import { JsonNumbers, JsonTexts } from './values.ts';

/** An input of the loss that comes from parts of JSON documents, a line each: takes what is in them, or was scanned. */
export class RecordInput {
  readonly #selection: Selection;
  readonly #parts: RecordParts;
  readonly #labels: CellLabels | undefined;
  readonly #named: NamedRows;
  /** The numbers that have been walked over and are not in the queue yet. */
  readonly #numbers: NumberBlocks;
  readonly #queue: ValueQueue | TextQueue;
  /** Given where rows have lengths of their own. */
  readonly #lengths: ValueQueue | undefined;
  /** One for each part; they take into the same numbers. */
  readonly #walks: readonly TensorWalk[];

  /**
   * Chooses the parts by the first line, and takes what is in it.
   * @param line a cursor before the first line, a new one each time
   * @param classes the columns of pred
   * @throws UserError if there is no such part, or it is no tensor
   */
  constructor(
    asked: Selection,
    label: string,
    line: () => JsonCursor,
    classes: ClassColumns | undefined,
    options: Pick<ReadOptions, 'missing' | 'warn' | 'notation' | 'areLists'>,
  ) {
    this.#parts = chooseParts(asked.part, line(), label);
    const { paths } = this.#parts;
    const selection = dependsOnShape(asked)
      ? fitted(asked, entryAxes(paths, line), classes)
      : asked;
    this.#selection = selection;
    this.#labels = cellLabels(selection, classes);
    this.#numbers = new NumberBlocks(options, selection.booleans);
    if (selection.layout === 'text') requireOneColumn(selection, paths.length);
    const named = new NamedRows(selection, classes);
    this.#named = named;
    const queue = selection.layout === 'text' ? new TextQueue() : new ValueQueue();
    const values =
      queue instanceof TextQueue
        ? new JsonTexts(queue)
        : new JsonNumbers(this.#numbers, this.#labels, named.readers);
    this.#queue = queue;
    const mayBeLists = options.areLists && selection.layout === 'rows' && paths.length === 1;
    const lengths = mayBeLists ? new ValueQueue() : undefined;
    this.#walks = paths.map((keys) => new TensorWalk(keys, values, undefined, lengths));
    for (const walk of this.#walks) {
      walk.entry(line());
      if (paths.length > 1 && walk.shape.length > 1) throw arrayAmongKeys(walk);
    }
    requireLastAxes(selection, this.#axes);
    this.#lengths = lengths && lengths.length > 0 ? lengths : undefined;
  }

  /** The columns, where the input is pred. */
  get classes(): ClassColumns {
    return columnsOfPred({ axes: this.#axes, columns: this.#parts.names, ...this.#named.info });
  }

  /** What to scan for the input; undefined where numbers do not stand for themselves. */
  get scanned(): ScannedParts | undefined {
    if (this.#named.areMet || (this.#labels && !this.#labels.keepsNumbers)) return undefined;
    return { paths: this.#parts.paths, isText: this.isText };
  }

  get isText(): boolean {
    return this.#queue instanceof TextQueue;
  }

  /**
   * Takes what is in a line.
   * @param line a cursor before it, a new one each time
   * @throws UserError if that is not what there was in the first line, or no JSON
   */
  take(line: () => JsonCursor): void {
    for (const walk of this.#walks) walk.entry(line());
  }

  /** Hands over what has been taken of lines. */
  deliver(): void {
    const queue = this.#queue;
    if (queue instanceof TextQueue) return;
    for (const block of this.#numbers.take()) queue.append(block);
  }

  /**
   * Takes what was scanned; it must stay as it is until all has been taken on.
   * @param texts what the values are codes of, where the input is text
   * @throws UserError for class indices where there were names of classes before
   */
  append(values: Float64Array, texts: DistinctTexts | undefined, place: LabelPlace): void {
    this.#labels?.noteNumbers(values, place);
    const queue = this.#queue;
    // Lines that are scanned have as many numbers as the first.
    const width = elementCount(this.#axes);
    for (let row = 0; this.#lengths && row < values.length / width; row++) this.#lengths.put(width);
    if (queue instanceof TextQueue) queue.append(values, texts!);
    else queue.append(values);
  }

  /** Reads what has been taken. */
  reader(feed: Feed): TensorReader {
    const { input, path, part } = this.#selection;
    const { paths, names } = this.#parts;
    const axes = this.#axes;
    const size = elementCount(axes);
    const kind = paths.length === 1 ? 'key' : 'keys';
    const info = {
      label: partLabel(fileLabel(path), kind, part),
      axes,
      columns: names,
      labels: this.#labels,
      ...this.#named.info,
    };
    const width = rowWidth(this.#selection, [1, ...axes]);
    const queue = this.#queue;
    if (this.#lengths && queue instanceof ValueQueue) {
      return new RaggedReader({ input, info, width, queue, lengths: this.#lengths, feed });
    }
    return new QueueReader({
      input,
      info,
      width,
      queue,
      feed,
      shape: (count) => [count / size, ...axes],
    });
  }

  /** The shape of an entry. */
  get #axes(): Shape {
    const [walk, ...others] = this.#walks;
    return others.length === 0 ? walk!.shape.slice(1) : [this.#walks.length];
  }
}

/** The shape of the entry that a line is. */
function entryAxes(paths: readonly KeyPath[], line: () => JsonCursor): Shape {
  return paths.length > 1 ? [paths.length] : axesAt(line(), paths[0]!);
}

/** Lines are read one by one, so that the rows have to be what lies along the last axes of each. */
function requireLastAxes({ axis = -1, layout, path }: Selection, axes: Shape): void {
  const rank = Math.max(2, axes.length + 1);
  const places = rowAxes(axis, rank);
  if (layout !== 'rows' || (places && areLast(places, rank))) return;
  const several = rank > 2 ? ', or several up to it,' : '';
  throw new UserError({
    where: `--axis ${formatAxis(axis)}`,
    problem: `expected axis ${rank - 1} or -1${several} for ${fileLabel(path)}, which is read line by line`,
    hint: 'give a JSON or NPY array to reduce another axis',
  });
}

function arrayAmongKeys(walk: TensorWalk): UserError {
  return new UserError({
    where: walk.where(),
    problem: 'expected a number, as several keys make a row, found an array',
    hint: 'choose one key with an array, or several with a number each',
  });
}
