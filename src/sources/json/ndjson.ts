import { UserError } from '../../messages/errors.ts';
import type { ByteReader } from '../bytes/byte-reader.ts';
import { findFlaw, firstByte, skipByteOrderMark } from '../bytes/utf8.ts';
import type { ClassColumns } from '../input/class-columns.ts';
import { NoRows } from '../input/no-rows.ts';
import { isPred, type Selection } from '../input/selection.ts';
import type { TensorReader } from '../input/tensor-reader.ts';
import type { ScannedRows } from '../scan/csv-scanner.ts';
import { LineFeed, type LineTaker } from '../scan/line-feed.ts';
import { planOfLine } from '../scan/ndjson-layout.ts';
import type { ScanPlan } from '../scan/plan.ts';
import type { OpenOptions } from '../scan/threads.ts';
import { JsonCursor } from './cursor.ts';
import { RecordInput } from './ndjson-input.ts';

const NEWLINE = 0x0a;
const LEAST_LOOK = 4096;
/** A little less than the 64 MiB that are scanned at once, so that a longer line is always told from a piece of it. */
const LONGEST_LINE = 63 * 2 ** 20;

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
  return records.open(selections, classes);
}

/**
 * A file of JSON documents that is being read. Lines that are written as the first is are scanned; the others are
 * walked over one by one.
 */
class Records implements LineTaker {
  readonly #bytes: ByteReader;
  readonly #options: OpenOptions;
  readonly #label: string;
  #inputs: readonly RecordInput[] = [];
  #line = 1;
  #blankLine: number | undefined;

  constructor(bytes: ByteReader, options: OpenOptions) {
    this.#bytes = bytes;
    this.#options = options;
    this.#label = bytes.label;
  }

  async open(
    selections: readonly Selection[],
    classes: ClassColumns | undefined,
  ): Promise<TensorReader[]> {
    const line = await this.#takeFirstLine();
    let pred = classes;
    this.#inputs = selections.map((selection) => {
      const cursor = (): JsonCursor => this.#cursor(line);
      const input = new RecordInput(selection, this.#label, cursor, pred, this.#options);
      // Pred comes first, so that the labels of the others can be the names of its columns.
      if (isPred(selection)) pred = input.classes;
      return input;
    });
    this.#deliver();
    this.#line++;
    const feed = new LineFeed(this.#bytes, this.#plan(line), this.#options.pool, this);
    return this.#inputs.map((input) => input.reader(feed));
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
        ? new NoRows({ where: this.#label, problem: 'no rows: the file is empty' })
        : this.#unexpectedBlank(1);
    }
    this.#bytes.take(Math.min(line.length + 1, ahead.length));
    return line;
  }

  /** What to scan, where the first line has plain numbers that stand for themselves, and text. */
  #plan(line: Buffer): ScanPlan | undefined {
    // Those that are scanned are not looked at one by one.
    if (this.#options.notation?.missing) return undefined;
    const scanned = this.#inputs.map((input) => input.scanned);
    if (!scanned.every((parts) => parts !== undefined)) return undefined;
    return planOfLine(this.#cursor(line), line, scanned, this.#options.missing !== 'error');
  }

  takeScanned({ planes, rows, texts }: ScannedRows): boolean {
    if (this.#blankLine !== undefined) return false;
    const place = { where: () => `${this.#label}:${this.#line}` };
    let text = 0;
    this.#inputs.forEach((input, k) => {
      input.append(planes[k]!, input.isText ? texts[text++] : undefined, place);
    });
    this.#line += rows;
    return true;
  }

  parse(lines: Buffer): void {
    try {
      this.#readLines(lines);
    } finally {
      this.#deliver();
    }
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
    for (const input of this.#inputs) input.take(() => this.#cursor(line));
  }

  /** Hands over what is in the lines that were walked over. */
  #deliver(): void {
    for (const input of this.#inputs) input.deliver();
  }

  #cursor(line: Buffer): JsonCursor {
    return new JsonCursor(line, this.#label, this.#line, this.#options.jsonNan);
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
}

function isBlank(line: Buffer): boolean {
  return line.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}
