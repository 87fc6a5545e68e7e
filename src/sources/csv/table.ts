import { quote, UserError } from '../../messages/errors.ts';
import type { ByteReader } from '../bytes/byte-reader.ts';
import type { Progress } from '../bytes/bytes.ts';
import { Columns } from './columns.ts';
import type { CsvRows, CsvState } from './csv.ts';
import type { ClassColumns } from '../input/labels.ts';
import { hasOddQuotes, LineReader, plainCells, takeFirstRow } from '../bytes/lines.ts';
import type { Place } from '../input/number-queue.ts';
import { isNumeric, parseNumber } from '../../text/parse-number.ts';
import type { Chunk, Chunks } from '../scan/chunks.ts';
import type { ScanPlan } from '../scan/plan.ts';
import { LONGEST_TEXT } from '../scan/scanner.ts';
import { SerialChunks } from '../scan/serial-chunks.ts';
import { SharedChunks } from '../scan/shared-chunks.ts';
import { TableInput } from './table-input.ts';
import type { Feed, TensorReader } from '../input/tensor-reader.ts';
import { findFlaw, newlines, skipByteOrderMark } from '../bytes/text.ts';
import type { OpenOptions, Selection } from '../input/types.ts';

type Delimiter = ',' | '\t';

/** Opens the inputs that come from one table of comma-separated values; see {@link openTable}. */
export const openCsv = openTable.bind(undefined, ',');

/** Opens the inputs that come from one table of tab-separated values; see {@link openTable}. */
export const openTsv = openTable.bind(undefined, '\t');

/**
 * Opens the inputs that come from one table: reads as far as its first row of numbers.
 * @param classes the columns of pred, where pred is elsewhere
 * @throws UserError if there is none, it is unclear whether there is a header, or a column is not found
 */
async function openTable(
  delimiter: Delimiter,
  bytes: ByteReader,
  selections: readonly Selection[],
  options: OpenOptions,
  classes: ClassColumns | undefined,
): Promise<TensorReader[]> {
  const table = new Table(bytes, delimiter, selections, options, classes);
  const inputs = await table.open();
  return inputs.map((input) => input.reader(table));
}

/**
 * A table that is being read; also the place of the cell that is being read. Plain lines are scanned; all others go through csv-parse, until a chunk of them ends where a row ends.
 */
class Table implements Feed, Place {
  readonly #bytes: ByteReader;
  readonly #delimiter: Delimiter;
  readonly #selections: readonly Selection[];
  readonly #options: OpenOptions;
  readonly #classes: ClassColumns | undefined;
  readonly #label: string;
  #chunks: Chunks | undefined;
  /** Parses lines that are not plain. */
  #parser: CsvRows | undefined;
  #state: CsvState = { line: 1, width: undefined, blankLine: undefined };
  /** How many lines there are before what the parser is given next. */
  #parsedLines = 0;
  /** Whether what the parser has been given ends within quotes. */
  #isWithinQuotes = false;
  /** Unknown before the first row. */
  #columns: Columns | undefined;
  #inputs: readonly TableInput[] = [];
  /** The columns that are scanned as text. */
  #textColumns: readonly number[] = [];
  #header: readonly string[] = [];
  #firstRow: readonly string[] = [];
  #hasNumbers = false;
  #ended = false;
  /** Thrown when all that was read before it has been taken, lest errors depend on how the bytes arrive. */
  #failure: Error | undefined;
  #line = 0;
  #column = 0;

  constructor(
    bytes: ByteReader,
    delimiter: Delimiter,
    selections: readonly Selection[],
    options: OpenOptions,
    classes: ClassColumns | undefined,
  ) {
    this.#classes = classes;
    this.#bytes = bytes;
    this.#delimiter = delimiter;
    this.#selections = selections;
    this.#options = options;
    this.#label = bytes.label;
  }

