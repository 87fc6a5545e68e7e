import { UserError } from '../errors.ts';
import { axisAt } from '../tensor/axis.ts';
import { elementCount, type Shape } from '../tensor/shape.ts';
import type { ByteReader } from './byte-reader.ts';
import type { Progress } from './bytes.ts';
import { JsonCursor } from './json.ts';
import { NumberBlocks } from './json-numbers.ts';
import { TensorWalk } from './json-tensor.ts';
import { fileLabel, partLabel } from './label.ts';
import { Labels, type ClassColumns } from './labels.ts';
import { rowWidth } from './layout.ts';
import { LineReader } from './lines.ts';
import { chooseParts, type RecordParts } from './ndjson-parts.ts';
import { NumberQueue } from './number-queue.ts';
import type { Chunks } from './scan/chunks.ts';
import { planOfLine } from './scan/ndjson-layout.ts';
import type { ScanPlan } from './scan/plan.ts';
import { LONGEST_TEXT } from './scan/scanner.ts';
import { SerialChunks } from './scan/serial-chunks.ts';
import { SharedChunks } from './scan/shared-chunks.ts';
import { TensorReader, type Feed } from './tensor-reader.ts';
import { findFlaw, firstByte, skipByteOrderMark } from './text.ts';
import type { OpenOptions, Selection } from './types.ts';

const NEWLINE = 0x0a;
const LEAST_LOOK = 4096;
/** A little less than the 64 MiB that are scanned at once, so that a longer line is always told from a piece of it. */
const LONGEST_LINE = 63 * 2 ** 20;

/** An input of the loss and the parts of each record that it consists of. */
interface Output {
  readonly selection: Selection;
  readonly parts: RecordParts;
  /** One for each part; they write into the same numbers. */
  readonly walks: readonly TensorWalk[];
  readonly numbers: NumberBlocks;
  readonly queue: NumberQueue;
  readonly labels: Labels | undefined;
}

/**
 * Opens the inputs that come from one file of JSON documents, a line each, which are the entries along the first axis:
 * reads its first line.
 * @param classes the columns of pred, where pred is elsewhere
 * @throws UserError if there is none, or a part of it is no tensor
 */
export async function openNdjson(
  bytes: ByteReader,
  selections: readonly Selection[],
  options: OpenOptions,
  classes: ClassColumns | undefined,
): Promise<TensorReader[]> {
  await skipByteOrderMark(bytes);
  const records = new Records(bytes, options);
  const outputs = await records.open(selections, classes);
  return outputs.map((output) => recordReader(output, records));
}

function recordReader(output: Output, feed: Feed): TensorReader {
  const { selection, parts, queue } = output;
  const { input, path, part } = selection;
  const axes = axesOf(output);
  const size = elementCount(axes);
  const kind = parts.paths.length === 1 ? 'key' : 'keys';
  return new TensorReader({
    input,
    info: { label: partLabel(fileLabel(path), kind, part), axes, columns: parts.names },
    width: rowWidth(selection, [1, ...axes]),
    queue,
    feed,
    shape: (count) => [count / size, ...axes],
  });
}

/** The shape of an input's entry. */
function axesOf({ walks }: Pick<Output, 'walks'>): Shape {
  return walks.length === 1 ? walks[0]!.shape.slice(1) : [walks.length];
}

/**
 * A file of JSON documents that is being read. Lines that are written as the first is are scanned; the others are
 * walked over one by one.
 */
class Records implements Feed {
  readonly #bytes: ByteReader;
  readonly #options: OpenOptions;
  readonly #label: string;
  #outputs: readonly Output[] = [];
  #chunks: Chunks | undefined;
  #line = 1;
  #blankLine: number | undefined;
  #ended = false;
  /** Thrown when all that was read before it has been taken, lest errors depend on how the bytes arrive. */
  #failure: Error | undefined;

  constructor(bytes: ByteReader, options: OpenOptions) {
    this.#bytes = bytes;
    this.#options = options;
    this.#label = bytes.label;
  }