  async open(): Promise<readonly TableInput[]> {
    await skipByteOrderMark(this.#bytes);
    await this.#readRow();
    // What is scanned depends on the first row after the header.
    if (!this.#hasNumbers && this.#inputs.some(({ labels }) => labels)) await this.#readRow();
    this.#chunks = this.#openChunks();
    while (!this.#hasNumbers && (await this.more()));
    if (this.#hasNumbers) return this.#inputs;
    if (this.#columns === undefined) {
      throw new UserError({ where: this.#label, problem: 'no rows: the file is empty' });
    }
    const separator = separatorIn(this.#header.join(''));
    throw new UserError({
      where: this.#label,
      problem: 'no rows after the header',
      hint:
        separator === undefined
          ? '--no-header takes the first row for numbers'
          : this.#separatorHint(separator),
    });
  }

  /** Reads one row, without a parser where it takes none: most small files need none at all. */
  async #readRow(): Promise<void> {
    const row = await takeFirstRow(this.#bytes, LONGEST_TEXT);
    const cells = plainCells(row, this.#delimiter);
    const { line, width = cells?.length, blankLine } = this.#state;
    const isPlain = cells?.length === width && blankLine === undefined;
    if (!cells || !isPlain || findFlaw(row, this.#label, line)) return this.#parse(row);
    this.#row(cells, line);
    this.#state = { line: line + 1, width, blankLine };
  }

  #openChunks(): Chunks {
    const { file, position } = this.#bytes;
    const { pool } = this.#options;
    const plan = this.#columns && this.#plan(this.#columns.count);
    return plan && file && pool.areWorth(file.size - position)
      ? new SharedChunks(file, position, plan, pool)
      : new SerialChunks(this.#bytes, new LineReader(this.#bytes, LONGEST_TEXT), plan);
  }

  /** What to scan. */
  #plan(columns: number): ScanPlan {
    const selected = ascending(this.#inputs.flatMap((input) => input.columns));
    const texts = ascending(this.#inputs.flatMap((input) => input.textColumns(this.#firstRow)));
    this.#textColumns = texts;
    const places = new Map(selected.map((column, place) => [column, place]));
    return {
      layout: {
        delimiter: this.#delimiter.charCodeAt(0),
        columns,
        selected,
        texts,
        allowMissing: this.#options.missing !== 'error',
      },
      inputs: this.#inputs.map((input) => input.columns.map((column) => places.get(column)!)),
    };
  }

  async more(): Promise<boolean> {
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#ended) return false;
    try {
      const chunk = await this.#chunks!.next();
      if (chunk === undefined) await this.#end();
      else if (!this.#accept(chunk)) await this.#parse(chunk.text());
    } catch (error) {
      this.#failure = error as Error;
      await this.close();
    }
    return true;
  }

  /** Takes plain lines; false where they, or what they stand for, take a parser. */
  #accept({ planes, rows, texts = [] }: Chunk): boolean {
    if (!planes || this.#parser || this.#state.blankLine !== undefined) return false;
    if (rows === 0) return true;
    const textsOf = new Map(texts.map((ofColumn, k) => [this.#textColumns[k]!, ofColumn]));
    if (!this.#inputs.every((input, k) => input.read(planes[k]!, textsOf))) return false;
    this.#inputs.forEach((input, k) => {
      input.append(planes[k]!, textsOf);
    });
    const { line } = this.#state;
    this.#line = line;
    this.#state = { ...this.#state, line: line + rows };
    this.#noteNumbers();
    return true;
  }

  /** Takes lines that take a parser. */
  async #parse(text: Buffer): Promise<void> {
    if (text.length === 0) return;
    if (!this.#parser) this.#parsedLines = this.#state.line - 1;
    const flaw = findFlaw(text, this.#label, this.#parsedLines + 1);
    // What is wrong with a line before comes first.
    const lines = flaw ? text.subarray(0, flaw.start) : text;
    if (hasOddQuotes(lines)) this.#isWithinQuotes = !this.#isWithinQuotes;
    const { CsvRows } = await import('./csv.ts');
    this.#parser ??= new CsvRows(this.#delimiter, this.#label, this.#state, (cells, line) =>
      this.#row(cells, line),
    );
    await this.#parser.parse(lines);
    this.#parsedLines += newlines(lines);
    if (!this.#isWithinQuotes) await this.#endParsing();
    if (flaw) throw flaw.error;
  }

  async #endParsing(): Promise<void> {
    await this.#parser?.parse(undefined);
    this.#state = this.#parser?.state ?? this.#state;
    this.#parser = undefined;
  }

  async #end(): Promise<void> {
    this.#ended = true;
    await this.#endParsing();
    await this.close();
  }

  get progress(): Progress {
    return (this.#chunks ?? this.#bytes).progress;
  }

  async close(): Promise<void> {
    await (this.#chunks ?? this.#bytes).close();
  }

  where(): string {
    return `${this.#label}:${this.#line}, ${this.#columns!.describe(this.#column)}`;
  }

  hint(text: string): string {
    const separator = separatorIn(text);
    if (separator !== undefined && isNumberList(text, separator)) {
      return this.#separatorHint(separator);
    }
    if (text.includes('\r')) return 'lines must end in LF or CRLF';
    return 'numbers are written as 0.5, -3 or 1e-7';
  }

  #separatorHint(separator: string): string {
    return separator === '\t'
      ? '--input-format tsv reads cells that are separated by tabs'
      : 'cells must be separated by commas, or by tabs with --input-format tsv';
  }

  #row(cells: readonly string[], line: number): void {
    this.#line = line;
    if (this.#columns === undefined) {
      const isHeader = this.#options.header ?? this.#detectHeader(cells);
      this.#choose(new Columns(this.#label, cells.length, isHeader ? cells : undefined));
      if (isHeader && this.#options.header === undefined) this.#refuseLabels(cells);
      if (isHeader) {
        this.#header = cells;
        return;
      }
    }
    if (!this.#hasNumbers) this.#firstRow = cells;
    for (const input of this.#inputs) {
      for (const column of input.columns) {
        this.#column = column;
        input.push(cells[column]!, this);
      }
    }
    this.#noteNumbers();
  }

  #noteNumbers(): void {
    if (!this.#hasNumbers && this.#options.header === undefined) this.#warnOfDoubt();
    this.#hasNumbers = true;
  }

  #choose(columns: Columns): void {
    const chosen = this.#selections.map(({ part, except }) => columns.select(part, except));
    const pred = this.#selections.findIndex(({ input }) => input === 'pred');
    const classes =
      pred < 0
        ? this.#classes
        : { count: chosen[pred]!.length, names: columns.namesOf(chosen[pred]!) };
    this.#inputs = this.#selections.map((selection, i) => {
      const names = columns.namesOf(chosen[i]!);
      return new TableInput(selection, chosen[i]!, names, classes, this.#options);
    });
    this.#columns = columns;
  }

  /** A first row that holds a label is data as likely as a header, and must not be lost in silence. */
  #refuseLabels(cells: readonly string[]): void {
    for (const { columns, labels } of this.#inputs) {
      const label = columns.map((column) => cells[column]!).find((cell) => labels?.has(cell));
      if (label === undefined) continue;
      throw new UserError({
        where: `${this.#label}:${this.#line}`,
        problem: `expected names or labels in the first row, found ${quote(label)}, which is a label`,
        hint: '--header says that it is the name of the column, --no-header that it is not',
      });
    }
  }

  /** The first row is a header when none of its cells is a number. */
  #detectHeader(cells: readonly string[]): boolean {
    const number = cells.find(isNumeric);
    const name = cells.find((cell) => parseNumber(cell) === undefined && !isNumeric(cell));
    if (number === undefined && name !== undefined) return true;
    if (cells.every(isNumeric)) return false;
    throw new UserError({
      where: `${this.#label}:${this.#line}`,
      problem:
        number === undefined
          ? 'expected names or numbers in the first row, found none'
          : `expected names or numbers in the first row, found ${quote(number)} and ${quote(cells.find((cell) => !isNumeric(cell))!)}`,
      hint: '--header says that it holds the names of the columns, --no-header that it does not',
    });
  }

  /** A mistyped number in the first row must not pass for a name in silence, and its row be lost. */
  #warnOfDoubt(): void {
    const doubtful = this.#header.find((cell) => /^[ \t]*[+-]?\.?\d/.test(cell));
    if (doubtful === undefined) return;
    this.#options.warn(
      `${this.#label}: the first row is taken for a header, as ${quote(doubtful)} is not a number; ` +
        '--header or --no-header settles it',
    );
  }
}

function ascending(columns: readonly number[]): number[] {
  return [...new Set(columns)].sort((a, b) => a - b);
}

/** The first character of a cell that separates cells in another kind of table. */
function separatorIn(cell: string): string | undefined {
  return /[\t;|]/.exec(cell)?.[0];
}

function isNumberList(text: string, separator: string): boolean {
  return text.split(separator).every((part) => parseNumber(part) !== undefined);
}