  async open(
    selections: readonly Selection[],
    classes: ClassColumns | undefined,
  ): Promise<readonly Output[]> {
    const line = await this.#takeFirstLine();
    let pred = classes;
    this.#outputs = selections.map((selection) => {
      const output = this.#output(selection, line, pred);
      // Pred comes first, so that the labels of the others can be the names of its columns.
      if (selection.input === 'pred') {
        pred = { count: axesOf(output).at(-1) ?? 1, names: output.parts.names };
      }
      return output;
    });
    this.#deliver();
    this.#line++;
    this.#chunks = this.#openChunks(this.#plan(line));
    return this.#outputs;
  }

  #openChunks(plan: ScanPlan | undefined): Chunks {
    const { file, position } = this.#bytes;
    const { pool } = this.#options;
    return plan && file && pool.areWorth(file.size - position)
      ? new SharedChunks(file, position, plan, pool)
      : new SerialChunks(this.#bytes, new LineReader(this.#bytes, LONGEST_TEXT), plan);
  }

  async #takeFirstLine(): Promise<Buffer> {
    let look = LEAST_LOOK;
    let ahead = await this.#bytes.peek(look);
    let newline = ahead.indexOf(NEWLINE);
    while (newline < 0 && ahead.length >= look && ahead.length <= LONGEST_LINE) {
      look *= 2;
      ahead = await this.#bytes.peek(look);
      newline = ahead.indexOf(NEWLINE);
    }
    const line = ahead.subarray(0, newline < 0 ? ahead.length : newline);
    this.#requireLine(line);
    if (isBlank(line)) {
      const isEmpty = (await firstByte(this.#bytes)) === undefined;
      throw isEmpty
        ? new UserError({ where: this.#label, problem: 'no rows: the file is empty' })
        : this.#unexpectedBlank(1);
    }
    this.#bytes.take(Math.min(line.length + 1, ahead.length));
    return line;
  }

  /** Makes an input of a selection by reading the first line. */
  #output(selection: Selection, line: Buffer, classes: ClassColumns | undefined): Output {
    const first = new JsonCursor(line, this.#label, this.#line);
    const parts = chooseParts(selection.part, first, this.#label);
    const labels = selection.labels && new Labels(selection.labels, classes);
    const numbers = new NumberBlocks(this.#options);
    const walks = parts.paths.map((keys) => new TensorWalk(keys, numbers, labels));
    for (const walk of walks) {
      walk.entry(this.#cursor(line));
      if (walks.length > 1 && walk.shape.length > 1) throw this.#arrayAmongKeys(walk);
    }
    const queue = new NumberQueue(this.#options);
    const output = { selection, parts, walks, numbers, queue, labels };
    requireLastAxis(selection, axesOf(output));
    return output;
  }

  /** What to scan, where the first line has plain numbers that stand for themselves. */
  #plan(line: Buffer): ScanPlan | undefined {
    if (this.#outputs.some(({ labels }) => labels && !labels.keepsNumbers)) return undefined;
    const inputs = this.#outputs.map(({ parts }) => parts.paths);
    return planOfLine(line, inputs, this.#options.missing !== 'error');
  }

  async more(): Promise<boolean> {
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#ended) return false;
    try {
      const chunk = await this.#chunks!.next();
      if (chunk === undefined) {
        this.#ended = true;
        await this.close();
      } else if (chunk.planes && this.#blankLine === undefined) {
        this.#accept(chunk.planes, chunk.rows);
      } else this.#readLines(chunk.text());
    } catch (error) {
      this.#failure = error as Error;
      await this.close();
    }
    this.#deliver();
    return true;
  }

  /** Takes lines that were scanned. */
  #accept(planes: readonly Float64Array[], rows: number): void {
    const place = { where: () => `${this.#label}:${this.#line}` };
    this.#outputs.forEach(({ queue, labels }, k) => {
      labels?.noteNumbers(planes[k]!, place);
      queue.append(planes[k]!);
    });
    this.#line += rows;
  }

  #readLines(text: Buffer): void {
    for (let start = 0; start < text.length;) {
      const newline = text.indexOf(NEWLINE, start);
      const end = newline < 0 ? text.length : newline;
      this.#readLine(text.subarray(start, end));
      this.#line++;
      start = end + 1;
    }
  }

  #readLine(line: Buffer): void {
    this.#requireLine(line);
    if (isBlank(line)) {
      this.#blankLine ??= this.#line;
      return;
    }
    if (this.#blankLine !== undefined) throw this.#unexpectedBlank(this.#blankLine);
    for (const { walks } of this.#outputs) {
      for (const walk of walks) walk.entry(this.#cursor(line));
    }
  }

  /** Hands over the numbers of the lines that were walked over. */
  #deliver(): void {
    for (const { numbers, queue } of this.#outputs) {
      for (const block of numbers.take()) queue.append(block);
    }
  }

  #cursor(line: Buffer): JsonCursor {
    return new JsonCursor(line, this.#label, this.#line);
  }

  #requireLine(line: Buffer): void {
    if (line.length > LONGEST_LINE) {
      throw new UserError({
        where: `${this.#label}:${this.#line}`,
        problem: `expected a line of at most ${LONGEST_LINE / 2 ** 20} MiB, found a longer one`,
        hint: 'NDJSON is one JSON value a line; --input-format json reads a single document',
      });
    }
    const flaw = findFlaw(line, this.#label, this.#line);
    if (flaw) throw flaw.error;
  }

  #unexpectedBlank(line: number): UserError {
    return new UserError({
      where: `${this.#label}:${line}`,
      problem: 'expected a JSON value, found a blank line',
      hint: 'blank lines are allowed at the end only; null stands for a missing value',
    });
  }

  #arrayAmongKeys(walk: TensorWalk): UserError {
    return new UserError({
      where: walk.where(),
      problem: 'expected a number, as several keys make a row, found an array',
      hint: 'choose one key with an array, or several with a number each',
    });
  }

  get progress(): Progress {
    return (this.#chunks ?? this.#bytes).progress;
  }

  async close(): Promise<void> {
    await (this.#chunks ?? this.#bytes).close();
  }
}

/** Lines are read one by one, so that the rows have to be what lies along the last axis of each. */
function requireLastAxis({ axis = -1, layout, path }: Selection, axes: Shape): void {
  const rank = Math.max(2, axes.length + 1);
  if (layout !== 'rows' || axisAt(axis, rank) === rank - 1) return;
  throw new UserError({
    where: `--axis ${axis}`,
    problem: `expected axis ${rank - 1} or -1 for ${fileLabel(path)}, which is read line by line`,
    hint: 'give a JSON or NPY array to reduce another axis',
  });
}

function isBlank(line: Buffer): boolean {
  return line.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}
